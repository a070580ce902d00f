"""The checks of one row at a time, as conditions over the view `checked_<table>` (see `validating`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Final

from sqlglot import exp

from qualitycredit.archive.archive import IdentifierKind
from qualitycredit.archive.identifiers import code_holds_sql, organisation_holds_sql, well_formed_sql
from qualitycredit.archive.queries import tree
from qualitycredit.archive.schema import Column, ColumnType, Table, TableName


@dataclass(frozen=True, slots=True)
class Check:
    """What is wrong in `column` where `condition` holds; `code` and `hint` are SQL over the same row."""

    column: str
    condition: exp.Expr
    code: exp.Expr
    hint: exp.Expr = field(default_factory=exp.null)


_UNFIT: Final = "$text IS NOT NULL AND $value IS NULL"
_SERIAL: Final = "regexp_full_match($text, '[2-7][0-9]{4}([.][0-9]+)?')"
# Ways to write a date that leave no doubt which day is meant: 26-01-01 is none of them.
_OTHERWISE: Final = """
CASE WHEN regexp_full_match($text, ' *[0-9]{4}[^a-z]*') THEN
  try_strptime($text, ['%Y-%m-%d', '%Y/%m/%d', '%Y.%m.%d', '%Y年%m月%d日', '%Y%m%d'])
END
"""
_DATE_CODE: Final = """
CASE WHEN $serial THEN 'excel_serial_date'
  WHEN regexp_full_match($text, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN 'no_such_day'
  WHEN $otherwise IS NOT NULL THEN 'date_written_otherwise' ELSE 'not_a_date' END
"""
_DATE_HINT: Final = """
CASE WHEN $serial THEN CAST(DATE '1899-12-30' + CAST(floor(try_cast($text AS DOUBLE)) AS INTEGER) AS VARCHAR)
  ELSE CAST(CAST($otherwise AS DATE) AS VARCHAR) END
"""
_MOMENT_CODE: Final = "CASE WHEN $serial THEN 'excel_serial_date' ELSE 'not_a_timestamp' END"
_MOMENT_HINT: Final = """
CASE WHEN $serial
  THEN strftime(TIMESTAMP '1899-12-30' + to_seconds(round(try_cast($text AS DOUBLE) * 86400)), '%Y-%m-%dT%H:%M:%S')
END
"""
_CODES: Final[Mapping[ColumnType, str]] = MappingProxyType(
    {
        ColumnType.DATE: _DATE_CODE,
        ColumnType.TIMESTAMP: _MOMENT_CODE,
        ColumnType.BOOLEAN: "'not_a_boolean'",
        ColumnType.INTEGER: "'not_an_integer'",
        ColumnType.DECIMAL: "'not_a_decimal'",
    }
)
_HINTS: Final[Mapping[ColumnType, str]] = MappingProxyType(
    {ColumnType.DATE: _DATE_HINT, ColumnType.TIMESTAMP: _MOMENT_HINT}
)
_BEYOND: Final = "NOT ($value BETWEEN TIMESTAMP '0001-01-01' AND TIMESTAMP '9999-12-31 23:59:59.999999')"

_UNKNOWN_ENTERPRISE: Final = (
    "enterprise_id",
    "enterprise_id IS NOT NULL AND NOT known_enterprise",
    "unknown_enterprise",
    "NULL",
)
# Column, condition, code and hint, all over one row.
_RULES: Final[Mapping[TableName, tuple[tuple[str, str, str, str], ...]]] = MappingProxyType(
    {
        "enterprises": (
            ("deregistered_on", "deregistered_on < established_on", "before_established", "established_on"),
            ("region", "NOT regexp_full_match(region, '[0-9]{6}')", "region_not_six_digits", "NULL"),
        ),
        "products": (_UNKNOWN_ENTERPRISE,),
        "records": (
            _UNKNOWN_ENTERPRISE,
            ("kind", "kind IS NOT NULL AND NOT known_kind", "unknown_kind", "NULL"),
            ("outcome", "outcome IS NULL AND has_outcomes", "missing_outcome", "outcomes"),
            (
                "outcome",
                "outcome IS NOT NULL AND known_kind AND NOT known_outcome",
                "unknown_outcome",
                "outcomes",
            ),
            (
                "contested",
                "contested AND known_kind AND coalesce(NOT contestable, NOT has_outcomes)",
                "not_contestable",
                "concat_ws(' ', kind, outcome)",
            ),
            ("due_on", "due_on < occurred_on", "before_occurred", "occurred_on"),
            ("closed_on", "closed_on < occurred_on", "before_occurred", "occurred_on"),
            ("inspected", "inspected < 0", "negative", "NULL"),
            ("passed", "passed < 0", "negative", "NULL"),
            ("passed", "passed > inspected", "passed_over_inspected", "inspected"),
            ("superseded_at", "superseded_at <= recorded_at", "not_after_recorded", "recorded_at"),
        ),
    }
)


@cache
def row_checks(table: Table, identifier: IdentifierKind, *, textual: bool) -> tuple[Check, ...]:
    """Give every check of a table; a `textual` one comes from CSV, so that its values may be of no type."""
    checks = [check for column in table.columns for check in _column_checks(column, textual=textual)]
    if table.name == "enterprises" and identifier == "uscc":
        checks.append(_identifier_check())
    for column, condition, code, hint in _RULES[table.name]:
        hinted = tree("CAST($hint AS VARCHAR)", hint=tree(hint))
        checks.append(Check(column, tree(condition), exp.convert(code), hinted))
    return tuple(checks)


def _column_checks(column: Column, *, textual: bool) -> Iterator[Check]:
    value, text = exp.column(column.name), exp.column(f"{column.name}_text")
    dated = column.type in {ColumnType.DATE, ColumnType.TIMESTAMP}
    if column.required:
        held = text if textual or column.type is ColumnType.TEXT else value
        yield Check(column.name, tree("$held IS NULL", held=held), exp.convert("missing"))
    if textual and column.type is not ColumnType.TEXT:
        parts = {"text": text, "serial": tree(_SERIAL, text=text), "otherwise": tree(_OTHERWISE, text=text)}
        hint = tree(_HINTS.get(column.type, "NULL"), **parts)
        yield Check(
            column.name, tree(_UNFIT, text=text, value=value), tree(_CODES[column.type], **parts), hint
        )
    if dated:
        yield Check(column.name, tree(_BEYOND, value=value), exp.convert("out_of_range"))


def _identifier_check() -> Check:
    column = exp.column("enterprise_id")
    parts = {
        "well_formed": well_formed_sql(column),
        "organisation": organisation_holds_sql(column),
        "whole": code_holds_sql(column),
    }
    code = "CASE WHEN NOT $well_formed THEN 'not_a_code' WHEN NOT ($organisation) THEN 'organisation_check' ELSE 'code_check' END"
    return Check(
        "enterprise_id", tree("NOT ($well_formed AND $organisation AND $whole)", **parts), tree(code, **parts)
    )
