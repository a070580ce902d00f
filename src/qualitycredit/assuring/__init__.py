"""What holds a standard and its engines to their word: worked cases, agreement, coverage of the text."""
