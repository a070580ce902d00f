"""`qualitycredit grade`: every enterprise's grade with its reason, and how many have which."""

import json
from pathlib import Path
from typing import Annotated, cast, get_args

import typer
from rich.table import Table
from rich.text import Text

from qualitycredit.archive import open_archive, require_enterprises
from qualitycredit.cli import options
from qualitycredit.cli.clock import utc_now
from qualitycredit.cli.speaking import SPEAKER
from qualitycredit.cli.summaries import counted_grades, grade_table
from qualitycredit.engines.spark import LOCAL
from qualitycredit.grading import Engine, Grading, check_output
from qualitycredit.grading import grade as grade_archive
from qualitycredit.language import Bilingual
from qualitycredit.reading import load_standard


def grade(
    archive: options.ArchiveFolder,
    as_of: options.AsOf,
    known_at: options.KnownAt = None,
    standard: options.StandardName = "aqsiq-2006",
    reading: options.Readings = [],  # noqa: B006 - typer copies it
    engine: options.EngineName = "columnar",
    master: Annotated[
        str | None,
        typer.Option(
            "--master",
            metavar="URL",
            help="Spark 主节点，例如 spark://主机:7077 · master of Spark (default: local[*], this machine)",
        ),
    ] = None,
    enterprise: Annotated[
        list[str],
        typer.Option(
            "--enterprise",
            metavar="ID",
            help="只定这些企业，可重复 · only these enterprises, may be repeated",
        ),
    ] = [],  # noqa: B006 - typer copies it
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE.csv|FILE.parquet|FOLDER",
            help="写出每个决定和回执，文件夹只用于 spark · write decisions and a receipt; a folder on spark only",
        ),
    ] = None,
    memory: options.Memory = None,
    chunk: Annotated[
        int | None,
        typer.Option(
            "--chunk",
            parser=options.at_least(1),
            metavar="N",
            help="每次只定 N 家，内存少，断了能续 · N enterprises at a time: little memory, goes on where it was killed",
        ),
    ] = None,
    trusted: options.Trusted = False,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """按标准为档案中的企业定级 · Grade the enterprises of an archive.

    例 Example: qualitycredit grade build/sample --as-of 2026-06-30 --out build/decisions.csv
    """
    del lang, quiet
    if engine not in get_args(Engine):
        raise typer.BadParameter(", ".join(get_args(Engine)), param_hint="--engine")
    if master is not None and engine != "spark":
        raise typer.BadParameter(
            SPEAKER.say("只有 --engine spark 才用得上。", "this is for --engine spark alone."),
            param_hint="--master",
        )
    if out is not None:
        check_output(out, lake=engine == "spark")
    law = load_standard(standard, options.parse_readings(reading))
    facts = open_archive(archive)
    if trusted:
        require_enterprises(facts)
    with SPEAKER.working("正在核对档案", "checking the archive"):
        grading = grade_archive(
            facts,
            as_of=as_of,
            standard=law,
            known_at=known_at or utc_now(),
            engine=cast(Engine, engine),
            enterprises=enterprise or None,
            memory_limit=memory,
            master=master or LOCAL,
            validated=trusted,
            chunk=chunk,
        )
    with SPEAKER.working("正在定级", "grading") as advance:
        grading.progress = advance
        if out is not None:
            grading.write(out)
        elif enterprise and not as_json:
            _show_decisions(grading)
        else:
            grading.tally()
    _show_summary(grading, as_json=as_json)
    if out is not None:
        SPEAKER.tell(
            f"决定写在 {out}，回执写在 {out}.receipt.json。",
            f"Decisions are in {out}, their receipt in {out}.receipt.json.",
        )


def _show_decisions(grading: Grading) -> None:
    labels = grading.standard.decision.labels
    table = Table(box=None, pad_edge=False)
    for heading in (
        ("企业", "enterprise"),
        ("等级", "grade"),
        ("最好", "best"),
        ("最差", "worst"),
        ("原因", "reason"),
        ("未知条款", "unknown"),
        ("下次可能变动", "next change"),
    ):
        table.add_column(SPEAKER.say(*heading))
    for batch in grading.batches():
        for row in batch.to_pylist():
            reason = labels.get(row["reason"], Bilingual("", "")).say(SPEAKER.language)
            cells = (row["enterprise_id"], row["grade"], row["best"] or "—", row["worst"] or "—", reason)
            dated = (" ".join(row["unknown"]), str(row["next_change_on"] or "—"))
            table.add_row(*map(Text, (*cells, *dated)))
    SPEAKER.show(table)
    SPEAKER.show("\n")


def _show_summary(grading: Grading, *, as_json: bool) -> None:
    if not as_json:
        SPEAKER.show(grade_table(grading.standard, grading.summary))
        return
    document = {
        "standard": grading.standard.name,
        "readings": dict(grading.standard.chosen),
        "as_of": grading.as_of.isoformat(),
        "known_at": grading.known_at.isoformat() if grading.known_at else None,
        "engine": grading.engine,
        "enterprises": grading.summary.total,
        "grades": counted_grades(grading.standard, grading.summary),
    }
    SPEAKER.show(json.dumps(document, ensure_ascii=False, indent=2))
