"""`qualitycredit lake`: an archive that grows by versions, made, added to, written anew as one, and shown."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from qualitycredit.archive import open_archive
from qualitycredit.archive.counting import counted
from qualitycredit.archive.versions import Version, read_versions, require_lake
from qualitycredit.cli import options
from qualitycredit.cli.answering import answering
from qualitycredit.cli.speaking import SPEAKER
from qualitycredit.lake import add_changes, compact_lake, create_lake, kept_gradings
from qualitycredit.lake.states import State
from qualitycredit.reading import load_standard

app = typer.Typer(
    help="按版本增长的档案，只重定有变动的 · An archive that grows by versions, so that only what changed is regraded.",
    no_args_is_help=True,
)


@app.command()
@answering
def create(
    archive: options.ArchiveFolder,
    lake: Annotated[Path, typer.Argument(metavar="LAKE", help="新湖的文件夹 · folder of the new lake")],
    standard: options.StandardName = "aqsiq-2006",
    trusted: options.Trusted = False,
    memory: options.Memory = None,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """由档案建湖，作为第 1 版 · Make a lake of an archive, as its version 1.

    例 Example: qualitycredit lake create build/sample build/lake
    """
    del lang, quiet
    law, facts = load_standard(standard), open_archive(archive)
    with SPEAKER.working("正在建湖", "making the lake") as advance:
        made = create_lake(lake, facts, law.kinds, validated=trusted, memory_limit=memory, progress=advance)
    rows = _rows(made)
    SPEAKER.tell(f"湖在 {lake}：第 1 版，{rows[0]}。", f"The lake is in {lake}: version 1, {rows[1]}.")


@app.command()
@answering
def add(
    lake: options.LakeFolder,
    changes: Annotated[
        Path,
        typer.Argument(metavar="CHANGES", help="变动，一个档案文件夹 · changes, the folder of an archive"),
    ],
    standard: options.StandardName = "aqsiq-2006",
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """把变动加进湖，成为下一版 · Add changes to a lake, as its next version.

    例 Example: qualitycredit lake add build/lake build/changes
    """
    del lang, quiet
    law = load_standard(standard)
    require_lake(lake)
    news = open_archive(changes)
    with SPEAKER.working("正在加入变动", "adding the changes") as advance:
        version = add_changes(lake, news, law.kinds, advance)
    if version is None:
        SPEAKER.tell(
            "这些湖里都有了，没有新版本。", "The lake has all of this already; there is no new version."
        )
        return
    written = sum(part.rows for part in version.parts)
    rows = _rows(version)
    SPEAKER.tell(
        f"第 {version.number} 版写入 {written:,} 行。湖里现有{rows[0]}。",
        f"Version {version.number} has {counted(written, 'row')}. The lake now holds {rows[1]}.",
    )


@app.command()
@answering
def compact(
    lake: options.LakeFolder,
    memory: options.Memory = None,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """把湖的各版重写成一版；下次重定是全部重定 · Write a lake anew as one version; the next regrade is of all.

    例 Example: qualitycredit lake compact build/lake
    """
    del lang, quiet
    with SPEAKER.working("正在重写", "writing the lake anew") as advance:
        version = compact_lake(lake, memory, advance)
    if version is None:
        SPEAKER.tell(
            "湖已经是完整的一版，不用重写。", "The lake is one whole version already; nothing was written."
        )
    else:
        zh, en = f"第 {version.number} 版是完整的一版。", f"Version {version.number} is one whole version."
        SPEAKER.tell(zh, en)


@app.command()
@answering
def show(lake: options.LakeFolder, lang: options.Lang = None, quiet: options.Quiet = False) -> None:
    """列出湖的版本和保存的定级 · List the versions of a lake, and the gradings that it keeps.

    例 Example: qualitycredit lake show build/lake
    """
    del lang, quiet
    require_lake(lake)
    SPEAKER.show(_versions(read_versions(lake)))
    if states := kept_gradings(lake):
        SPEAKER.show("\n")
        SPEAKER.show(_gradings(states))


def _rows(version: Version) -> tuple[str, str]:
    enterprises, products, records = (version.counts[name] for name in ("enterprises", "products", "records"))
    zh = f"企业 {enterprises:,} 家，产品 {products:,} 种，记录的版本 {records:,} 个"
    en = ", ".join(
        (
            counted(enterprises, "enterprise"),
            counted(products, "product"),
            counted(records, "version") + " of records",
        )
    )
    return zh, en


def _table(*headings: tuple[str, str], right: int) -> Table:
    """Give an empty table whose last columns, `right` of them, are numbers."""
    table = Table(box=None, pad_edge=False)
    for place, heading in enumerate(headings):
        table.add_column(SPEAKER.say(*heading), justify="right" if place >= len(headings) - right else "left")
    return table


def _versions(versions: tuple[Version, ...]) -> Table:
    table = _table(
        ("版本", "version"),
        ("写入", "holds"),
        ("所知截至", "known at"),
        ("写入行数", "rows written"),
        ("企业", "enterprises"),
        ("产品", "products"),
        ("记录版本", "versions of records"),
        right=4,
    )
    for version in versions:
        written = SPEAKER.say("全部", "all") if version.whole else SPEAKER.say("变动", "changes")
        latest = "—" if version.latest is None else version.latest.isoformat()
        rows = sum(part.rows for part in version.parts)
        counts = (version.counts[name] for name in ("enterprises", "products", "records"))
        numbers = (f"{number:,}" for number in (rows, *counts))
        table.add_row(*map(Text, (str(version.number), written, latest, *numbers)))
    return table


def _gradings(states: list[State]) -> Table:
    table = _table(
        ("标准", "standard"),
        ("读法", "readings"),
        ("当日", "as of"),
        ("所知截至", "known at"),
        ("湖的版本", "version"),
        ("企业", "enterprises"),
        right=2,
    )
    for state in states:
        receipt = state.receipt
        readings = " ".join(f"{name}={value}" for name, value in receipt.readings.items()) or "—"
        said = (receipt.standard, readings, receipt.as_of, receipt.known_at or "—")
        table.add_row(*map(Text, (*said, str(state.version), f"{receipt.enterprises:,}")))
    return table
