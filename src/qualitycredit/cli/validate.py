"""`qualitycredit validate`: every fault of an archive, with file, row, column, value and reason."""

import json
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from qualitycredit.archive import keep_apart, open_archive
from qualitycredit.archive import validate as find_faults
from qualitycredit.archive.counting import counted
from qualitycredit.cli import options
from qualitycredit.cli.speaking import SPEAKER
from qualitycredit.errors import ArchiveFaulty
from qualitycredit.reading import load_standard


def validate(
    archive: options.ArchiveFolder,
    standard: options.StandardName = "aqsiq-2006",
    limit: Annotated[
        int,
        typer.Option(
            "--limit",
            parser=options.at_least(0),
            metavar="N",
            help="最多列出多少处 · how many faults to list",
        ),
    ] = 50,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE.csv|FILE.parquet", help="把全部错误写到文件 · write every fault to a file"
        ),
    ] = None,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """检查档案，列出每一处错误；有错误时退出码为 12 · Check an archive; exit code 12 where it has faults.

    例 Example: qualitycredit validate build/sample
    """
    del lang, quiet
    law = load_standard(standard)
    facts = open_archive(archive)
    if out is not None:
        keep_apart(facts, out)
    with SPEAKER.working("正在检查档案", "checking the archive"):
        report = find_faults(facts, law.kinds)
    if out is not None:
        report.write(out)
    listed = list(islice(report.faults(limit), limit))
    if as_json:
        document = {
            "faults": report.total,
            "counts": [
                {"table": table, "column": column, "code": code, "faults": count}
                for (table, column, code), count in report.counts.items()
            ],
            "listed": [
                {
                    "file": fault.file,
                    "row": fault.row,
                    "column": fault.column,
                    "value": fault.value,
                    "code": fault.code,
                    "zh": fault.message.zh,
                    "en": fault.message.en,
                }
                for fault in listed
            ],
        }
        SPEAKER.show(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        for fault in listed:
            SPEAKER.show(fault.say(SPEAKER.language))
    if report.total:
        more = 0 if out is not None else report.total - len(listed)
        raise ArchiveFaulty(
            f"共有 {report.total:,} 处错误"
            + (f"，还有 {more:,} 处没有列出（--limit、--out 可以列全）。" if more else "。"),
            f"{counted(report.total, 'fault')} in all"
            + (
                f"; {more:,} more {'is' if more == 1 else 'are'} not listed (see --limit and --out)."
                if more
                else "."
            ),
            report.total,
        )
    SPEAKER.tell("档案没有错误。", "The archive has no faults.")
