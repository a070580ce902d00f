"""`qualitycredit synth`: a realistic national archive, the same for the same seed."""

from pathlib import Path
from typing import Annotated

import typer

from qualitycredit.archive.counting import counted
from qualitycredit.archive.synthesis import synthesise
from qualitycredit.cli import options
from qualitycredit.cli.speaking import SPEAKER
from qualitycredit.reading import standard_folder


def synth(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="新档案的文件夹 · folder of the new archive")
    ],
    enterprises: Annotated[
        int,
        typer.Option(
            "--enterprises", parser=options.at_least(1), metavar="N", help="企业数 · how many enterprises"
        ),
    ],
    seed: Annotated[
        int,
        typer.Option(
            "--seed",
            parser=options.whole_number,
            metavar="S",
            help="种子：种子相同，档案相同 · same seed, same archive",
        ),
    ],
    file_format: Annotated[
        str, typer.Option("--format", metavar="parquet|csv", help="格式 · format of the tables")
    ] = "parquet",
    standard: options.StandardName = "aqsiq-2006",
    replace: Annotated[
        bool, typer.Option("--replace", help="替换以前生成的档案 · replace an earlier synthetic archive")
    ] = False,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """生成一个仿真的全国档案 · Make a realistic synthetic archive.

    例 Example: qualitycredit synth build/sample --enterprises 20000 --seed 2006
    """
    del lang, quiet
    with SPEAKER.working("正在生成档案", "making the archive") as advance:
        synthesise(
            folder,
            enterprises=enterprises,
            seed=seed,
            profile=standard_folder(standard) / "synthetic.toml",
            file_format=file_format,
            replace=replace,
            progress=advance,
        )
    SPEAKER.tell(
        f"档案在 {folder}，企业 {enterprises:,} 家。",
        f"The archive is in {folder}: {counted(enterprises, 'enterprise')}.",
    )
