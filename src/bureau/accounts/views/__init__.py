"""Pages: each translates a request into one query or one action."""
