"""`qualitycredit explain`: why one enterprise has its grade, clause by clause, and the way to a better one."""

import json
from enum import StrEnum
from typing import Annotated

import typer

from qualitycredit.archive import open_archive, require_valid
from qualitycredit.cli import options
from qualitycredit.cli.clock import utc_now
from qualitycredit.cli.speaking import SPEAKER
from qualitycredit.explaining import explain as explain_enterprise
from qualitycredit.explaining import explanation_document, explanation_html, explanation_text
from qualitycredit.reading import load_standard


class Form(StrEnum):
    """What an explanation is printed as."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def explain(
    archive: options.ArchiveFolder,
    enterprise: Annotated[str, typer.Argument(metavar="ID", help="企业代码 · the enterprise's identifier")],
    as_of: options.AsOf,
    known_at: options.KnownAt = None,
    standard: options.StandardName = "aqsiq-2006",
    reading: options.Readings = [],  # noqa: B006 - typer copies it
    form: Annotated[Form, typer.Option("--format", help="格式 · text, json or html")] = Form.TEXT,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
) -> None:
    """说明一个企业的等级：逐条理由、缺少的事实、改善的路 · Explain one enterprise's grade.

    例 Example: qualitycredit explain build/sample 91110000MA0000013A --as-of 2026-06-30
    """
    del lang, quiet
    law = load_standard(standard, options.parse_readings(reading))
    facts = open_archive(archive)
    require_valid(facts, law.kinds)
    explanation = explain_enterprise(
        facts, enterprise, as_of=as_of, standard=law, known_at=known_at or utc_now(), validated=True
    )
    if as_json or form is Form.JSON:
        SPEAKER.show(json.dumps(explanation_document(explanation), ensure_ascii=False, indent=2))
    elif form is Form.HTML:
        SPEAKER.show(explanation_html(explanation, SPEAKER.language))
    else:
        SPEAKER.show(explanation_text(explanation, SPEAKER.language))
