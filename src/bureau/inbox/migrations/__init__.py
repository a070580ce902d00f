"""The tables of the inbox, as they came about."""
