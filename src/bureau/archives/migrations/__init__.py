"""The tables of archives, as they came about."""
