"""Changes to a lake, held against what stands in it: what is new, what takes the place of something, what cannot be."""

from collections.abc import Iterator, Mapping
from typing import Final

import duckdb
import pyarrow as pa
from sqlglot import exp

from qualitycredit.archive import TABLES, Archive, TableName, connect, validate
from qualitycredit.archive.counting import counted
from qualitycredit.archive.queries import run, tree
from qualitycredit.archive.versions import ROW_KEYS
from qualitycredit.errors import ArchiveFaulty
from qualitycredit.lake.merging import among, fetched, without
from qualitycredit.language import Bilingual
from qualitycredit.model.standard import Kind

_SHOWN: Final = 5
_FORGIVEN: Final = frozenset({"unknown_enterprise", "empty_archive"})
_BESIDE: Final = "FROM fresh_records AS new JOIN held_records AS old USING (source, record_id, recorded_at)"
_CONTRADICTIONS: Final[Mapping[str, tuple[Bilingual, str]]] = {
    "closed_twice": (
        Bilingual("这个版本早已被取代或者撤销", "this version was superseded or annulled before"),
        "SELECT source, record_id, recorded_at $beside WHERE old.superseded_at IS NOT NULL",
    ),
    "edited": (
        Bilingual(
            "与湖里的同一版本内容不同；更正要录入新版本，并把旧版本标明取代时间",
            "differs from the same version in the lake; a correction is a new version, and the old one with superseded_at",
        ),
        (
            "SELECT source, record_id, recorded_at $beside"
            " WHERE old.superseded_at IS NULL AND (new.superseded_at IS NULL OR $differs)"
        ),
    ),
    "elsewhere": (
        Bilingual(
            "湖里有同一编号的记录，属于另一家企业",
            "the lake has a record of this number of another enterprise",
        ),
        (
            "SELECT new.source, new.record_id, new.recorded_at FROM new_records AS new"
            " SEMI JOIN records ON records.source = new.source AND records.record_id = new.record_id"
            " AND records.enterprise_id <> new.enterprise_id"
        ),
    ),
}
_UNKNOWN: Final = """
SELECT DISTINCT enterprise_id FROM (
  SELECT enterprise_id FROM fresh_records UNION ALL SELECT enterprise_id FROM fresh_products
)
WHERE enterprise_id NOT IN (SELECT enterprise_id FROM held_enterprises)
  AND enterprise_id NOT IN (SELECT enterprise_id FROM fresh_enterprises)
"""


def read_changes(changes: Archive, kinds: Mapping[str, Kind]) -> dict[TableName, pa.Table]:
    """Read the rows of changes, each of which is well formed; raises ArchiveFaulty.

    Whether an enterprise is known is not seen here, and there need not be any.
    """
    report = validate(changes, kinds)
    total = sum(count for fault, count in report.counts.items() if fault.code not in _FORGIVEN)
    shown = [fault for fault in report.faults() if fault.code not in _FORGIVEN] if total else []
    report.close()
    if total:
        zh = "\n".join([f"变动有 {total} 处错误：", *(fault.say("zh") for fault in shown[:_SHOWN])])
        en = "\n".join(
            [f"The changes have {counted(total, 'fault')}:", *(fault.say("en") for fault in shown[:_SHOWN])]
        )
        raise ArchiveFaulty(zh, en, total)
    with connect() as connection:
        changes.register(connection)
        rows = {name: exp.select(*table.names).from_(name) for name, table in TABLES.items()}
        return {name: fetched(connection, query).cast(TABLES[name].arrow) for name, query in rows.items()}


def compare(
    connection: duckdb.DuckDBPyConnection,
    changed: Mapping[TableName, pa.Table],
    held: Mapping[TableName, pa.Table],
) -> bool:
    """Make the tables `held_<table>`, `fresh_<table>`, of it `new_<table>` and `replacing_<table>`, of a connection.

    Fresh are changed rows unlike any that is held: new ones, and those that have the key of a row that is held. Tells
    whether there are any.
    """
    for name, table in TABLES.items():
        connection.register(f"changed_{name}", changed[name])
        connection.register(f"held_{name}", held[name])
        rows = [exp.select(*table.names).from_(f"{state}_{name}") for state in ("changed", "held")]
        if name == "records":
            # What was known before it was closed, said again, is no news.
            rows.append(_as_before_closing())
        _make(connection, f"fresh_{name}", exp.except_(*rows))
        key = ROW_KEYS[name]
        _make(connection, f"new_{name}", without(f"fresh_{name}", f"held_{name}", key))
        _make(connection, f"replacing_{name}", among(f"fresh_{name}", f"held_{name}", key))
    counted = (exp.select("count(*)").from_(f"fresh_{name}") for name in TABLES)
    return any(run(connection, query).fetchall()[0][0] for query in counted)


def check_changes(connection: duckdb.DuckDBPyConnection, lake: Archive) -> None:
    """Refuse what contradicts the lake, after `compare`; raises ArchiveFaulty with a sentence for each of the first few."""
    lake.register(connection, ["records"])
    faults = [*_unknown(connection), *_contradictions(connection)]
    if faults:
        zh = "\n".join([f"变动与湖里的内容有 {len(faults)} 处矛盾：", *(f.zh for f in faults[:_SHOWN])])
        en = "\n".join(
            [
                f"The changes contradict the lake in {counted(len(faults), 'place')}:",
                *(f.en for f in faults[:_SHOWN]),
            ]
        )
        raise ArchiveFaulty(zh, en, len(faults))


def _unknown(connection: duckdb.DuckDBPyConnection) -> Iterator[Bilingual]:
    for (identifier,) in sorted(run(connection, tree(_UNKNOWN)).fetchall()):
        zh = f"企业 {identifier}：湖里没有，变动里也没有"
        yield Bilingual(zh, f"enterprise {identifier}: neither the lake nor the changes have it")


def _contradictions(connection: duckdb.DuckDBPyConnection) -> Iterator[Bilingual]:
    compared = [
        name for name in TABLES["records"].names if name not in {*ROW_KEYS["records"], "superseded_at"}
    ]
    differs = exp.or_(
        *(
            exp.NullSafeNEQ(this=exp.column(c, table="new"), expression=exp.column(c, table="old"))
            for c in compared
        )
    )
    for why, text in _CONTRADICTIONS.values():
        query = tree(text.replace("$beside", _BESIDE), differs=differs)
        for source, record_id, recorded_at in sorted(run(connection, query).fetchall()):
            place = f"{source} {record_id}"
            zh, en = (
                f"{place}，录入于 {recorded_at}：{why.zh}",
                f"{place}, recorded at {recorded_at}: {why.en}",
            )
            yield Bilingual(zh, en)


def _as_before_closing() -> exp.Select:
    unclosed = exp.alias_(exp.cast(exp.null(), "TIMESTAMP"), "superseded_at")
    names = TABLES["records"].names
    return exp.select(*(unclosed if name == "superseded_at" else name for name in names)).from_(
        "held_records"
    )


def _make(connection: duckdb.DuckDBPyConnection, name: str, query: exp.Expr) -> None:
    run(connection, exp.Create(this=exp.to_table(name), kind="TABLE", expression=query))
