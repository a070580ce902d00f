"""Bodies, people, scope."""
