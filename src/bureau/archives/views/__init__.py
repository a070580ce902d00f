"""Pages of archives: the dossier, entering, verifying, and changing."""
