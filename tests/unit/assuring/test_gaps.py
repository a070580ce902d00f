"""Gaps and overlaps of a standard, and the small dossiers by which they are found."""

from decimal import Decimal
from functools import cache
from pathlib import Path

from qualitycredit.assuring.gaps import GapReport, find_gaps
from qualitycredit.assuring.leaves import scores
from qualitycredit.assuring.situations import AS_OF, enumerate_situations
from qualitycredit.engines.scalar import grade_dossier
from qualitycredit.model.conditions import Pattern, Selection
from qualitycredit.model.nodes import Highest, LatestScore, Lowest, Total
from qualitycredit.reading import load_standard
from tests.unit.assuring.folders import standard_with


@cache
def opinion() -> GapReport:
    """Give what is found in the opinion under its default readings."""
    return find_gaps(load_standard())


def test_the_gap_and_the_overlaps_of_the_opinion() -> None:
    report = opinion()
    assert [situation.about for situation in report.unnamed] == ["system_assessment.unsound"]
    assert report.unnamed[0].fact.zh == "质量保证、计量检测、标准化体系评价，不健全，发生 2001-06-30"
    assert report.idle == ()
    assert {overlap.grades for overlap in report.overlaps} == {
        ("A", "B"),
        ("C", "A"),
        ("C", "B"),
        ("D", "A"),
        ("D", "B"),
        ("D", "C"),
    }
    assert report.tried == len(list(enumerate_situations(load_standard())))


def test_a_reading_can_open_a_gap_and_a_clause_can_need_two_facts() -> None:
    report = find_gaps(load_standard(readings={"factory_rate": "none", "d4_join": "and"}))
    assert {situation.about for situation in report.unnamed} == {
        "factory_inspection.done",
        "system_assessment.unsound",
    }
    assert report.idle == ("D.4",)


def test_every_overlap_is_shown_by_its_situation() -> None:
    standard = load_standard()
    for overlap in opinion().overlaps:
        decision = grade_dossier(standard, overlap.situation.dossier, AS_OF, None)
        assert decision.worst == overlap.grades[0]


def test_a_standard_of_points() -> None:
    report = find_gaps(load_standard("nyc-letter-grade"))
    assert report.idle == ()
    assert report.overlaps == ()
    assert [situation.fact.en for situation in report.unnamed] == [
        "sanitary inspection, scored, on 2001-06-30, score -1"
    ]


def test_a_kind_without_outcomes_is_tried_as_it_is(tmp_path: Path) -> None:
    folder = standard_with(tmp_path, "nyc-letter-grade", {})
    terms = folder / "terms.md"
    row = next(
        line for line in terms.read_text().splitlines() if line.startswith("| inspection | inspection |")
    )
    visit = "| visit | visit | 访问 | visit | food safety |  | 没有访问过 | never visited |"
    terms.write_text(terms.read_text().replace(row, f"{row}\n{visit}"))
    situations = enumerate_situations(load_standard(folder))
    assert "访问，发生 2001-06-30" in {situation.fact.zh for situation in situations}


def test_situations_are_the_same_each_time_and_differ_from_one_another() -> None:
    standard = load_standard()
    situations = list(enumerate_situations(standard))
    assert situations == list(enumerate_situations(standard))
    assert len({repr(situation.dossier) for situation in situations}) == len(situations)


def test_the_scores_of_a_number() -> None:
    one, two, three = (LatestScore(Selection((Pattern(kind),)), Decimal(0), Decimal(1)) for kind in "abc")
    assert list(scores(Total((one, Highest((two, Lowest((three,)))))))) == [one, two, three]
