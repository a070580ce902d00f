"""The tables of audit, as they came about."""
