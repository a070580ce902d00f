"""Well-formed and malformed lines of a CSV file told apart, one by one: the slow way, for files that need it.

DuckDB can set malformed lines aside as well, but loses some where there are very many.
"""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from qualitycredit.archive.encoding import LONGEST

MALFORMED: Final = ("row", "line", "column", "value", "code", "hint")

_SHOWN: Final = 200


def sift(file: Path, header: Sequence[str], kept: Path, malformed: Path, reason: str) -> None:
    """Copy the rows that fit the header to `kept`, each after its row and line, and list the others in `malformed`.

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
        for row, (line, size, values) in enumerate(_rows(file)):
            if not row:
                continue
            if isinstance(values, str):
                lister.writerow((row, line, "", "", "broken_quotes", values))
            elif len(values) != len(header):
                code = "too_few_columns" if len(values) < len(header) else "too_many_columns"
                lister.writerow((row, line, "", ",".join(values)[:_SHOWN], code, ""))
            elif size > LONGEST:
                column, longest = max(zip(header, values, strict=True), key=lambda named: len(named[1]))
                lister.writerow((row, line, column, longest[:_SHOWN], "line_too_long", f"{size:,}"))
            else:
                keeper.writerow((row, line, *values))
                continue
            sound = False
        if sound:
            lister.writerow(("", "", "", "", "malformed_line", reason))


def _rows(file: Path) -> Iterator[tuple[int, int, list[str] | str]]:
    """Give the line where each row starts, its size in bytes, and its values or what is wrong with it."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        start, size = 1, 0

        def lines() -> Iterator[str]:
            nonlocal size
            for line in stream:
                size += len(line.encode())
                yield line

        reader = csv.reader(lines(), strict=True)
        while True:
            try:
                values: list[str] | str = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                values = str(error)
            if values:
                yield start, size, values
            start, size = reader.line_num + 1, 0
