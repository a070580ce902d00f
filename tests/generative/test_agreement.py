"""The two engines agree at every node, in both worlds, on the verdict and on how long it stays."""

from dataclasses import replace
from datetime import date
from functools import cache
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualitycredit.engines.columnar import decision_sql, trace_query
from qualitycredit.engines.scalar import Horizons, define_decision, grade_dossier
from qualitycredit.engines.scalar.decisions import grade_outlook
from qualitycredit.model.facts import Dossier
from qualitycredit.model.standard import Standard
from qualitycredit.model.worlds import BEST, WORST
from qualitycredit.reading import load_standard
from tests.generative.archives import connect
from tests.generative.drawing import AS_OF, KNOWN_AT, dossiers
from tests.generative.shapes import SHAPES
from tests.generative.shuffling import shuffled_dossiers

READINGS: tuple[dict[str, str], ...] = (
    {},
    {"current_year": "rolling", "considerable_harm": "d"},
    {"rate_evidence": "presumed", "factory_rate": "none", "consecutive": "product", "d4_join": "and"},
)
# An example is a query over every node, which takes a second: a quarter of the usual number.
EXAMPLES = settings().max_examples // 4
STANDARDS = [
    *(load_standard(readings=readings) for readings in READINGS),
    load_standard("nyc-letter-grade"),
    *SHAPES,
]


@cache
def trace_sql(position: int, as_of: date) -> str:
    return trace_query(STANDARDS[position], as_of, KNOWN_AT).sql("duckdb")


def horizons_of(standard: Standard, dossier: Dossier, as_of: date) -> dict[str, list[int]]:
    grades = {}
    for world in (BEST, WORST):
        outlook, _ = grade_outlook(standard, dossier, as_of, world)
        grades[world.name] = (outlook.result or "", outlook.until)
    return {
        world.name: [
            Horizons(standard, dossier, as_of, world, grades=grades).horizon(node)
            for node in standard.nodes()
        ]
        for world in (BEST, WORST)
    }


def assert_agreement(position: int, as_of: date, drawn: list[Dossier]) -> None:
    standard = STANDARDS[position]
    with connect(drawn) as connection:
        rows = connection.sql(trace_sql(position, as_of)).to_arrow_table().to_pylist()
    assert [row["enterprise_id"] for row in rows] == sorted(
        dossier.enterprise.enterprise_id for dossier in drawn
    )
    by_id = {row["enterprise_id"]: row for row in rows}
    for dossier in drawn:
        row = by_id[dossier.enterprise.enterprise_id]
        known = dossier.known_at(KNOWN_AT)
        decision = define_decision(standard, known, as_of, KNOWN_AT)
        assert grade_dossier(standard, known, as_of, KNOWN_AT) == decision, known
        expected = (decision.grade, decision.best, decision.worst, decision.reason, decision.next_change_on)
        assert tuple(row[c] for c in ("grade", "best", "worst", "reason", "next_change_on")) == expected, (
            known
        )
        assert (tuple(row["met"]), tuple(row["unknown"])) == (decision.met, decision.unknown), known
        for world, horizons in horizons_of(standard, known, as_of).items():
            for number, (node, horizon) in enumerate(zip(standard.nodes(), horizons, strict=True)):
                assert row[f"n{number}_{world}"] == horizon, (node, world, known)


@pytest.mark.parametrize("position", range(len(STANDARDS)), ids=lambda position: STANDARDS[position].name)
@settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_the_engines_agree_at_every_node(position: int, data: st.DataObject) -> None:
    as_of = data.draw(st.sampled_from(AS_OF))
    count = data.draw(st.integers(1, 4))
    drawn = [data.draw(dossiers(STANDARDS[position], as_of, f"E{number}")) for number in range(count)]
    assert_agreement(position, as_of, drawn)


@pytest.mark.parametrize("as_of", AS_OF, ids=str)
@pytest.mark.parametrize("position", range(len(STANDARDS)), ids=lambda position: STANDARDS[position].name)
def test_the_engines_agree_on_many_enterprises(position: int, as_of: date) -> None:
    random = Random(f"{position} {as_of}")
    assert_agreement(position, as_of, shuffled_dossiers(STANDARDS[position], as_of, random, 400))


def test_the_order_of_records_does_not_matter() -> None:
    random = Random(2006)
    drawn = shuffled_dossiers(STANDARDS[0], AS_OF[4], random, 200)
    turned = [replace(dossier, records=dossier.records[::-1]) for dossier in reversed(drawn)]
    query = decision_sql(STANDARDS[0], AS_OF[4], KNOWN_AT)
    with connect(drawn) as first, connect(turned) as second:
        assert first.sql(query).to_arrow_table().equals(second.sql(query).to_arrow_table())
