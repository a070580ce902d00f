"""From a TOML table to a frozen dataclass: each entry known, present where it must be, and of its type."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from qualitycredit.archive.suggesting import nearest
from qualitycredit.archive.synthesis.profile import Span, Texts
from qualitycredit.errors import Place, StandardError

T = TypeVar("T")
Table = Mapping[str, object]

_EXPECTED: Final[Mapping[Any, str]] = {
    str: "text",
    bool: "true | false",
    float: "0, 0.5, 12, ...",
    int: "1, 2, 3, ...",
    date: "YYYY-MM-DD",
    Span: "[least, most]",
    Texts: '["...", "..."]',
    Table: "[table]",
    tuple[Table, ...]: "[[table]]",
}


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of one file; `where` below is the table, as it is named in refusals."""

    file: Path

    def refused(self, where: str, zh: str, en: str) -> StandardError:
        """Give the refusal of an entry."""
        return StandardError(Place(self.file, 1), f"{where} {zh}", f"{where} {en}")

    def table(self, shape: type[T], table: Table, where: str) -> T:
        """Make a dataclass of a table. Raises StandardError for an unknown, missing or unfit entry."""
        known = {field.name: field for field in fields(shape)}  # type: ignore[arg-type]  # a dataclass
        for name in table:
            if name not in known:
                near = nearest(name, known) or ", ".join(known)
                raise self.refused(
                    f"{where}.{name}", f"没有定义。是不是 {near}？", f"is unknown. Did you mean {near}?"
                )
        for name, field in known.items():
            if name not in table and field.default is MISSING:
                raise self.refused(f"{where}.{name}", "缺少，请补上。", "is missing. Add it.")
        hints = get_type_hints(shape)
        return shape(
            **{name: self._fitted(value, hints[name], f"{where}.{name}") for name, value in table.items()}
        )

    def tables(self, shape: type[T], tables: Sequence[Table], name: str) -> tuple[T, ...]:
        """Make a dataclass of each table of an array."""
        places = [
            f"{name}[{number}] {table.get('kind', '')}".rstrip() for number, table in enumerate(tables, 1)
        ]
        return tuple(self.table(shape, table, where) for table, where in zip(tables, places, strict=True))

    def shares(self, table: object, where: str) -> dict[str, float]:
        """Read a table of names with numbers, none negative and not all 0."""
        if not isinstance(table, dict):
            raise self.refused(
                where, "应当是一张表，每个名称一个数。", "should be a table of names with a number each."
            )
        shares: dict[str, float] = {
            name: self._fitted(value, float, f"{where}.{name}") for name, value in table.items()
        }
        if not any(shares.values()):
            raise self.refused(where, "至少要有一个大于 0 的数。", "needs at least one number above 0.")
        return shares

    def _fitted(self, value: object, hint: Any, where: str) -> Any:  # noqa: ANN401 - a type, and what it describes
        union = get_origin(hint) in {Union, UnionType}
        kinds = [kind for kind in get_args(hint) if kind is not NoneType] if union else [hint]
        if any(_fits(value, kind) for kind in kinds):
            return tuple(value) if isinstance(value, list) else value
        expected = " | ".join(_EXPECTED.get(kind) or ", ".join(get_args(kind)) for kind in kinds)
        raise self.refused(
            where, f"不能是 {value!r}，应当是 {expected}。", f"cannot be {value!r}, but {expected}."
        )


def _fits(value: object, kind: object) -> bool:
    if get_origin(kind) is Literal:
        return value in get_args(kind)
    if kind is float:
        return _is_number(value)
    if kind is int:
        return _is_number(value) and isinstance(value, int) and value > 0
    if kind == Table:
        return isinstance(value, dict)
    if kind == Span:
        return isinstance(value, list) and len(value) == len(get_args(kind)) and _ascend(value)
    if get_origin(kind) is tuple:
        return (
            isinstance(value, list) and bool(value) and all(_fits(item, get_args(kind)[0]) for item in value)
        )
    return isinstance(kind, type) and type(value) is kind


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def _ascend(values: list[Any]) -> bool:
    return all(map(_is_number, values)) and values == sorted(values)
