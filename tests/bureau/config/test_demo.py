"""The system to try: an archive in it, graded, and people of every role; and none of it where real work is done."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from bureau.enterprises.models import Enterprise
from bureau.grades.models import Decision
from qualitycredit.archive.synthesis import synthesise
from qualitycredit.reading import standard_folder

pytestmark = pytest.mark.django_db(databases="__all__")


def said(*words: str) -> str:
    printed = StringIO()
    call_command(*words, stdout=printed, stderr=StringIO())
    return printed.getvalue()


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    profile = standard_folder("aqsiq-2006") / "synthetic.toml"
    synthesise(tmp_path / "sample", enterprises=30, seed=2006, profile=profile)
    return tmp_path / "sample"


def test_everything_is_there_after_one_command(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PRODUCTION", False)
    first = said("demo", str(sample))
    assert "载入企业 30 家" in first
    assert Decision.objects.count() == Enterprise.objects.count() == 30
    counts = [
        int(line.split()[0]) for line in first.splitlines() if line[:1] == " " and line.split()[0].isdigit()
    ]
    assert sum(counts) == 30
    assert "ali" in first
    code = said("demo_code").strip()
    assert len(code) == 6
    assert code.isdigit()
    again = said("demo", str(sample))
    assert "载入" not in again
    assert "ding" in again
    assert Decision.objects.count() == 30


def test_it_is_not_for_production(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PRODUCTION", True)
    with pytest.raises(CommandError, match="不能用在正式系统"):
        call_command("demo", str(sample))
    assert not Enterprise.objects.exists()
