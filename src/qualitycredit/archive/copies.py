"""A folder for copies of files in UTF-8, which lives as long as the archive that they belong to."""

from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from weakref import finalize


class Copies:
    """Makes its folder when the first copy needs it, and removes it when nothing refers to this any more."""

    def __init__(self) -> None:
        self._folder: Path | None = None

    @property
    def folder(self) -> Path:
        """The folder, which exists."""
        if self._folder is None:
            self._folder = Path(mkdtemp(prefix="qualitycredit-"))
            finalize(self, rmtree, self._folder, ignore_errors=True)
        return self._folder
