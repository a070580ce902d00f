"""`qualitycredit sheet`: the check sheet, in which each phrase of the law stands beside what is computed."""

from typing import Annotated

import typer

from qualitycredit.cli import options
from qualitycredit.cli.speaking import SPEAKER
from qualitycredit.explaining import check_sheet, write_sheet
from qualitycredit.reading import load_standard, standard_folder


def sheet(
    standard: Annotated[
        str, typer.Argument(metavar="STANDARD", help="标准的名称或文件夹 · name or folder of a standard")
    ] = "aqsiq-2006",
    reading: options.Readings = [],  # noqa: B006 - typer copies it
    write: Annotated[
        bool,
        typer.Option(
            "--write",
            help="写进标准的 sheet.md，中英文各一份 · write sheet.md of the standard, in both languages",
        ),
    ] = False,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """打印核对表，供官员核对规则与原文 · Print the check sheet for an official to sign.

    例 Example: qualitycredit sheet aqsiq-2006 --reading current_year=rolling
    """
    del lang, quiet
    if write:
        written = write_sheet(standard_folder(standard))
        SPEAKER.tell(f"核对表写在 {written}。", f"The check sheet is in {written}.")
        return
    SPEAKER.show(check_sheet(load_standard(standard, options.parse_readings(reading)), SPEAKER.language))
