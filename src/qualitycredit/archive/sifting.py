"""Well-formed and malformed lines of a CSV file told apart, one by one: the slow way, for files that need it.

DuckDB can set malformed lines aside as well, but loses some where there are very many.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

MALFORMED: Final = ("row", "line", "value", "code", "hint")

_SHOWN: Final = 200


def sift(file: Path, width: int, kept: Path, malformed: Path, reason: str) -> None:
    """Copy the rows of `width` values to `kept`, each after its row and line, and list the others in `malformed`.

    Rows count from 1 without the header, and lines from 1; blank lines are passed over. Where nothing is found to be
    malformed, `reason` is listed as the only fault, without a place.
    """
    with (
        kept.open("w", encoding="utf-8", newline="") as keeping,
        malformed.open("w", encoding="utf-8", newline="") as listing,
    ):
        keeper, lister = csv.writer(keeping), csv.writer(listing)
        keeper.writerow(("row", "line"))
        lister.writerow(MALFORMED)
        sound = True
        for row, (line, values) in enumerate(_rows(file)):
            if not row:
                continue
            if isinstance(values, str):
                lister.writerow((row, line, "", "broken_quotes", values))
            elif len(values) == width:
                keeper.writerow((row, line, *values))
                continue
            else:
                code = "too_few_columns" if len(values) < width else "too_many_columns"
                lister.writerow((row, line, ",".join(values)[:_SHOWN], code, ""))
            sound = False
        if sound:
            lister.writerow(("", "", "", "malformed_line", reason))


def _rows(file: Path) -> Iterator[tuple[int, list[str] | str]]:
    """Give the values of each row, or what is wrong with it, with the line where it starts."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream, strict=True)
        start = 1
        while True:
            try:
                values: list[str] | str = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                values = str(error)
            if values:
                yield start, values
            start = reader.line_num + 1
