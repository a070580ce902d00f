"""The engines that worked examples run on: each takes dossiers and gives decisions in their order."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from qualitycredit.archive import Archive, tables_of
from qualitycredit.assuring.cases import Engine, grade_plainly
from qualitycredit.grading import grade
from qualitycredit.model.decision import Decision, Verdict
from qualitycredit.model.facts import Dossier
from qualitycredit.model.standard import Standard


def grade_in_columns(dossiers: Sequence[Dossier], standard: Standard, as_of: date) -> list[Decision]:
    """Grade by the columnar engine, each dossier as an enterprise of its own."""
    numbered = [_numbered(dossier, f"{number:09}") for number, dossier in enumerate(dossiers)]
    archive = Archive.from_tables(*tables_of(numbered), identifier="local")
    rows = grade(archive, as_of=as_of, standard=standard, validated=True).table().to_pylist()
    return [_decision(dossier, standard, as_of, row) for dossier, row in zip(dossiers, rows, strict=True)]


ENGINES: Final[Mapping[str, Engine]] = {"scalar": grade_plainly, "columnar": grade_in_columns}


def _numbered(dossier: Dossier, name: str) -> Dossier:
    return Dossier(
        replace(dossier.enterprise, enterprise_id=name),
        tuple(replace(product, enterprise_id=name) for product in dossier.products),
        tuple(replace(record, enterprise_id=name) for record in dossier.records),
    )


def _decision(dossier: Dossier, standard: Standard, as_of: date, row: Mapping[str, Any]) -> Decision:
    verdicts = dict.fromkeys((clause.id for clause in standard.clauses), Verdict.UNMET)
    verdicts |= dict.fromkeys(row["met"], Verdict.MET) | dict.fromkeys(row["unknown"], Verdict.UNKNOWN)
    return Decision(
        enterprise_id=dossier.enterprise.enterprise_id,
        as_of=as_of,
        known_at=None,
        standard=standard.name,
        edition=standard.edition,
        readings=standard.chosen,
        grade=row["grade"],
        best=row["best"],
        worst=row["worst"],
        reason=row["reason"],
        clauses={} if row["best"] is None else verdicts,
        next_change_on=row["next_change_on"],
    )
