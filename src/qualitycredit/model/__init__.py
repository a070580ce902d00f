"""The meaning of a standard as frozen nodes, and of an archive as frozen facts; nothing here computes a grade."""
