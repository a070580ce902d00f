"""What templates ask of archives."""
