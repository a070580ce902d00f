"""Two engines over one tree: `scalar` is the definition, `columnar` is fast; neither knows the other."""
