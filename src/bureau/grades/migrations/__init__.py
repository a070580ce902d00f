"""The tables of grades, as they came about."""
