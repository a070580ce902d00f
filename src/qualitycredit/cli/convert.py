"""`qualitycredit convert`: archives from other people's formats."""

from pathlib import Path
from typing import Annotated

import typer

from qualitycredit.archive import open_archive, write_lake
from qualitycredit.archive.conversion import Conversion, convert_lives, convert_nyc
from qualitycredit.archive.counting import counted
from qualitycredit.cli import options
from qualitycredit.cli.answering import answering
from qualitycredit.cli.speaking import SPEAKER
from qualitycredit.reading import standard_folder

app = typer.Typer(help="把别的格式转换成档案 · Make an archive from another format.", no_args_is_help=True)
NewArchive = Annotated[
    Path, typer.Argument(metavar="ARCHIVE", help="新档案的文件夹 · folder of the new archive")
]


@app.command()
@answering
def lives(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="LIVES 文件所在的文件夹 · folder of LIVES files")
    ],
    archive: NewArchive,
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping", metavar="FILE.toml", help="对应表 · how inspections become kinds of record"
        ),
    ] = None,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """转换餐馆检查的 LIVES 开放格式 · Convert the LIVES open format for restaurant inspections.

    例 Example: qualitycredit convert lives build/lives build/lives-archive
    """
    del lang, quiet
    with SPEAKER.working("正在转换", "converting"):
        done = convert_lives(folder, archive, mapping or standard_folder("aqsiq-2006") / "lives.toml")
    _tell(archive, done)


@app.command()
@answering
def nyc(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="餐馆 JSON 文件或者 zip · JSON lines of restaurants, or a zip of them"
        ),
    ],
    archive: NewArchive,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """转换纽约市餐馆检查结果 · Convert New York City's restaurant inspection results.

    例 Example: qualitycredit convert nyc build/restaurants.json build/nyc-archive
    """
    del lang, quiet
    with SPEAKER.working("正在转换", "converting"):
        done = convert_nyc(file, archive)
    _tell(archive, done)


@app.command()
@answering
def lake(
    archive: options.ArchiveFolder,
    folder: Annotated[
        Path, typer.Argument(metavar="LAKE", help="新建的按省分区的文件夹 · new folder, parted by province")
    ],
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """把档案写成按省分区的 Parquet · Write an archive as Parquet parted by province, for many machines.

    例 Example: qualitycredit convert lake build/sample build/lake
    """
    del lang, quiet
    with SPEAKER.working("正在转换", "converting"):
        write_lake(open_archive(archive), folder)
    SPEAKER.tell(f"档案在 {folder}。", f"The archive is in {folder}.")


def _tell(archive: Path, done: Conversion) -> None:
    SPEAKER.tell(
        f"档案在 {archive}：企业 {done.enterprises:,} 家，事实 {done.facts:,} 项，版本 {done.versions:,} 个，"
        f"其中收回 {done.retracted:,} 项。",
        f"The archive is in {archive}: {counted(done.enterprises, 'enterprise')}, {counted(done.facts, 'fact')} "
        f"in {counted(done.versions, 'version')}, {done.retracted:,} of them retracted.",
    )
    for why, count in done.set_aside.items():
        SPEAKER.tell(f"搁置 {count:,} 行：{why}", f"{counted(count, 'row')} set aside: {why}")
    for what, count in done.ignored.items():
        SPEAKER.tell(
            f"按映射不作记录 {count:,} 行：{what}",
            f"{counted(count, 'row')} without a record, by the mapping: {what}",
        )
