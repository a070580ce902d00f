"""The system that a quality bureau works in: Django round the library."""
