"""Files of evidence: taken by what is in them, kept by it too, and served to those who may read the dossier."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bureau.archives import forms
from bureau.archives.models import Evidence, Record, State
from bureau.archives.safe import Damaged, fetch, keep
from bureau.audit.models import Event, Read
from tests.bureau.conftest import Signing, body
from tests.bureau.objects import PNG, a_proposal, enterprise, some_evidence

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + b"x" * 2000 + b"\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 30 + b"\xff\xd9"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: object) -> Path:
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"  # type: ignore[attr-defined] # of Django
    return tmp_path / "evidence"


def proposal() -> str:
    pk = a_proposal()["pk"]
    Record.objects.filter(pk=pk).update(body=body("P33"))
    return f"/archives/records/{pk}/"


@pytest.mark.parametrize("content", [PDF, PNG, JPEG])
def test_attached_and_served(content: bytes, sign_in: Signing, folder: Path) -> None:
    place, client = proposal(), sign_in("ali")
    assert "附上文书扫描件" in client.get(place).content.decode()
    assert client.get(f"{place}attach/").status_code == 200
    file = SimpleUploadedFile("决定书.exe", content, "text/html")
    assert client.post(f"{place}attach/", {"file": file}).headers["Location"] == place
    one = Evidence.objects.get()
    assert (folder / one.sha256[:2] / one.sha256).read_bytes() == content
    assert "决定书.exe" in client.get(place).content.decode()
    answer = sign_in("bowen").get(f"/archives/evidence/{one.pk}/")
    assert answer.content == content
    assert answer.headers["Content-Type"] in {"application/pdf", "image/png", "image/jpeg"}
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    assert Read.objects.filter(username="bowen", object_type="archives.evidence").exists()
    assert Event.objects.filter(event="archives.attached").count() == 1
    again = client.post(f"{place}attach/", {"file": SimpleUploadedFile("a.pdf", content)})
    assert "已经附上" in again.content.decode()
    assert sign_in("chen").get(f"/archives/evidence/{one.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ" + b"x" * 90, "只收 PDF"),
        (b"<html>%PDF-", "只收 PDF"),
        (PDF[:500], "文件不完整"),
        (PDF + b"x" * 3000 + b"%%EOF", "不能大于"),
        (b"", "空"),
    ],
)
def test_what_is_not_taken(
    content: bytes, sentence: str, sign_in: Signing, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = proposal()
    monkeypatch.setattr(forms, "LARGEST", 4000)
    answer = sign_in("ali").post(f"{place}attach/", {"file": SimpleUploadedFile("a.pdf", content)})
    assert sentence in answer.content.decode()
    assert not Evidence.objects.exists()


def test_the_store_refuses_what_is_too_large_by_itself(
    monkeypatch: pytest.MonkeyPatch, sign_in: Signing
) -> None:
    monkeypatch.setattr("bureau.archives.safe.LARGEST", 100)
    answer = sign_in("ali").post(f"{proposal()}attach/", {"file": SimpleUploadedFile("a.pdf", PDF)})
    assert "不能大于" in answer.content.decode()


def test_what_is_verified_takes_no_more_files(sign_in: Signing) -> None:
    pk = some_evidence()["pk"]
    record = Evidence.objects.get(pk=pk).record
    assert record.state == State.VERIFIED
    assert str(record.evidence.get()) == "决定书.png"
    assert sign_in("ali").get(f"/archives/records/{record.pk}/attach/").status_code == 404
    assert enterprise().records.count() == 1


def test_a_file_that_was_changed_is_not_given(folder: Path, sign_in: Signing) -> None:
    sha256 = keep(PDF)
    assert keep(PDF) == sha256
    assert fetch(sha256) == PDF
    (folder / sha256[:2] / sha256).write_bytes(b"other")
    with pytest.raises(Damaged):
        fetch(sha256)
    with pytest.raises(Damaged):
        fetch("0" * 64)
    pk = some_evidence()["pk"]
    one = Evidence.objects.get(pk=pk)
    (folder / one.sha256[:2] / one.sha256).unlink()
    assert sign_in("ali").get(f"/archives/evidence/{pk}/").status_code == 404
