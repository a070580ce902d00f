"""Many enterprises or one, graded on their verified versions; whichever engine does it, the same comes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from qualitycredit.archive import Archive, connect, tables_of
from qualitycredit.archive.moments import utc
from qualitycredit.engines import columnar
from qualitycredit.engines.scalar import grade_with_due
from qualitycredit.model.facts import Dossier
from qualitycredit.model.standard import Standard

# From here on, starting the columnar engine takes less than it saves.
MANY = 500


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision says, as it is stored."""

    grade: str
    best: str
    worst: str
    reason: str
    met: list[str]
    unknown: list[str]
    next_change_on: date | None


@dataclass(frozen=True, slots=True)
class Graded:
    """Decisions by the codes of their enterprises, the days on which to decide again, and the engine."""

    engine: str
    decided: Mapping[str, Decided]
    due: Mapping[str, date | None]


def decide(dossiers: Mapping[str, Dossier], law: Standard, *, as_of: date, known_at: datetime) -> Graded:
    """Grade enterprises: few by the definition, many by columns."""
    if len(dossiers) >= MANY:
        return _by_columns(dossiers, law, as_of, known_at)
    found = {code: grade_with_due(law, each, as_of, None) for code, each in dossiers.items()}
    decided = {
        code: Decided(
            one.grade,
            one.best or "",
            one.worst or "",
            one.reason or "",
            list(one.met),
            list(one.unknown),
            one.next_change_on,
        )
        for code, (one, _) in found.items()
    }
    return Graded("scalar", decided, {code: on for code, (_, on) in found.items()})


def _by_columns(dossiers: Mapping[str, Dossier], law: Standard, as_of: date, known_at: datetime) -> Graded:
    archive = Archive.from_tables(*tables_of(dossiers.values()), identifier="local")
    with connect() as connection:
        archive.register(connection)
        batches = columnar.grade_with_due(connection, law, as_of, utc(known_at))
        rows = {row["enterprise_id"]: row for batch in batches for row in batch.to_pylist()}
    decided = {
        code: Decided(
            row["grade"],
            row["best"] or "",
            row["worst"] or "",
            row["reason"] or "",
            row["met"],
            row["unknown"],
            row["next_change_on"],
        )
        for code, row in rows.items()
    }
    return Graded("columnar", decided, {code: row[columnar.REGRADE_ON] for code, row in rows.items()})
