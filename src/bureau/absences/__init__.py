"""Absences: who is away, who can act meanwhile, and what is passed on."""
