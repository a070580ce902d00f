"""A synthetic archive looks like a nation: shares, seasons, coasts, a heavy tail, and grades of every sort."""

from collections import Counter
from datetime import datetime, time
from pathlib import Path

from qualitycredit.archive import open_archive, read_dossiers
from qualitycredit.archive.synthesis.profile_files import read_profile
from qualitycredit.engines.scalar import grade_dossier
from qualitycredit.reading import load_standard
from tests.unit.synthesis.samples import HORIZON, PROFILE, ask, only


def test_grades(sample: Path) -> None:
    known_at = datetime.combine(HORIZON, time.max)
    standard, dossiers = load_standard(), read_dossiers(open_archive(sample), known_at)
    decisions = [grade_dossier(standard, dossier, HORIZON, known_at) for dossier in dossiers]
    shares = {
        grade: count / 2_000 for grade, count in Counter(decision.grade for decision in decisions).items()
    }
    assert 0.55 <= shares["A"] <= 0.67
    assert 0.09 <= shares["B"] <= 0.16
    assert 0.07 <= shares["C"] <= 0.13
    assert 0.009 <= shares["D"] <= 0.035
    reasons = Counter(decision.reason for decision in decisions if decision.grade == "U")
    assert set(reasons) >= {"unsettled", "too_young", "deregistered"}


def test_the_profile_has_every_kind_and_outcome_of_the_standard() -> None:
    facts = read_profile(PROFILE).facts
    kinds = load_standard().kinds.values()
    outcomes = {(kind.name, outcome.name): outcome.contestable for kind in kinds for outcome in kind.outcomes}
    assert {(fact.kind, fact.outcome) for fact in facts} == set(outcomes)
    assert all(outcomes[fact.kind, fact.outcome or ""] for fact in facts if fact.contested is not None)


def test_most_enterprises_have_few_records_and_some_have_many(sample: Path) -> None:
    counts = sorted(n for (n,) in ask(sample, "SELECT count(*) FROM records GROUP BY enterprise_id"))
    assert 8 <= sum(counts) / 2_000 <= 13
    assert counts[-1] > 10 * counts[len(counts) // 2]
    assert sum(counts[-len(counts) // 100 :]) > 0.05 * sum(counts)


def test_inspections_come_before_festivals_and_complaints_after_sales(sample: Path) -> None:
    query = "SELECT month(occurred_on) AS m, count(*) FROM records WHERE kind = '{}' AND year(occurred_on) < 2026 GROUP BY m"
    checks = dict(ask(sample, query.format("quality_spot_check")))
    complaints = dict(ask(sample, query.format("complaint")))
    assert checks[1] + checks[9] > 1.5 * (checks[2] + checks[10])
    assert complaints[11] > 1.5 * complaints[4]


def test_the_coast_exports(sample: Path) -> None:
    query = "SELECT avg(CAST(exporter AS INTEGER)) FROM enterprises WHERE left(region, 2) IN ({})"
    coast, inland = (
        only(sample, query.format(codes)) for codes in ("'31', '33', '44'", "'41', '43', '51', '61'")
    )
    assert coast > 3 * inland
    assert (
        only(
            sample,
            "SELECT count(*) FROM records JOIN enterprises USING (enterprise_id)"
            " WHERE kind = 'export_inspection' AND NOT exporter",
        )
        == 0
    )


def test_a_few_facts_are_contested_corrected_or_still_to_come(sample: Path) -> None:
    query = f"""
SELECT avg(CAST(contested AS INTEGER)), avg(CAST(superseded_at IS NOT NULL AS INTEGER)),
  count(*) FILTER (occurred_on > DATE '{HORIZON}') / count(*) FROM records
"""  # noqa: S608 - a constant
    ((contested, superseded, future),) = ask(sample, query)
    assert 0.001 < contested < 0.01
    assert 0.01 < superseded < 0.04
    assert 0.0005 < future < 0.02


def test_enterprises_come_and_go(sample: Path) -> None:
    query = f"""
SELECT count(*) FILTER (deregistered_on <= DATE '{HORIZON}'), count(*) FILTER (established_on > DATE '{HORIZON}'),
  count(*) FILTER (established_on < DATE '1990-01-01'), count(*) FILTER (industry IS NULL) FROM enterprises
"""  # noqa: S608 - a constant
    assert all(0 < count < 120 for count in ask(sample, query)[0])


def test_names_are_of_place_and_trade(sample: Path) -> None:
    rows = ask(sample, "SELECT name FROM enterprises WHERE region = '330100' AND industry = 'C34' LIMIT 1")
    ((name,),) = rows
    assert name.startswith("杭州")
    assert "机械" in name or "锅炉" in name or "电梯" in name
