"""Check a standard: its text and rules load, its worked examples come out on both engines, its gaps are named."""

from collections.abc import Iterator
from pathlib import Path

from qualitycredit.assuring.cases import every_reading, lacking_examples, read_cases, run_cases
from qualitycredit.assuring.engines import ENGINES
from qualitycredit.assuring.gaps import GapReport, find_gaps
from qualitycredit.assuring.text_coverage import cover_text
from qualitycredit.errors import CaseFailed
from qualitycredit.language import Bilingual
from qualitycredit.model.standard import Standard
from qualitycredit.reading import load_standard, standard_folder


def check_standard(name: str | Path) -> Iterator[Bilingual]:
    """Check a standard by name or folder, and say what was found, line by line.

    Raises StandardError for a fault in its files under any reading, and CaseFailed where an example does not come
    out as written on one of the engines, or where a clause lacks one that is met, unmet or unknown.
    """
    folder = standard_folder(name)
    standard = load_standard(folder)
    readings = every_reading(standard)
    for chosen in readings:
        load_standard(folder, chosen)
    yield Bilingual(
        f"{standard.title.zh}（{standard.name}，{standard.edition}）：{len(standard.clauses)} 条，"
        f"{len(standard.nodes())} 个判断，在全部 {len(readings)} 种读法下都能读出。",
        f"{standard.title.en} ({standard.name}, {standard.edition}): {len(standard.clauses)} clauses, "
        f"{len(standard.nodes())} nodes, read under all {len(readings)} choices of readings.",
    )
    yield Bilingual(f"原文的指纹 {standard.text_hash}", f"fingerprint of the text {standard.text_hash}")
    yield cover_text(standard).say()
    yield from _check_cases(folder)
    yield from say_gaps(standard, find_gaps(standard))


def _check_cases(folder: Path) -> Iterator[Bilingual]:
    count = len(read_cases(folder))
    for name, engine in ENGINES.items():
        if failures := run_cases(folder, engine):
            raise CaseFailed(
                *("\n".join(failure.say(language) for failure in failures) for language in ("zh", "en"))
            )
        yield Bilingual(
            f"{count} 个工作例在 {name} 引擎上都对。",
            f"all {count} worked examples hold on the {name} engine.",
        )
    lacking = [f"{clause} {verdict.value}" for clause, verdict in lacking_examples(folder)]
    if lacking:
        raise CaseFailed(
            f"还缺少工作例：{'、'.join(lacking)}。请写进 {folder / 'cases'}。",
            f"worked examples are missing: {', '.join(lacking)}. Write them in {folder / 'cases'}.",
        )


def say_gaps(standard: Standard, gaps: GapReport) -> Iterator[Bilingual]:
    """Say what a search for gaps found."""
    labels = standard.decision.labels
    yield Bilingual(
        f"试了 {gaps.tried} 种情形，找空白和重叠。", f"tried {gaps.tried} situations for gaps and overlaps."
    )
    for situation in gaps.unnamed:
        said = situation.fact
        yield Bilingual(f"没有等级的情形：{said.zh}", f"no grade is named for: {said.en}")
    if gaps.idle:
        clauses = " ".join(gaps.idle)
        yield Bilingual(f"从不单独起作用的条款：{clauses}", f"clauses that never decide alone: {clauses}")
    for overlap in gaps.overlaps:
        first, second = overlap.grades
        said = overlap.situation.fact
        yield Bilingual(
            f"同时符合 {first} 和 {second}（定为 {first} {labels[first].zh}）：{said.zh}",
            f"{first} and {second} hold at once ({first}, {labels[first].en}, decides): {said.en}",
        )
