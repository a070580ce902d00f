"""`qualitycredit grade`: every enterprise's grade with its reason, and how many have which."""

import json
from pathlib import Path
from typing import Annotated, cast

import typer
from rich.table import Table
from rich.text import Text

from qualitycredit.archive import open_archive
from qualitycredit.cli import options
from qualitycredit.cli.clock import utc_now
from qualitycredit.cli.speaking import SPEAKER
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
            metavar="FILE.csv|FILE.parquet",
            help="写出每个决定和回执 · write decisions and a receipt",
        ),
    ] = None,
    memory: Annotated[
        str | None,
        typer.Option(
            "--memory",
            parser=options.parse_memory,
            metavar="SIZE",
            help="内存上限，例如 2GB · memory limit, such as 2GB",
        ),
    ] = None,
    trusted: Annotated[
        bool,
        typer.Option(
            "--trusted",
            help="档案刚用 validate 检查过，不再检查 · validated just before: do not validate again",
        ),
    ] = False,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """按标准为档案中的企业定级 · Grade the enterprises of an archive.

    例 Example: qualitycredit grade build/sample --as-of 2026-06-30 --out build/decisions.csv
    """
    del lang, quiet
    if engine not in {"columnar", "scalar"}:
        raise typer.BadParameter("columnar, scalar", param_hint="--engine")
    if out is not None:
        check_output(out)
    law = load_standard(standard, options.parse_readings(reading))
    facts = open_archive(archive)
    with SPEAKER.working("正在核对档案", "checking the archive"):
        grading = grade_archive(
            facts,
            as_of=as_of,
            standard=law,
            known_at=known_at or utc_now(),
            engine=cast(Engine, engine),
            enterprises=enterprise or None,
            memory_limit=memory,
            validated=trusted,
        )
    with SPEAKER.working("正在定级", "grading") as advance:
        grading.progress = advance
        if out is not None:
            grading.write(out)
        elif enterprise and not as_json:
            _show_decisions(grading)
        else:
            for _ in grading.batches():
                pass
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
    SPEAKER.results.print(table)
    SPEAKER.show("\n")


def _show_summary(grading: Grading, *, as_json: bool) -> None:
    counts, total = grading.summary.counts, grading.summary.total
    order = [*grading.standard.decision.grades, grading.standard.decision.unrated]
    rows = sorted(counts.items(), key=lambda item: (order.index(item[0][0]), item[0][1] or ""))
    labels = grading.standard.decision.labels
    if as_json:
        document = {
            "standard": grading.standard.name,
            "readings": dict(grading.standard.chosen),
            "as_of": grading.as_of.isoformat(),
            "known_at": grading.known_at.isoformat() if grading.known_at else None,
            "engine": grading.engine,
            "enterprises": total,
            "grades": [
                {"grade": grade, "reason": reason, "enterprises": count, "share": round(count / total, 6)}
                for (grade, reason), count in rows
            ],
        }
        SPEAKER.show(json.dumps(document, ensure_ascii=False, indent=2))
        return
    table = Table(box=None, pad_edge=False)
    table.add_column(SPEAKER.say("等级", "grade"))
    table.add_column(SPEAKER.say("含义", "meaning"))
    table.add_column(SPEAKER.say("企业数", "enterprises"), justify="right")
    table.add_column(SPEAKER.say("比例", "share"), justify="right")
    for (grade, reason), count in rows:
        label = labels.get(reason or grade, Bilingual(reason or "", reason or "")).say(SPEAKER.language)
        table.add_row(*map(Text, (grade, label, f"{count:,}", f"{count / total:.1%}")))
    table.add_row("", SPEAKER.say("合计", "total"), f"{total:,}", "100.0%")
    SPEAKER.results.print(table)
