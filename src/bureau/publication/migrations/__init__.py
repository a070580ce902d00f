"""The tables of measures, as they came about."""
