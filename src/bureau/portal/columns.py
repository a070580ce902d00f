"""The columns of the register as open data: their order, types and meaning. A test holds them against the store."""

from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Column:
    """A column, by the types of Frictionless Table Schema."""

    name: str
    type: str
    meaning: str
    meaning_en: str


COLUMNS: Final = (
    Column("sequence", "integer", "使条目成为现状的那次变动的序号", "number of the change that made the entry what it is"),
    Column("listing", "string", "名单：A 守信，D 严重失信", "the list: A trustworthy, D seriously untrustworthy"),
    Column("code", "string", "统一社会信用代码", "unified social credit code"),
    Column("name", "string", "企业名称", "name of the enterprise"),
    Column("region", "string", "行政区划代码（GB/T 2260）", "division code (GB/T 2260)"),
    Column("region_name", "string", "行政区划名称", "name of the division"),
    Column("products", "array", "产品", "products"),
    Column("facts", "array", "D 的事实，逐条：条款、原文、事实", "of a D, the facts clause by clause: clause, text, facts"),
    Column("decision", "string", "决定文号", "number of the decision"),
    Column("grounds", "string", "决定的理由", "grounds of the decision"),
    Column("reply", "string", "企业的说明", "reply of the enterprise"),
    Column("published_on", "date", "公示之日", "first day"),
    Column("expires_on", "date", "公示或者撤下的说明显示到哪一天", "last day of the entry, or of the notice that it was withdrawn"),
    Column("withdrawn_on", "date", "撤下之日", "day of withdrawal"),
    Column("withdrawn_because", "string", "撤下的原因", "why it was withdrawn"),
    Column("opening", "object", "日志中承诺的开启值", "what opens the commitment in the log"),
)  # fmt: skip


def table_schema() -> dict[str, Any]:
    """Give the schema of the files, as Frictionless Table Schema."""
    fields = [
        {"name": one.name, "type": one.type, "title": one.meaning_en, "description": one.meaning}
        for one in COLUMNS
    ]
    return {"fields": fields, "primaryKey": ["code", "decision"], "missingValues": [""]}
