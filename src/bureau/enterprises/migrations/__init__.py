"""The tables of enterprises, as they came about."""
