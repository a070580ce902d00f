"""A legal standard of quality credit as data, graded over an archive of facts, with reasons."""
