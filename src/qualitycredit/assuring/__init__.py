"""What holds a standard and its engines to their word: worked cases, agreement, coverage of the text."""

from qualitycredit.assuring.checking import check_standard

__all__ = ["check_standard"]
