"""Clauses to grades over whole archives, and the differences between standards and readings."""
