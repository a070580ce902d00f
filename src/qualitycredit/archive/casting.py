"""From what a file holds to the type that the schema says: SQL for text columns and for Arrow columns."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import pyarrow as pa
from sqlglot import exp

from qualitycredit.archive.queries import tree
from qualitycredit.archive.schema import Column, ColumnType

_PRECISION, _SCALE = 18, 4

# A cast of DuckDB is more forgiving than the schema (it rounds 1.5 to 2, reads 2025-2-3, and takes 24:00 as well as a
# blank for a digit), so that each one is turned back into text, or held against a pattern. For the usual form of a moment
# the text is faster. The plain cast to TIMESTAMP drops an offset without a word; no place on earth is beyond 14 hours.
_FROM_TEXT: Final[Mapping[ColumnType, str]] = MappingProxyType(
    {
        ColumnType.TEXT: "$text",
        ColumnType.DATE: (
            "CASE WHEN CAST(try_cast($text AS DATE) AS VARCHAR) = $text"
            " AND try_cast($text AS DATE) BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'"
            " THEN try_cast($text AS DATE) END"
        ),
        ColumnType.BOOLEAN: "CASE lower($text) WHEN 'true' THEN true WHEN 'false' THEN false END",
        ColumnType.INTEGER: (
            "CASE WHEN CAST(try_cast($text AS BIGINT) AS VARCHAR) = $text THEN try_cast($text AS BIGINT) END"
        ),
        ColumnType.DECIMAL: (
            "CASE WHEN regexp_full_match($text, '-?[0-9]+([.][0-9]{1,4}0*)?') THEN try_cast($text AS DECIMAL(18, 4)) END"
        ),
        ColumnType.TIMESTAMP: (
            "CASE WHEN strftime(try_cast($text AS TIMESTAMP), '%Y-%m-%dT%H:%M:%SZ') = $text"
            " AND isfinite(try_cast($text AS TIMESTAMP)) THEN try_cast($text AS TIMESTAMP)"
            " WHEN NOT regexp_full_match($text, '[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]([01][0-9]|2[0-3]):[0-5][0-9]"
            "(:[0-5][0-9]([.][0-9]{1,6})?)?(Z|[+-]((0[0-9]|1[0-3])(:?[0-5][0-9])?|14(:?00)?))?') THEN NULL"
            " WHEN regexp_matches($text, ':.*[+-]') THEN try_cast($text AS TIMESTAMPTZ) AT TIME ZONE 'UTC'"
            " ELSE try_cast($text AS TIMESTAMP) END"
        ),
    }
)


_WHOLE: Final = (pa.types.is_signed_integer, pa.types.is_uint8, pa.types.is_uint16, pa.types.is_uint32)


def _is_exact(held: pa.DataType) -> bool:
    return bool(pa.types.is_decimal(held) and held.scale <= _SCALE and held.precision <= _PRECISION)


# What each type of the schema takes from Arrow and Parquet without loss.
_ACCEPTED: Final[Mapping[ColumnType, tuple[Callable[[pa.DataType], bool], ...]]] = MappingProxyType(
    {
        ColumnType.TEXT: (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view),
        ColumnType.DATE: (pa.types.is_date,),
        ColumnType.BOOLEAN: (pa.types.is_boolean,),
        ColumnType.INTEGER: _WHOLE,
        ColumnType.DECIMAL: (*_WHOLE, _is_exact),
        ColumnType.TIMESTAMP: (pa.types.is_timestamp,),
    }
)


def from_text(column: Column, text: exp.Expr) -> exp.Expr:
    """Give the typed value of a text column, null where the text is not of the type."""
    return tree(_FROM_TEXT[column.type], text=text)


def from_arrow(column: Column, held: pa.DataType, value: exp.Expr) -> exp.Expr:
    """Give the typed value of an Arrow or Parquet column of a type that `accepts`; empty text becomes null."""
    if pa.types.is_null(held):
        return exp.cast(exp.null(), column.type.value, dialect="duckdb")
    if column.type is ColumnType.TEXT:
        return value if column.required else tree("nullif($value, '')", value=value)
    if column.type is ColumnType.TIMESTAMP and held.tz is not None:
        return tree("CAST($value AT TIME ZONE 'UTC' AS TIMESTAMP)", value=value)
    return value if held.equals(column.type.arrow) else exp.cast(value, column.type.value, dialect="duckdb")


def accepts(column: Column, held: pa.DataType) -> bool:
    """Whether a column of this Arrow type can stand for the column without loss."""
    if pa.types.is_dictionary(held):
        return accepts(column, held.value_type)
    if pa.types.is_null(held):
        return not column.required
    return any(check(held) for check in _ACCEPTED[column.type])
