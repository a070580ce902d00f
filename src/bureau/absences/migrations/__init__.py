"""The tables of absences, as they came about."""
