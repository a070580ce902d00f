"""What the pages of the project say is so."""
