"""The tables of procedures, as they came about."""
