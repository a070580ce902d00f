"""The tables of the log, as they came about."""
