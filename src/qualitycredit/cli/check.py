"""`qualitycredit check`: whether a standard holds to its word: text, rules, worked cases, gaps."""

from typing import Annotated

import typer

from qualitycredit.assuring import check_standard
from qualitycredit.cli import options
from qualitycredit.cli.speaking import SPEAKER


def check(
    standard: Annotated[
        str, typer.Argument(metavar="STANDARD", help="标准的名称或文件夹 · name or folder of a standard")
    ] = "aqsiq-2006",
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """检查一个标准：原文、规则、工作例、空白 · Check a standard: text, rules, worked cases, gaps.

    例 Example: qualitycredit check aqsiq-2006
    """
    del lang, quiet
    with SPEAKER.working("正在检查标准", "checking the standard"):
        for line in check_standard(standard):
            SPEAKER.show(line.say(SPEAKER.language))
