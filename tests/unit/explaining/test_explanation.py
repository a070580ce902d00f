"""An explanation names what a grade stands on, what would settle it, and the way to each better grade."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from qualitycredit import (
    Dossier,
    Explanation,
    explain,
    explain_dossier,
    explanation_document,
    load_standard,
    open_archive,
)
from qualitycredit.errors import ArchiveFaulty
from qualitycredit.explaining.open_facts import open_facts
from qualitycredit.model.facts import Record
from qualitycredit.model.nodes import LatestScore, RateAtLeast
from qualitycredit.model.standard import Standard
from tests.cast import ALI, AS_OF, BOWEN, CAST, CHEN, DING, KNOWN_AT, WU, XIN, ZHOU, firm, record, write_cast
from tests.generative.shapes import SHAPES
from tests.generative.shuffling import shuffled_dossiers

STANDARD = load_standard()


def explained(dossier: Dossier) -> Explanation:
    return explain_dossier(STANDARD, dossier, AS_OF, KNOWN_AT)


def records_behind(explanation: Explanation, clause: str) -> list[str]:
    finding = next(finding for finding in explanation.clauses if finding.clause.id == clause)
    return [record.kind for phrase in finding.phrases for record in phrase.evidence.records]


def test_a_clause_names_the_records_behind_it() -> None:
    assert records_behind(explained(CHEN), "C.2") == ["quality_spot_check"]
    assert records_behind(explained(CHEN), "A.1") == ["quality_spot_check"]
    assert records_behind(explained(CHEN), "A.7") == ["permit"]
    assert records_behind(explained(DING), "D.2") == ["counterfeiting"]
    assert explained(CHEN).checks == 3


def test_rates_runs_lapses_and_the_latest_name_their_records() -> None:
    dossier = firm(
        20,
        "多事有限公司",
        record(2003, "factory_inspection", "done", date(2026, 4, 1), inspected=10, passed=9),
        record(2004, "quality_spot_check", "fail", date(2026, 2, 1)),
        record(2005, "quality_spot_check", "fail", date(2026, 3, 1)),
        record(2006, "qualification", "granted", date(2020, 1, 1), subject="证", due_on=date(2024, 1, 1)),
        record(2007, "system_assessment", "ineffective", date(2025, 1, 1)),
        record(2008, "system_assessment", "effective", date(2024, 1, 1)),
    )
    explanation = explained(dossier)
    assert records_behind(explanation, "C.3") == ["factory_inspection"]
    assert records_behind(explanation, "D.4") == ["quality_spot_check", "quality_spot_check"]
    assert records_behind(explanation, "D.1") == ["qualification"]
    assert records_behind(explanation, "B.0") == ["system_assessment"]
    rates = next(f for f in explanation.clauses if f.clause.id == "C.3").phrases[0].evidence
    assert (rates.rates, rates.counted) == (((29, 30),), 2)


def test_a_product_without_its_permit_is_named() -> None:
    without = replace(ALI, records=ALI.records[1:])
    finding = next(f for f in explained(without).clauses if f.clause.id == "C.1")
    assert [product.product for product in finding.phrases[0].evidence.uncovered] == ["P1"]


def test_a_contested_record_settles_the_grade() -> None:
    (fact,) = explained(WU).open_facts
    assert isinstance(fact.fact, Record)
    assert (fact.fact.kind, fact.if_good, fact.if_bad, fact.settles) == (
        "accident",
        ("A", "A"),
        ("C", "C"),
        True,
    )


def test_a_superseded_version_does_not_count() -> None:
    (old,) = (each for each in CHEN.records if each.kind == "quality_spot_check")
    corrected = replace(old, superseded_at=datetime(2026, 5, 1))
    kept = tuple(each for each in CHEN.records if each is not old)
    without = replace(CHEN, records=kept)
    both = replace(CHEN, records=(*kept, corrected))
    for known_at in (None, datetime(2026, 6, 1)):
        told, plain = (explain_dossier(STANDARD, each, AS_OF, known_at) for each in (both, without))
        assert (told.decision, told.checks) == (plain.decision, plain.checks)
    before = explain_dossier(STANDARD, both, AS_OF, datetime(2026, 4, 30))
    assert before.decision.grade == explained(CHEN).decision.grade


def test_a_missing_rate_settles_the_grade() -> None:
    without = replace(ALI, records=ALI.records[:1])
    (fact,) = explained(without).open_facts
    assert isinstance(fact.fact, RateAtLeast)
    assert (fact.if_good, fact.if_bad) == (("A", "A"), ("C", "C"))


def test_each_fact_that_narrows_the_grade_is_named() -> None:
    twice = firm(
        21,
        "两事有限公司",
        record(2103, "accident", "general", date(2026, 5, 5), contested=True),
        record(2104, "violation", "ordinary", date(2026, 5, 6), contested=True),
        record(2105, "accident", "general", date(2019, 5, 6), contested=True),
    )
    facts = explained(twice).open_facts
    assert [fact.fact.record_id for fact in facts if isinstance(fact.fact, Record)] == ["R2103", "R2104"]
    assert not any(fact.settles for fact in facts)


def test_a_missing_score_settles_the_grade() -> None:
    rating = SHAPES[0]
    scored = record(1, "hygiene", "scored", date(2026, 1, 1), score=Decimal(3), contested=True)
    more = record(2, "structure", "scored", date(2026, 1, 1), score=Decimal(3))
    dossier = replace(ALI, records=(scored, more))
    found = open_facts(rating, dossier, AS_OF)
    assert {type(fact.fact) for fact in found} == {LatestScore}
    assert all(fact.if_good[0] == "5" for fact in found)
    known = explain_dossier(rating, dossier, AS_OF, KNOWN_AT)
    assert {r.kind for f in known.clauses for p in f.phrases for r in p.evidence.records} == {
        "hygiene",
        "structure",
    }


def test_the_way_back_is_dated() -> None:
    way = {better.grade: better for better in explained(CHEN).way_back}
    assert (way["B"].settled_on, way["B"].possible_on) == (date(2027, 1, 1), date(2027, 1, 1))
    assert (way["A"].settled_on, way["A"].possible_on) == (None, date(2029, 2, 2))
    assert way["B"].barred_by == ("C.2",)
    assert way["B"].lacking == ("B.1",)
    assert way["A"].lacking == ("A.1",)
    assert explained(ALI).way_back == ()
    assert [better.grade for better in explained(XIN).way_back] == ["B", "A"]
    assert {better.possible_on for better in explained(WU).way_back} == {AS_OF}
    assert [better.grade for better in explained(BOWEN).way_back] == ["A"]
    assert [better.grade for better in explained(DING).way_back] == ["C", "B", "A"]


def test_time_alone_does_not_mend_everything() -> None:
    open_breach = firm(22, "未改有限公司", record(2203, "standard_breach", "no_standard", date(2020, 1, 1)))
    assert {better.possible_on for better in explained(open_breach).way_back} == {None}


def test_an_excluded_enterprise_has_no_clauses() -> None:
    explanation = explained(ZHOU)
    assert (explanation.clauses, explanation.open_facts, explanation.way_back) == ((), (), ())
    assert explanation_document(explanation)["reason"] == "deregistered"


def test_an_archive_is_explained_by_identifier(tmp_path: Path) -> None:
    folder = write_cast(tmp_path / "cast", "parquet")
    identifier = WU.enterprise.enterprise_id
    explanation = explain(open_archive(folder), identifier, as_of=AS_OF, standard=STANDARD)
    assert explanation.decision.grade == "U"
    faulty = write_cast(tmp_path / "faulty", cast=(*CAST, ALI))
    with pytest.raises(ArchiveFaulty):
        explain(open_archive(faulty), identifier, as_of=AS_OF, standard=STANDARD)
    assert (
        explain(open_archive(folder), identifier, as_of=AS_OF, standard=STANDARD, validated=True).checks == 3
    )


@pytest.mark.parametrize("standard", SHAPES, ids=lambda standard: standard.name)
def test_any_standard_can_be_explained(standard: Standard) -> None:
    for dossier in shuffled_dossiers(standard, AS_OF, Random(5), 60):
        known = dossier.known_at(datetime(2026, 7, 1, 12))
        explanation = explain_dossier(standard, known, AS_OF, None)
        decision = explanation.decision
        assert bool(explanation.open_facts) <= (decision.best != decision.worst)
        assert decision.grade not in {better.grade for better in explanation.way_back}
