"""Standards whose worked examples a test writes itself: copies of those that come along."""

import shutil
from pathlib import Path

from qualitycredit.reading import standards_folder

BASE = "| 基础 base | 设立 established | 记录 records |\n|---|---|---|\n| 基础 | 2010-05-20 | 出厂检验 2025-12-01 检验 10 合格 10 |\n"


def standard_with(tmp_path: Path, name: str, files: dict[str, str]) -> Path:
    """Copy the standard `name` with these case files and no others."""
    folder = tmp_path / name
    shutil.copytree(standards_folder() / name, folder, ignore=shutil.ignore_patterns("cases"))
    (folder / "cases").mkdir()
    for file, text in files.items():
        (folder / "cases" / file).write_text(text)
    return folder


def opinion_with(tmp_path: Path, file: str, text: str) -> Path:
    """Copy the opinion with a base enterprise and one case file."""
    return standard_with(tmp_path, "aqsiq-2006", {"README.md": BASE, file: text})


def table(*rows: str, heading: str = "例 case | 记录 records | 结果 verdict") -> str:
    """Write a table under an as-of day; the first row stands on line 5."""
    width = heading.count("|") + 1
    lines = [
        "当日 as of: 2026-06-30",
        "",
        f"| {heading} |",
        "|" + "---|" * width,
        *(f"| {row} |" for row in rows),
    ]
    return "\n".join(lines) + "\n"
