"""`qualitycredit regrade`: the grades of a lake brought up to its newest version and to a day, by what changed."""

import json
from pathlib import Path
from typing import Annotated

import typer

from qualitycredit.archive.counting import counted
from qualitycredit.cli import options
from qualitycredit.cli.clock import utc_now
from qualitycredit.cli.speaking import SPEAKER
from qualitycredit.cli.summaries import counted_grades, grade_table
from qualitycredit.grading import check_output
from qualitycredit.lake import Regrading, write_regrading
from qualitycredit.lake import regrade as regrade_lake
from qualitycredit.lake.delivering import check_outside
from qualitycredit.reading import load_standard


def regrade(
    lake: options.LakeFolder,
    as_of: options.AsOf,
    since: Annotated[
        int | None,
        typer.Option(
            "--since",
            parser=options.at_least(1),
            metavar="VERSION",
            help="从湖的这一版的定级开始 · start from the grading of this version (default: the newest kept)",
        ),
    ] = None,
    known_at: options.KnownAt = None,
    standard: options.StandardName = "aqsiq-2006",
    reading: options.Readings = [],  # noqa: B006 - typer copies it
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE.csv|FILE.parquet",
            help="写出全部决定和回执，与 grade 写的一字不差 · write all decisions and a receipt, as grade would",
        ),
    ] = None,
    memory: options.Memory = None,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """只重定有变动和到期的企业 · Decide anew on those enterprises alone that were touched or are due.

    例 Example: qualitycredit regrade build/lake --as-of 2026-07-01
    """
    del lang, quiet
    if out is not None:
        check_output(out)
        check_outside(lake, out)
    law = load_standard(standard, options.parse_readings(reading))
    with SPEAKER.working("正在重定", "regrading") as advance:
        done = regrade_lake(
            lake,
            as_of=as_of,
            standard=law,
            known_at=known_at or utc_now(),
            since=since,
            memory_limit=memory,
            progress=advance,
        )
    if out is not None:
        with SPEAKER.working("正在写出", "writing the decisions") as advance:
            write_regrading(done, out, advance)
    if as_json:
        SPEAKER.show(json.dumps(_document(done), ensure_ascii=False, indent=2))
    else:
        SPEAKER.show(grade_table(law, done.state.summary))
        _tell(done)
    if out is not None:
        SPEAKER.tell(
            f"决定写在 {out}，回执写在 {out}.receipt.json。",
            f"Decisions are in {out}, their receipt in {out}.receipt.json.",
        )


def _tell(done: Regrading) -> None:
    number, day = done.state.version, done.state.receipt.as_of
    if done.why_all is not None:
        SPEAKER.tell(
            f"第 {number} 版，当日 {day}：全部 {done.decided:,} 家都重定了，因为{done.why_all.zh}。",
            f"Version {number} as of {day}: all {counted(done.decided, 'enterprise')} decided on, "
            f"because {done.why_all.en}.",
        )
        return
    SPEAKER.tell(
        f"第 {number} 版，当日 {day}：有变动 {done.touched:,} 家，到期 {done.due:,} 家，重定 {done.decided:,} 家。",
        f"Version {number} as of {day}: {done.touched:,} touched, {done.due:,} due, {done.decided:,} decided on.",
    )


def _document(done: Regrading) -> dict[str, object]:
    state = done.state
    return {
        "standard": done.standard.name,
        "readings": dict(done.standard.chosen),
        "version": state.version,
        "as_of": state.receipt.as_of,
        "known_at": state.receipt.known_at,
        "enterprises": state.summary.total,
        "touched": done.touched,
        "due": done.due,
        "decided": done.decided,
        "why_all": None if done.why_all is None else done.why_all.say(SPEAKER.language),
        "grades": counted_grades(done.standard, state.summary),
    }
