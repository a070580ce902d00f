"""Who did what, for which body, on what, when; and who read what is confidential."""
