"""Publication: who decides what the public sees, and how it gets there."""
