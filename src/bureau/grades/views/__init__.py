"""Pages on grades, and on the standard that gives them."""
