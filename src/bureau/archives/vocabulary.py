"""The words of the archive: kinds of record, their outcomes and fields, as the terms of the standard say them."""

from collections.abc import Mapping
from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qualitycredit.language import Bilingual
from qualitycredit.model.decision import Verdict
from qualitycredit.model.nodes import Any
from qualitycredit.model.standard import Kind, Standard
from qualitycredit.reading import load_standard, standards_folder

STANDARD = "aqsiq-2006"


@cache
def standard() -> Standard:
    """Give the standard, read once."""
    return load_standard(STANDARD)


@cache
def standard_with(folder: str, readings: tuple[tuple[str, str], ...]) -> Standard:
    """Give an edition under readings, read once."""
    return load_standard(folder, dict(readings))


@cache
def editions() -> Mapping[str, Standard]:
    """Give the editions of the standard that are at hand, by the folders that hold them."""
    found = {one.name: load_standard(one) for one in sorted(standards_folder().iterdir()) if one.is_dir()}
    return {folder: one for folder, one in found.items() if one.name == standard().name}


def kinds() -> Mapping[str, Kind]:
    """Give the kinds of record, in the order of the terms."""
    return standard().kinds


def families() -> list[str]:
    """Give the families of kinds, in the order of the terms."""
    return list(dict.fromkeys(kind.family for kind in kinds().values()))


def said(label: Bilingual) -> str:
    """Give a label in the language of the reader."""
    return label.en if (get_language() or "").startswith("en") else label.zh


def kind_label(name: str) -> str:
    """Give how a kind reads; one that the standard does not know reads as it is written."""
    kind = kinds().get(name)
    return said(kind.label) if kind else name


def outcome_label(kind: str, outcome: str) -> str:
    """Give how an outcome of a kind reads."""
    known = kinds().get(kind)
    found = known.outcome(outcome) if known else None
    return said(found.label) if found else outcome


def may_be_contested(kind: str, outcome: str) -> bool:
    """Tell whether a fact may turn out to the disadvantage of the enterprise, so that an objection is marked on it."""
    known = kinds().get(kind)
    found = known.outcome(outcome) if known else None
    return found is not None and found.contestable


def grade_label(grade: str | None) -> str:
    """Give how a grade, or the reason for none, reads."""
    label = standard().decision.labels.get(grade or "")
    return said(label) if label else (grade or "—")


def adverse_grades() -> frozenset[str]:
    """Give the grades that one clause of their list is enough for: those of faults."""
    return frozenset(row.result for row in standard().decision.rows if isinstance(row.node, Any))


def grade_tone(grade: str) -> str:
    """Give whether a grade is good, bad or none, as a tone of the design system."""
    if grade not in standard().decision.grades:
        return "warn"
    return "bad" if grade in adverse_grades() else "good"


def graded_label(grade: str | None, reason: str | None) -> str:
    """Give how a grade reads, with the reason where there is none."""
    return _("：").join(grade_label(one) for one in (grade, reason) if one)


def verdict_label(value: Verdict | None) -> str:
    """Give how a verdict reads; none where the enterprise is not graded."""
    words = {Verdict.MET: _("符合"), Verdict.UNMET: _("不符合"), Verdict.UNKNOWN: _("未定")}
    return "—" if value is None else words[value]
