"""The tables of the public store, as they came about."""
