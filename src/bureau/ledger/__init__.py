"""The log of decisions: a commitment to each of every grade, and what is published of them."""
