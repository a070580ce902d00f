"""Codes in addresses."""

from bureau.store.snapshots import CODE


class CodeConverter:
    """A unified social credit code, by its letters; whether anyone has it is not asked."""

    regex = CODE.pattern

    def to_python(self, value: str) -> str:
        """Take it as it is."""
        return value

    def to_url(self, value: str) -> str:
        """Give it as it is."""
        return value
