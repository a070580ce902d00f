"""Measures: what each grade brings, opened and closed by the decisions themselves."""
