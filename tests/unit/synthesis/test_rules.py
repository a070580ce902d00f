"""A synthetic archive keeps every rule of the three tables, and of a world in which enterprises begin and end."""

from itertools import pairwise
from pathlib import Path

import pytest
from stdnum import numdb

from qualitycredit.archive import code_fault, open_archive, validate
from qualitycredit.reading import load_standard
from tests.unit.synthesis.samples import HORIZON, ask, only

KINDS = load_standard().kinds


def test_validation_finds_no_fault(sample: Path) -> None:
    report = validate(open_archive(sample), KINDS)
    assert report.total == 0, list(report.faults(5))


def test_enterprises(sample: Path) -> None:
    rows = ask(sample, "SELECT enterprise_id, region FROM enterprises")
    assert len({code for code, _ in rows}) == 2_000
    assert not [code for code, region in rows if code_fault(code) or code[2:8] != region]


def test_regions_are_divisions_of_all_provinces(sample: Path) -> None:
    divisions = numdb.get("cn/loc")
    regions = {region for (region,) in ask(sample, "SELECT DISTINCT region FROM enterprises")}
    assert all(len(divisions.info(region)) == 2 for region in regions)
    assert len({region[:2] for region in regions}) >= 28


@pytest.mark.parametrize(
    "fault",
    [
        "due_on < occurred_on",
        "closed_on < occurred_on",
        f"closed_on > DATE '{HORIZON}'",
        "passed > inspected OR passed < 0 OR inspected < 1 OR (passed IS NULL) <> (inspected IS NULL)",
        f"occurred_on > DATE '{HORIZON}' + 28",
        f"recorded_at >= DATE '{HORIZON}' + 1 OR superseded_at >= DATE '{HORIZON}' + 1",
        f"recorded_at < least(occurred_on, DATE '{HORIZON}')",
        "closed_on > CAST(recorded_at AS DATE)",
        "superseded_at <= recorded_at",
        "document NOT SIMILAR TO '.+字〔[0-9]{4}〕[0-9]+号'",
    ],
)
def test_no_record_has(sample: Path, fault: str) -> None:
    assert only(sample, f"SELECT count(*) FROM records WHERE {fault}") == 0  # noqa: S608 - a constant above


def test_records_lie_within_the_life_of_the_enterprise(sample: Path) -> None:
    query = """
SELECT count(*) FROM records JOIN enterprises USING (enterprise_id)
WHERE occurred_on < established_on OR occurred_on >= deregistered_on
"""
    assert only(sample, query) == 0


def test_subjects_are_products_or_names(sample: Path) -> None:
    rows = ask(
        sample,
        "SELECT DISTINCT kind, products.product IS NOT NULL FROM records"
        " LEFT JOIN products ON (products.enterprise_id, product) = (records.enterprise_id, subject)"
        " WHERE subject IS NOT NULL",
    )
    named = {"qualification", "certification", "honour"}
    assert all(("subject" in KINDS[kind].uses) and (kind in named) != is_product for kind, is_product in rows)


def test_kinds_use_no_other_columns(sample: Path) -> None:
    columns = ("subject", "due_on", "closed_on", "inspected", "passed", "score")
    counts = ", ".join(f"count({column})" for column in columns)
    for kind, *used in ask(sample, f"SELECT kind, {counts} FROM records GROUP BY kind"):  # noqa: S608 - constants above
        assert {column for column, count in zip(columns, used, strict=True) if count} <= set(KINDS[kind].uses)


def test_versions_of_a_fact_follow_each_other(sample: Path) -> None:
    rows = ask(
        sample,
        "SELECT list((recorded_at, superseded_at) ORDER BY recorded_at), count(DISTINCT enterprise_id),"
        " count(DISTINCT (kind, outcome, occurred_on, subject)) FROM records GROUP BY source, record_id",
    )
    assert all(enterprises == facts == 1 for _, enterprises, facts in rows)
    for versions, *_ in rows:
        assert all(superseded == recorded for (_, superseded), (recorded, _) in pairwise(versions))
    assert {len(versions) for versions, *_ in rows} == {1, 2, 3}
    assert any(versions[-1][1] for versions, *_ in rows)


def test_permits_are_of_products_that_need_one_and_do_not_overlap(sample: Path) -> None:
    needless = (
        "SELECT count(*) FROM records JOIN products ON (products.enterprise_id, product) = (records.enterprise_id, subject)"
        " WHERE kind = 'permit' AND NOT permit_required"
    )
    overlapping = (
        "SELECT count(*) FROM (SELECT lead(occurred_on) OVER (PARTITION BY enterprise_id, subject ORDER BY occurred_on)"
        " AS next_on, due_on FROM records WHERE kind = 'permit' AND superseded_at IS NULL) WHERE next_on <= due_on"
    )
    assert only(sample, needless) == only(sample, overlapping) == 0


def test_orders_follow_a_late_renewal(sample: Path) -> None:
    query = """
SELECT orders.closed_on, max(terms.occurred_on) FROM records AS orders JOIN records AS terms
ON terms.kind = 'permit' AND (terms.enterprise_id, terms.subject) = (orders.enterprise_id, orders.subject)
WHERE orders.kind = 'permit_rectification' AND orders.superseded_at IS NULL
GROUP BY orders.record_id, orders.occurred_on, orders.closed_on
HAVING count(*) FILTER (terms.due_on < orders.occurred_on) > 0 OR orders.closed_on IS NULL
"""
    rows = ask(sample, query)
    assert rows
    assert all(closed is None or closed == renewed for closed, renewed in rows)
