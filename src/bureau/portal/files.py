"""The whole register as files: made once for each state of the chain, and served from then on."""

import csv
import json
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq
from django.db import transaction
from django.utils.dateparse import parse_date

from bureau.portal.columns import COLUMNS
from bureau.store.chain import canonical
from bureau.store.models import Entry, Freshness
from bureau.store.queries import head, register
from bureau.store.router import PUBLIC
from bureau.store.snapshots import snapshot_of

Row = dict[str, Any]
BATCH: Final = 5_000
# What spreadsheets take for a formula.
FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
NESTED: Final = frozenset({"array", "object"})
ARROW: Final = {"integer": pa.int64(), "date": pa.date32()}
SCHEMA: Final = pa.schema([(one.name, ARROW.get(one.type, pa.string())) for one in COLUMNS])


# Of the many who ask for a new file at once, one makes it; so is the folder made, by the first of them.
_MAKING: Final = Lock()


@cache
def _kept() -> tempfile.TemporaryDirectory[str]:
    """Make the folder of this process, which goes with it."""
    return tempfile.TemporaryDirectory(prefix="register-")


def current(form: str) -> tuple[Path, Freshness] | None:
    """Give the file of the register as it is now, with the state of the chain; nothing while there is none."""
    with transaction.atomic(using=PUBLIC):
        found = head()
        if found is None:
            return None
        with _MAKING:
            place = Path(_kept().name)
            path = place / f"register-{found.sequence}-{found.sha256[:12]}.{form}"
            if not path.exists():
                _make(path)
    return path, found


def _make(path: Path) -> None:
    before = sorted(path.parent.glob(f"*{path.suffix}"), key=lambda one: one.stat().st_mtime_ns)
    unfinished = path.parent / uuid4().hex
    WRITERS[path.suffix[1:]](unfinished, map(_row, register()))
    unfinished.replace(path)
    # The last one stays: somebody may have been given it, and be about to open it.
    for one in before[:-1]:
        one.unlink()


def _row(entry: Entry) -> Row:
    return {"sequence": entry.sequence, **snapshot_of(entry)}


def _write_lines(path: Path, rows: Iterator[Row]) -> None:
    with path.open("wb") as file:
        file.writelines(canonical(row) + b"\n" for row in rows)


def _write_csv(path: Path, rows: Iterator[Row]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([one.name for one in COLUMNS])
        writer.writerows([_cell(row[one.name], one.type) for one in COLUMNS] for row in rows)


def _write_parquet(path: Path, rows: Iterator[Row]) -> None:
    with pq.ParquetWriter(path, SCHEMA) as writer:
        waiting: list[Row] = []
        for row in rows:
            waiting.append({one.name: _value(row[one.name], one.type) for one in COLUMNS})
            if len(waiting) == BATCH:
                writer.write_table(pa.Table.from_pylist(waiting, SCHEMA))
                waiting.clear()
        writer.write_table(pa.Table.from_pylist(waiting, SCHEMA))


def _cell(value: object, kind: str) -> str:
    if value is None:
        return ""
    text = json.dumps(value, ensure_ascii=False) if kind in NESTED else str(value)
    return f"'{text}" if text.startswith(FORMULAS) else text


def _value(value: Any, kind: str) -> object:  # noqa: ANN401 - of any type of JSON
    if value is None or kind not in {*NESTED, "date"}:
        return value
    return parse_date(value) if kind == "date" else json.dumps(value, ensure_ascii=False)


WRITERS: Final[dict[str, Callable[[Path, Iterator[Row]], None]]] = {
    "csv": _write_csv,
    "jsonl": _write_lines,
    "parquet": _write_parquet,
}
