"""Small archives on disk: three tables as rows of text, each with one enterprise, product and record to start from."""

from collections.abc import Mapping
from pathlib import Path

from qualitycredit.archive import TABLES, Fault, FaultReport, TableName, made_code, open_archive, validate
from qualitycredit.language import Bilingual
from qualitycredit.model.standard import Kind, Outcome

CODE = made_code("510100", 1)
OTHER = made_code("510100", 2)

ENTERPRISE: Mapping[str, str] = {
    "enterprise_id": CODE,
    "name": "企业",
    "established_on": "2005-02-28",
    "region": "510100",
    "industry": "C26",
    "exporter": "false",
}
PRODUCT: Mapping[str, str] = {
    "enterprise_id": CODE,
    "product": "P0",
    "name": "产品",
    "permit_required": "true",
    "statutory_inspection": "false",
}
RECORD: Mapping[str, str] = {
    "record_id": "R1",
    "enterprise_id": CODE,
    "subject": "P0",
    "kind": "quality_spot_check",
    "outcome": "fail",
    "occurred_on": "2025-03-01",
    "recorded_at": "2025-03-02T09:00:00Z",
    "source": "TSB1",
}
STARTS: Mapping[TableName, Mapping[str, str]] = {
    "enterprises": ENTERPRISE,
    "products": PRODUCT,
    "records": RECORD,
}

# The kinds of standard.md, section 1, with their outcomes; * marks what can be contested.
OUTCOMES = {
    "quality_spot_check": "pass fail*",
    "metrology_spot_check": "pass fail*",
    "supervisory_inspection": "pass fail*",
    "statutory_inspection": "done* serious_fail* not_submitted*",
    "factory_inspection": "done*",
    "export_inspection": "done*",
    "export_declaration": "conforming nonconforming* seriously_nonconforming*",
    "conformity_assessment": "conforming nonconforming* seriously_nonconforming*",
    "foreign_notification": "notified*",
    "violation": "ordinary* major_harm* permit_revoked* business_licence_revoked* referred_to_justice*",
    "counterfeiting": "intentional* unintentional*",
    "standard_breach": "below_declared* not_to_standard* no_standard*",
    "false_claim": "minor* considerable* major_harm*",
    "complaint": "attributable* not_attributable pending*",
    "claim": "attributable* not_attributable pending*",
    "return": "attributable* not_attributable pending*",
    "accident": "general* considerable* major*",
    "service_failure": "partial* severe*",
    "permit": "granted",
    "permit_rectification": "ordered*",
    "qualification": "granted absent*",
    "certification": "granted*",
    "system_assessment": "effective ineffective* unsound*",
    "honour": "granted",
    "external_report": "honest dishonest",
    "score": "",
}
CHINESE = {"quality_spot_check": "产品质量监督抽查", "fail": "不合格"}


def _label(name: str) -> Bilingual:
    return Bilingual(CHINESE.get(name, ""), name.replace("_", " "))


def _outcome(word: str) -> Outcome:
    name = word.removesuffix("*")
    return Outcome(name, _label(name), contestable=word.endswith("*"))


KINDS: Mapping[str, Kind] = {
    name: Kind(name, _label(name), "quality", tuple(_outcome(word) for word in words.split()))
    for name, words in OUTCOMES.items()
}


def text_of(table: TableName, *rows: Mapping[str, str]) -> str:
    """Give a table as CSV, with every column of the schema; each row changes the first one of `STARTS`."""
    names = TABLES[table].names
    lines = [",".join({**STARTS[table], **row}.get(name, "") for name in names) for row in rows]
    return "\n".join([",".join(names), *lines, ""])


def write_small(folder: Path, **tables: str) -> Path:
    """Write an archive in which everything holds, but for the tables given as text."""
    for name in TABLES:
        text = tables.get(name, text_of(name, {}))
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def report_of(folder: Path) -> FaultReport:
    """Validate an archive folder."""
    return validate(open_archive(folder), KINDS)


def faults_of(folder: Path) -> list[Fault]:
    """Give the faults of an archive folder."""
    return list(report_of(folder).faults())


def codes_of(folder: Path) -> list[tuple[str, int | None, str | None, str]]:
    """Give table, row, column and code of each fault."""
    return [(fault.table, fault.row, fault.column, fault.code) for fault in faults_of(folder)]
