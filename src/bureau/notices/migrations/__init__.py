"""The tables of notices, as they came about."""
