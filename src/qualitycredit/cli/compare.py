"""`qualitycredit compare`: two standards or two sets of readings, who moves from which grade to which."""

import json
from pathlib import Path
from typing import Annotated

import pyarrow.csv
import pyarrow.parquet as pq
import typer
from rich.table import Table

from qualitycredit.archive import atomic_path, keep_apart, open_archive, require_valid
from qualitycredit.cli import options
from qualitycredit.cli.clock import utc_now
from qualitycredit.cli.speaking import SPEAKER
from qualitycredit.grading import Difference, check_output, difference, grade
from qualitycredit.reading import load_standard


def compare(
    archive: options.ArchiveFolder,
    as_of: options.AsOf,
    known_at: options.KnownAt = None,
    standard: options.StandardName = "aqsiq-2006",
    reading: options.Readings = [],  # noqa: B006 - typer copies it
    with_standard: Annotated[
        str | None,
        typer.Option(
            "--with-standard", metavar="NAME|FOLDER", help="比较的另一个标准 · the standard to compare with"
        ),
    ] = None,
    with_reading: Annotated[
        list[str],
        typer.Option(
            "--with-reading", metavar="NAME=VALUE", help="比较的另一种读法 · a reading to compare with"
        ),
    ] = [],  # noqa: B006 - typer copies it
    limit: Annotated[
        int,
        typer.Option(
            "--limit",
            parser=options.at_least(0),
            metavar="N",
            help="最多列出多少企业 · how many enterprises to list",
        ),
    ] = 20,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE.csv|FILE.parquet",
            help="写出等级不同的企业 · write the enterprises that move",
        ),
    ] = None,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """比较两个标准或两组读法：转移矩阵和等级变动的企业 · Compare two standards or two sets of readings.

    例 Example: qualitycredit compare build/sample --as-of 2026-06-30 --with-reading current_year=rolling
    """
    del lang, quiet
    if out is not None:
        check_output(out)
    before = load_standard(standard, options.parse_readings(reading))
    after = load_standard(with_standard or standard, options.parse_readings(with_reading))
    facts = open_archive(archive)
    if out is not None:
        keep_apart(facts, out)
    with SPEAKER.working("正在比较", "comparing"):
        require_valid(facts, {**before.kinds, **after.kinds})
        moment = known_at or utc_now()
        found = difference(
            *(
                grade(facts, as_of=as_of, standard=law, known_at=moment, validated=True)
                for law in (before, after)
            )
        )
    if out is not None:
        with atomic_path(out) as unfinished:
            if out.suffix == ".csv":
                pyarrow.csv.write_csv(found.moved, unfinished)
            else:
                pq.write_table(found.moved, unfinished)
    grades = list(
        dict.fromkeys(
            [*before.decision.grades, *after.decision.grades, before.decision.unrated, after.decision.unrated]
        )
    )
    _show(found, grades, limit, as_json=as_json)


def _show(found: Difference, grades: list[str], limit: int, *, as_json: bool) -> None:
    moved = found.moved
    if as_json:
        transitions = [
            {"before": before, "after": after, "enterprises": count}
            for (before, after), count in sorted(found.transitions.items())
        ]
        document = {
            "transitions": transitions,
            "moved": moved.num_rows,
            "listed": moved.slice(0, limit).to_pylist(),
        }
        SPEAKER.show(json.dumps(document, ensure_ascii=False, indent=2))
        return
    matrix = Table(box=None, pad_edge=False)
    matrix.add_column(SPEAKER.say("前＼后", "before \\ after"))
    used = [grade for grade in grades if any(grade in pair for pair in found.transitions)]
    for name in used:
        matrix.add_column(name, justify="right")
    for before in used:
        matrix.add_row(before, *(f"{found.transitions[before, after]:,}" for after in used))
    SPEAKER.show(matrix)
    SPEAKER.show(
        SPEAKER.say(f"等级不同的企业：{moved.num_rows:,}", f"enterprises that move: {moved.num_rows:,}")
    )
    for row in moved.slice(0, limit).to_pylist():
        SPEAKER.show(f"  {row['enterprise_id']} {row['before']} → {row['after']}")
