"""From a TOML table to a frozen dataclass: each entry known, present where it must be, and of its type."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from qualitycredit.archive.suggesting import nearest
from qualitycredit.errors import Place, StandardError

T = TypeVar("T")
Span = tuple[float, float]
Texts = tuple[str, ...]
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


def refusal(file: Path, where: str, zh: str, en: str) -> StandardError:
    """Refuse a profile; `where` names the table and the entry."""
    return StandardError(Place(file, 1), f"{where} {zh}", f"{where} {en}")


def read_table(shape: type[T], table: Table, file: Path, where: str) -> T:
    """Make a dataclass of a table. Raises StandardError for an unknown, missing or unfit entry."""
    known = {field.name: field for field in fields(shape)}  # type: ignore[arg-type]  # a dataclass
    for name in table:
        if name not in known:
            near = nearest(name, known) or ", ".join(known)
            raise refusal(
                file, f"{where}.{name}", f"没有这一项。是不是 {near}？", f"is unknown. Did you mean {near}?"
            )
    for name, field in known.items():
        if name not in table and field.default is MISSING:
            raise refusal(file, f"{where}.{name}", "缺少，请补上。", "is missing. Add it.")
    hints = get_type_hints(shape)
    return shape(
        **{name: _fitted(value, hints[name], file, f"{where}.{name}") for name, value in table.items()}
    )


def read_shares(table: object, file: Path, where: str) -> dict[str, float]:
    """Read a table of names with numbers, none negative and not all 0."""
    if not isinstance(table, dict):
        raise refusal(
            file, where, "应当是一张表，每个名称一个数。", "should be a table of names with a number each."
        )
    shares: dict[str, float] = {
        name: _fitted(value, float, file, f"{where}.{name}") for name, value in table.items()
    }
    if not any(shares.values()):
        raise refusal(file, where, "至少要有一个大于 0 的数。", "needs at least one number above 0.")
    return shares


def _fitted(value: object, hint: Any, file: Path, where: str) -> Any:  # noqa: ANN401 - a type hint, and what it describes
    kinds = (
        [kind for kind in get_args(hint) if kind is not NoneType]
        if get_origin(hint) in (Union, UnionType)
        else [hint]
    )
    if any(_fits(value, kind) for kind in kinds):
        return tuple(value) if isinstance(value, list) else value
    expected = " | ".join(_EXPECTED.get(kind) or ", ".join(get_args(kind)) for kind in kinds)
    raise refusal(
        file,
        where,
        f"不能是 {value!r}，应当是 {expected}。",
        f"cannot be {value!r}, it should be {expected}.",
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
    if get_origin(kind) is tuple:
        return isinstance(value, list) and _fits_sequence(value, kind)
    return isinstance(kind, type) and type(value) is kind


def _fits_sequence(value: list[Any], kind: object) -> bool:
    if kind == Span:
        return len(value) == len(get_args(kind)) and all(map(_is_number, value)) and value[0] <= value[1]
    return bool(value) and all(_fits(item, get_args(kind)[0]) for item in value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
