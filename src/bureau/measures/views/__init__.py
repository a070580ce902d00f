"""Pages on measures and honours."""
