"""What may be added to a lake, and what contradicts it: then nothing is added."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qualitycredit import ArchiveFaulty, Dossier, Record, grade, open_archive
from qualitycredit.archive.versions import read_versions
from tests.cast import ALI, AS_OF, BOWEN, CAST, CHEN, firm
from tests.unit.lake.changing import FAILED, LATER, STANDARD, add, add_a_failure, caught, news

NEW = firm(8, "新来食品有限公司")
CLOSED = replace(FAILED, superseded_at=LATER)


def grade_of(lake: Path, dossier: Dossier) -> str:
    only = [dossier.enterprise.enterprise_id]
    table = grade(open_archive(lake), as_of=AS_OF, standard=STANDARD, enterprises=only).table()
    return str(table["grade"][0])


def test_a_new_record_counts(lake: Path) -> None:
    version = add_a_failure(lake)
    assert version is not None
    assert (version.number, version.whole, version.counts["records"]) == (2, False, 19)
    assert grade_of(lake, ALI) == "C"


def test_a_correction_takes_the_place_of_what_it_corrects(lake: Path) -> None:
    corrected = replace(FAILED, outcome="pass", recorded_at=LATER)
    assert add(lake, news(CHEN, CLOSED, corrected)) is not None
    assert grade_of(lake, CHEN) == "A"


def test_an_annulled_record_counts_no_more(lake: Path) -> None:
    assert add(lake, news(CHEN, CLOSED)) is not None
    assert grade_of(lake, CHEN) == "A"


def test_an_enterprise_that_is_new_comes_with_its_records(lake: Path) -> None:
    version = add(lake, NEW)
    assert version is not None
    assert version.counts["enterprises"] == 8
    assert grade_of(lake, NEW) == "A"


@pytest.mark.parametrize("said", [FAILED, CLOSED], ids=["as it was", "as it is"])
def test_what_the_lake_has_is_no_news(lake: Path, said: Record) -> None:
    add(lake, news(CHEN, CLOSED))
    assert add(lake, news(CHEN, said)) is None
    assert len(read_versions(lake)) == 2


def test_without_records_no_moment_is_known(lake: Path) -> None:
    latest = read_versions(lake)[-1].latest
    named = replace(ALI.enterprise, name="阿丽食品集团有限公司")
    version = add(lake, Dossier(named))
    assert version is not None
    assert version.latest == latest


def closed_again(lake: Path) -> tuple[Dossier, ...]:
    add(lake, news(CHEN, CLOSED))
    return (news(CHEN, replace(CLOSED, superseded_at=LATER.replace(hour=10))),)


CONTRADICTIONS: dict[str, Callable[[Path], tuple[Dossier, ...]]] = {
    "was superseded or annulled before": closed_again,
    "differs from the same version in the lake": lambda _: (news(CHEN, replace(FAILED, outcome="pass")),),
    "has a record of this number of another enterprise": lambda _: (
        news(BOWEN, replace(FAILED, recorded_at=LATER)),
    ),
}


@pytest.mark.parametrize("why", CONTRADICTIONS)
def test_a_contradiction_is_refused_and_named(lake: Path, why: str) -> None:
    changes = CONTRADICTIONS[why](lake)
    before = read_versions(lake)
    with pytest.raises(ArchiveFaulty, match=why) as refusal:
        add(lake, *changes)
    assert refusal.value.faults == 1
    assert refusal.value.say("en").startswith("The changes contradict the lake in 1 place:\nTSB31 R")
    assert "变动与湖里的内容有 1 处矛盾" in refusal.value.say("zh")
    assert read_versions(lake) == before


def test_what_was_entered_and_annulled_since_the_last_addition_is_added(lake: Path) -> None:
    assert add(lake, news(ALI, caught(superseded_at=LATER))) is not None
    assert grade_of(lake, ALI) == "A"


def test_changes_may_be_empty(lake: Path) -> None:
    assert add(lake) is None


def test_no_more_than_five_contradictions_are_listed(lake: Path) -> None:
    edited = (replace(dossier.records[0], document="改") for dossier in CAST[:6])
    with pytest.raises(ArchiveFaulty, match="in 6 places") as refusal:
        add(lake, *(news(dossier, record) for dossier, record in zip(CAST, edited, strict=False)))
    assert len(refusal.value.say("en").splitlines()) == 6


def test_a_fault_in_the_changes_themselves_is_said_of_them(lake: Path) -> None:
    with pytest.raises(ArchiveFaulty, match=r"The changes have 1 fault:\n.*quality_spot_chek"):
        add(lake, news(ALI, replace(caught(), kind="quality_spot_chek")))


def test_a_second_open_version_is_refused(lake: Path) -> None:
    with pytest.raises(ArchiveFaulty):
        add(lake, news(CHEN, replace(FAILED, outcome="pass", recorded_at=LATER)))
    assert len(read_versions(lake)) == 1


def test_an_enterprise_that_nobody_knows_is_named(lake: Path) -> None:
    only = replace(caught(), enterprise_id=NEW.enterprise.enterprise_id)
    with pytest.raises(ArchiveFaulty, match="neither the lake nor the changes have it") as refusal:
        add(lake, Dossier(ALI.enterprise, (), (only,)))
    assert NEW.enterprise.enterprise_id in refusal.value.say("zh")
