"""The public store: what was published, and nothing else. It lies in a database of its own and knows no other app."""
