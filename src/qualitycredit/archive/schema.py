"""The three tables of an archive, as data: what is read, checked, written and documented (standard.md, section 1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final, Literal

import pyarrow as pa

from qualitycredit.language import Bilingual

TableName = Literal["enterprises", "products", "records"]


class ColumnType(Enum):
    """The type of a column, by its name in DuckDB."""

    TEXT = "VARCHAR"
    DATE = "DATE"
    BOOLEAN = "BOOLEAN"
    INTEGER = "BIGINT"
    DECIMAL = "DECIMAL(18, 4)"
    TIMESTAMP = "TIMESTAMP"

    @property
    def arrow(self) -> pa.DataType:
        """The Arrow type in which a column of this type is handed over and written; timestamps are UTC."""
        return _ARROW[self]


_ARROW: Final[Mapping[ColumnType, pa.DataType]] = MappingProxyType(
    {
        ColumnType.TEXT: pa.string(),
        ColumnType.DATE: pa.date32(),
        ColumnType.BOOLEAN: pa.bool_(),
        ColumnType.INTEGER: pa.int64(),
        ColumnType.DECIMAL: pa.decimal128(18, 4),
        ColumnType.TIMESTAMP: pa.timestamp("us"),
    }
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column; where it is not `required`, a value or the whole column may be missing.

    `null_is_false` says that a missing value means false.
    """

    name: str
    type: ColumnType
    meaning: Bilingual
    required: bool = True
    null_is_false: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns in the order in which they are written, and what makes a row unique."""

    name: TableName
    meaning: Bilingual
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def arrow(self) -> pa.Schema:
        """The table as an Arrow schema."""
        return pa.schema(
            [pa.field(column.name, column.type.arrow, not column.required) for column in self.columns]
        )


def _column(name: str, kind: ColumnType, zh: str, en: str) -> Column:
    return Column(name, kind, Bilingual(zh, en))


def _optional(name: str, kind: ColumnType, zh: str, en: str) -> Column:
    return Column(name, kind, Bilingual(zh, en), required=False)


_T = ColumnType

ENTERPRISES: Final = Table(
    "enterprises",
    Bilingual("企业，一行一家", "one row an enterprise"),
    (
        _column("enterprise_id", _T.TEXT, "统一社会信用代码，不得重复", "unified social credit code, unique"),
        _column("name", _T.TEXT, "登记名称", "registered name"),
        _column("established_on", _T.DATE, "依法设立之日", "day of lawful establishment"),
        _optional(
            "deregistered_on",
            _T.DATE,
            "自该日起企业不再存在",
            "the enterprise no longer exists from this day on",
        ),
        _column("region", _T.TEXT, "行政区划代码，GB/T 2260，6 位数字", "division code, GB/T 2260, 6 digits"),
        _optional("industry", _T.TEXT, "行业代码，GB/T 4754", "industry code, GB/T 4754"),
        _column("exporter", _T.BOOLEAN, "是否出口企业", "whether it exports"),
    ),
    ("enterprise_id",),
)

PRODUCTS: Final = Table(
    "products",
    Bilingual("产品，一行一种", "one row a product that an enterprise makes"),
    (
        _column("enterprise_id", _T.TEXT, "企业", "the enterprise"),
        _column(
            "product", _T.TEXT, "产品代码，同一企业内不得重复", "product code, unique within the enterprise"
        ),
        _column("name", _T.TEXT, "产品名称", "name of the product"),
        _column("permit_required", _T.BOOLEAN, "是否实行行政许可管理", "whether it needs a permit"),
        _column(
            "statutory_inspection",
            _T.BOOLEAN,
            "是否依法需要监督检验",
            "whether it is under statutory inspection",
        ),
    ),
    ("enterprise_id", "product"),
)

RECORDS: Final = Table(
    "records",
    Bilingual("记录，一行一个版本，均有文书为据", "one row a version of a fact with a document behind it"),
    (
        _column(
            "record_id",
            _T.TEXT,
            "记录编号，同一来源内不得重复",
            "number of the record, unique within its source",
        ),
        _column("enterprise_id", _T.TEXT, "企业", "the enterprise"),
        _optional("subject", _T.TEXT, "产品代码或者资质名称", "product code, or name of a qualification"),
        _column("kind", _T.TEXT, "记录种类", "kind of record"),
        _optional("outcome", _T.TEXT, "结果", "outcome"),
        _column(
            "occurred_on", _T.DATE, "事实发生之日，有效期首日", "day of the fact, or first day of validity"
        ),
        _optional("due_on", _T.DATE, "期限，有效期末日", "deadline, or last day of validity"),
        _optional(
            "closed_on", _T.DATE, "了结、整改或者撤回之日", "day it was resolved, put right or withdrawn"
        ),
        _optional("inspected", _T.INTEGER, "检验数", "units or batches inspected"),
        _optional("passed", _T.INTEGER, "合格数", "units or batches passed"),
        _optional("score", _T.DECIMAL, "得分，至多 4 位小数", "a result on a scale, at most 4 decimals"),
        _column("recorded_at", _T.TIMESTAMP, "录入时间，UTC", "when the archive learned it, UTC"),
        Column(
            "contested",
            _T.BOOLEAN,
            Bilingual("是否在异议或者复检之中，空为否", "under objection or re-test; null is false"),
            required=False,
            null_is_false=True,
        ),
        _optional(
            "superseded_at",
            _T.TIMESTAMP,
            "该版本被取代或者撤销的时间，UTC",
            "when this version was replaced, UTC",
        ),
        _column("source", _T.TEXT, "提供单位代码", "code of the organisation that stated it"),
        _optional("document", _T.TEXT, "文书号", "number of the official document"),
    ),
    ("source", "record_id"),
)

TABLES: Final[Mapping[TableName, Table]] = MappingProxyType(
    {"enterprises": ENTERPRISES, "products": PRODUCTS, "records": RECORDS}
)
