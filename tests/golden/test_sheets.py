"""The check sheet of each standard is the one that its rules give now."""

from pathlib import Path

import pytest

from qualitycredit.explaining.sheet import both_sheets
from qualitycredit.reading import standards_folder

FOLDERS = sorted(path.parent for path in standards_folder().glob("*/standard.md"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_sheet_is_up_to_date(folder: Path) -> None:
    sheet = folder / "sheet.md"
    assert sheet.is_file(), f"{sheet.name} of {folder.name} is missing: write it with `make docs`"
    assert sheet.read_text(encoding="utf-8") == both_sheets(folder), (
        f"{sheet.name} of {folder.name} is not what its rules say now: run `make docs`, then read the difference"
    )
