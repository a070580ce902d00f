"""Commands of leads."""
