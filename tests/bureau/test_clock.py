"""The clock is read at the edge of a request or a command, in one module."""

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "bureau"
READS = {"now", "localdate", "localtime", "today"}


def readings(path: Path) -> list[int]:
    """Give the lines that ask Django what time it is."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in READS
        and isinstance(node.value, ast.Name)
        and node.value.id == "timezone"
    ]


def test_one_module_reads_the_clock() -> None:
    assert [path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if readings(path)] == [
        "ui/clock.py"
    ]
