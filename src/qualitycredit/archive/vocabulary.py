"""The kinds of a standard as tables to check against, and what was probably meant by a word that is not among them."""

from collections.abc import Mapping
from typing import Final

import duckdb

from qualitycredit.archive.suggesting import nearest_labelled
from qualitycredit.language import Bilingual
from qualitycredit.model.standard import Kind

_SUGGESTED: Final = 1_000


def state_kinds(connection: duckdb.DuckDBPyConnection, kinds: Mapping[str, Kind]) -> None:
    """Create the tables `kinds` and `outcomes`."""
    connection.execute("CREATE TABLE kinds (kind VARCHAR, has_outcomes BOOLEAN, outcomes VARCHAR)")
    connection.execute("CREATE TABLE outcomes (kind VARCHAR, outcome VARCHAR, contestable BOOLEAN)")
    for name, kind in kinds.items():
        connection.execute("INSERT INTO kinds VALUES (?, ?, ?)", [name, bool(kind.outcomes), _listed(kind)])
        for outcome in kind.outcomes:
            connection.execute(
                "INSERT INTO outcomes VALUES (?, ?, ?)", [name, outcome.name, outcome.contestable]
            )


def suggest_words(connection: duckdb.DuckDBPyConnection, kinds: Mapping[str, Kind]) -> None:
    """Add to unknown kinds and outcomes what was probably meant; of very many different words, only to some."""
    names = {name: _labels(kind.label) for name, kind in kinds.items()}
    outcomes = {
        _listed(kind): {outcome.name: _labels(outcome.label) for outcome in kind.outcomes}
        for kind in kinds.values()
    }
    unknown = connection.execute(
        "SELECT DISTINCT code, value, hint FROM faults WHERE code IN ('unknown_kind', 'unknown_outcome') LIMIT ?",
        [_SUGGESTED],
    ).fetchall()
    connection.execute("CREATE TABLE meant (code VARCHAR, value VARCHAR, hint VARCHAR, near VARCHAR)")
    for code, value, hint in unknown:
        near = nearest_labelled(value, names if code == "unknown_kind" else outcomes[hint])
        connection.execute("INSERT INTO meant VALUES (?, ?, ?, ?)", [code, value, hint, near])
    connection.execute(
        "UPDATE faults SET near = meant.near FROM meant"
        " WHERE faults.code = meant.code AND faults.value = meant.value AND faults.hint IS NOT DISTINCT FROM meant.hint"
    )


def _listed(kind: Kind) -> str:
    return ", ".join(outcome.name for outcome in kind.outcomes) or "null"


def _labels(label: Bilingual) -> tuple[str, str]:
    return label.zh, label.en
