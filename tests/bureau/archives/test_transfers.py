"""The database and the library's archive are one truth: out is what came in, and what contradicts is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from bureau.archives.loading import load
from bureau.archives.models import Record, Transfer
from bureau.archives.queries import dossier_of
from bureau.archives.vocabulary import standard
from bureau.audit.actors import System
from bureau.audit.models import Event
from bureau.enterprises import listeners
from bureau.enterprises.models import Enterprise, Name
from qualitycredit import open_archive
from qualitycredit.archive import Archive, read_dossiers, tables_of
from qualitycredit.archive.synthesis import synthesise
from qualitycredit.engines.scalar import grade_dossier
from qualitycredit.model.facts import Dossier
from qualitycredit.reading import standard_folder
from tests.bureau.conftest import NOW
from tests.cast import AS_OF, BOWEN, CAST, GRADES, KNOWN_AT

pytestmark = pytest.mark.django_db
BY = System(request_id="test")


def archive(*dossiers: Dossier) -> Archive:
    return Archive.from_tables(*tables_of(dossiers))


def bring(*dossiers: Dossier) -> Transfer:
    return load(by=BY, at=NOW, archive=archive(*dossiers))


def dossiers(folder: Path) -> list[Dossier]:
    """Give all that an archive says; `contested` is false where it is null."""
    return list(read_dossiers(open_archive(folder), None))


def test_a_round_trip_changes_nothing(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    profile = standard_folder("aqsiq-2006") / "synthetic.toml"
    synthesise(folder, enterprises=2000, seed=7, profile=profile, file_format="parquet")
    said, counted = StringIO(), StringIO()
    call_command("load", str(folder), stdout=said, stderr=counted)
    assert "载入企业 2000 家" in said.getvalue()
    assert counted.getvalue().endswith("已读 2000 家\r")
    call_command("load", str(folder), stdout=said, stderr=counted)
    assert "载入企业 0 家，产品 0 种，记录 0 条" in said.getvalue()
    call_command("export", str(out), "--as-of", "2026-06-30", stdout=said)
    assert dossiers(out) == dossiers(folder)
    assert Name.objects.count() == 2000
    assert [one.direction for one in Transfer.objects.all()] == ["out", "in", "in"]
    assert str(Transfer.objects.last()) == "转入 2000"
    assert Event.objects.filter(event__in=("archives.loaded", "archives.exported")).count() == 3


def test_the_cast_has_its_grades_from_the_database() -> None:
    bring(*CAST)
    for dossier in CAST:
        code = dossier.enterprise.enterprise_id
        found = dossier_of(code, as_of=AS_OF, known_at=KNOWN_AT.replace(tzinfo=UTC))
        assert grade_dossier(standard(), found, AS_OF, None).grade == GRADES[dossier][0]


def test_what_is_new_comes_in_and_is_told() -> None:
    bring(BOWEN)
    later = datetime(2026, 9, 1, 9)
    first, *others, wrong = BOWEN.records
    right = replace(wrong, outcome="pass", recorded_at=later)
    told: list[str] = []
    listeners.listen(lambda codes, _: told.extend(codes))
    try:
        newer = replace(BOWEN, records=(first, *others, replace(wrong, superseded_at=later), right))
        assert bring(newer).records == 1
        assert bring(newer).records == 0
    finally:
        listeners.LISTENERS.pop()
    assert told == [BOWEN.enterprise.enterprise_id]
    assert Record.objects.get(superseded_at__isnull=False).outcome == "fail"
    with pytest.raises(ValidationError, match="同一版本与本系统不同"):
        bring(BOWEN)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (replace(BOWEN, enterprise=replace(BOWEN.enterprise, name="另名")), "登记事项与本系统不同"),
        (replace(BOWEN, products=(replace(BOWEN.products[0], name="醋"),)), "产品 P1 与本系统不同"),
        (
            replace(BOWEN, records=(replace(BOWEN.records[0], document="另文"), *BOWEN.records[1:])),
            "同一版本与本系统不同",
        ),
    ],
)
def test_what_contradicts_takes_the_whole_back(changed: Dossier, sentence: str) -> None:
    bring(BOWEN)
    with pytest.raises(ValidationError, match=sentence):
        bring(CAST[0], changed)
    assert Enterprise.objects.count() == 1


def test_what_cannot_be_read_or_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="没有这个文件夹"):
        call_command("load", str(tmp_path / "nowhere"))
    (tmp_path / "file").write_text("x")
    with pytest.raises(CommandError, match=r"写不进去|文件夹"):
        call_command("export", str(tmp_path / "file"), stdout=StringIO())
    bring(BOWEN)
    other = replace(BOWEN, enterprise=replace(BOWEN.enterprise, established_on=date(2001, 1, 1)))
    from qualitycredit.archive import write_archive  # noqa: PLC0415 - here only

    write_archive(tmp_path / "other", *tables_of([other]), file_format="csv")
    with pytest.raises(CommandError, match="登记事项"):
        call_command("load", str(tmp_path / "other"), stderr=StringIO())
    assert [one.enterprise.name for one in read_dossiers(open_archive(tmp_path / "other"), None)] == [
        BOWEN.enterprise.name
    ]
