"""Leads: what the public reported, taken up by the bureau of the region."""
