"""The mapping of a LIVES feed: which inspections and violations become which records, as a TOML file says."""

import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NoReturn

from qualitycredit.archive.suggesting import nearest
from qualitycredit.errors import ArchiveUnreadable

SET_ASIDE: Final = frozenset(
    {"repeated_row", "repeated_business", "unknown_business", "after_publication", "unmatched_violation"}
)


@dataclass(frozen=True, slots=True)
class Columns:
    """What the feed calls its columns."""

    business: str
    name: str
    established: str
    day: str
    type: str
    score: str
    violation: str
    risk: str


@dataclass(frozen=True, slots=True)
class Established:
    """How the feed writes the day of establishment, and which of its days mean that there is none."""

    format: str
    empty: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class InspectionRule:
    """What an inspection of one type becomes.

    Either nothing (`ignore` is the reason); or a check, `passed` or `failed` by its score (`without_score` is the reason
    for making nothing of one that has none); or a matter that is `found`, or else `clean`, by whether a violation of
    the risks that it `weighs` was recorded that day. One that `closes` closes what was found before and no longer is.
    """

    ignore: str | None = None
    kind: str | None = None
    pass_from: Decimal | None = None
    passed: str | None = None
    failed: str | None = None
    without_score: str | None = None
    found: str | None = None
    clean: str | None = None
    weighs: frozenset[str] = frozenset()
    closes: bool = False


@dataclass(frozen=True, slots=True)
class ViolationRule:
    """What a violation becomes: nothing (`ignore` is the reason), or a record of a kind with an outcome."""

    ignore: str | None = None
    kind: str | None = None
    outcome: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class LivesMapping:
    """A mapping as a whole; `violations`, by their codes, go before `risks`."""

    source: str
    region: str
    columns: Columns
    established: Established
    inspections: Mapping[str, InspectionRule]
    risks: Mapping[str, ViolationRule]
    set_aside: Mapping[str, str]
    violations: Mapping[str, ViolationRule]

    def rule_for(self, violation: str, risk: str) -> ViolationRule:
        """Find the rule for a violation."""
        return self.violations.get(violation) or self.risks[risk]


_INSPECTION_FORMS: Final = (
    {"ignore"},
    {"kind", "pass_from", "passed", "failed"},
    {"kind", "pass_from", "passed", "failed", "without_score"},
    {"kind", "found", "weighs"},
    {"kind", "found", "clean", "weighs"},
)
_VIOLATION_FORMS: Final = ({"ignore"}, {"kind", "outcome"}, {"kind", "outcome", "subject"})
_VALUES: Final[Mapping[str, tuple[type, Callable[[Any], Any]]]] = {
    "pass_from": (int, Decimal),
    "closes": (bool, bool),
    "weighs": (list, frozenset),
    "empty": (list, frozenset),
}


def read_mapping(file: Path) -> LivesMapping:
    """Read a mapping; raises ArchiveUnreadable for what is missing, unknown, or makes no rule."""
    try:
        entries = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ArchiveUnreadable(
            f"{file}：不是可以读的 UTF-8 编码 TOML 文件（{error}）。请改正。",
            f"{file}: this is no readable TOML file in UTF-8 ({error}). Correct it.",
        ) from error
    return _MappingFile(file).mapping({"violations": {}, **entries})


@dataclass(frozen=True, slots=True)
class _MappingFile:
    file: Path

    def mapping(self, entries: Mapping[str, Any]) -> LivesMapping:
        names = [field.name for field in fields(LivesMapping)]
        self.check_names("", entries, names, required=names)
        for name in names:
            expected: type = str if name in {"source", "region"} else dict
            self.check_type(name, entries[name], expected)
        self.check_names("set_aside", entries["set_aside"], SET_ASIDE)
        rules = {
            "inspections": self.rules(
                "inspections", entries["inspections"], InspectionRule, _INSPECTION_FORMS
            ),
            "risks": self.rules("risks", entries["risks"], ViolationRule, _VIOLATION_FORMS),
            "violations": self.rules("violations", entries["violations"], ViolationRule, _VIOLATION_FORMS),
        }
        for name, rule in rules["inspections"].items():
            self.check_names(f"inspections.{name}.weighs", rule.weighs, rules["risks"])
        columns = self.table("columns", entries["columns"], Columns)
        established = self.table("established", entries["established"], Established)
        return LivesMapping(**{**entries, **rules, "columns": columns, "established": established})

    def rules(
        self, place: str, entries: Mapping[str, Any], rule: type[Any], forms: Collection[set[str]]
    ) -> dict[str, Any]:
        found = {}
        for name, entry in entries.items():
            self.check_type(f"{place}.{name}", entry, dict)
            found[name] = self.table(f"{place}.{name}", entry, rule)
            if set(entry) - {"closes"} not in forms:
                zh, en = (joint.join(" + ".join(sorted(form)) for form in forms) for joint in ("；", "; "))
                self.refuse(
                    f"{place}.{name}",
                    f"应当写下列各组中的一组：{zh}。",
                    f"it should have one of these sets of entries: {en}.",
                )
        return found

    def table(self, place: str, entries: Mapping[str, Any], form: type[Any]) -> Any:  # noqa: ANN401 - an instance of `form`
        names = [field.name for field in fields(form)]
        required = [field.name for field in fields(form) if field.default is MISSING]
        self.check_names(place, entries, names, required=required)
        values = {}
        for name, value in entries.items():
            expected, taken = _VALUES.get(name, (str, str))
            self.check_type(f"{place}.{name}", value, expected)
            values[name] = taken(value)
        return form(**values)

    def check_names(
        self, place: str, given: Collection[str], known: Collection[str], *, required: Collection[str] = ()
    ) -> None:
        for name in sorted(given):
            if name not in known:
                near = nearest(name, known)
                hint = (f"是不是 {near}？", f"Did you mean {near}?") if near else ("", "")
                self.refuse(
                    place, f"没有“{name}”这一项。{hint[0]}", f"there is no entry “{name}”. {hint[1]}".rstrip()
                )
        for name in required:
            if name not in given:
                self.refuse(
                    place, f"缺少“{name}”这一项。请写上。", f"the entry “{name}” is missing. Write it."
                )

    def check_type(self, place: str, value: object, expected: type) -> None:
        if type(value) is not expected:
            word = {
                str: ("文字", "text"),
                int: ("整数", "a whole number"),
                bool: ("true 或者 false", "true or false"),
            }
            zh, en = word.get(expected, ("列表", "a list") if expected is list else ("表", "a table"))
            self.refuse(place, f"这里应当是{zh}。", f"this should be {en}.")

    def refuse(self, place: str, zh: str, en: str) -> NoReturn:
        where = (f"，[{place}]", f", [{place}]") if place else ("", "")
        raise ArchiveUnreadable(f"{self.file}{where[0]}：{zh}", f"{self.file}{where[1]}: {en}")
