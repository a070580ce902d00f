"""The page on Spark, and the commands that it tells a province and a nation to run."""

import shlex
from typing import Final

from tests.docs.pages import ROOT, blocks

PAGE: Final = ROOT / "docs" / "how-to" / "grade-on-spark.md"
MASTER: Final = "spark://master.quality.example:7077"


def grading_commands() -> list[list[str]]:
    """Give the words of the commands that grade, on one machine and on a cluster."""
    lines = [line for block in blocks(PAGE, "sh") for line in block.text.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("qualitycredit grade")]
