"""Numbers of things, in English."""


def counted(number: int, noun: str) -> str:
    """Give a number with its noun, in the singular for one: 1 fault, 2,000 faults."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
