"""Open data: files that agree with each other, a chain that adds up to them, and answers that caches understand."""

import csv
import io
import json
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import pyarrow.parquet as pq
import pytest
from django.test import Client

from bureau.portal import downloads, files
from bureau.portal.columns import COLUMNS
from bureau.store.actions import correct, mark_day, release, withdraw
from bureau.store.chain import Link, added_up
from bureau.store.models import Freshness
from bureau.store.publishing import publish_log, put_document
from bureau.store.snapshots import PUBLISHED
from tests.bureau.store.entries import AT, CODE, OTHER, TODAY, A, D, many

pytestmark = pytest.mark.django_db(databases=["public"])
LATER = TODAY + timedelta(days=10)


@pytest.fixture
def lived(client: Client) -> Client:
    """Give a portal whose register has lived: everything that can happen has happened."""
    release(A, at=AT)
    release(D, at=AT)
    many(5, start=10, listing="D")
    release(
        replace(A, code="91330106000000400X", name="=1+1", decision="短", expires_on=date(2026, 11, 25)),
        at=AT,
    )
    mark_day(on=TODAY, at=AT)
    correct(replace(D, reply="我公司已经申请复检。"), on=LATER, at=AT)
    withdraw(code="91330000000000010X", decision="浙质〔2026〕10 号", because="annulled", on=LATER, at=AT)
    mark_day(on=LATER, at=AT)
    mark_day(on=LATER + timedelta(days=1), at=AT)
    return client


def content(client: Client, address: str, **headers: str) -> bytes:
    return b"".join(client.get(address, headers=headers))


def lines(client: Client, address: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content(client, address).splitlines()]


def test_the_chain_adds_up_to_the_file(lived: Client) -> None:
    head = lived.get("/api/v1/head").json()
    links = [Link(**one) for one in lines(lived, "/data/v1/changes.jsonl")]
    register = lines(lived, "/data/v1/register.jsonl")
    whole = {(one["code"], one["decision"]): one for one in register}
    for one in register:
        del one["sequence"]
    assert added_up(links, head["sha256"]) == whole
    assert len(whole) == 7
    assert (head["sequence"], head["marked_on"]) == (len(links), "2026-12-01")
    assert [one.kind for one in links].count("day") == 3
    # Whoever has the first days only needs what came after.
    tail = lines(lived, f"/data/v1/changes.jsonl?after={links[8].sequence}")
    assert [one["sequence"] for one in tail] == [one.sequence for one in links[9:]]
    # What was corrected, withdrawn or expired says nothing any more.
    assert "我公司已经召回" not in json.dumps(
        [one.snapshot for one in links if one.code == OTHER], ensure_ascii=False
    )


def test_the_files_say_the_same(lived: Client) -> None:
    register = lines(lived, "/data/v1/register.jsonl")
    rows = list(csv.DictReader(io.StringIO(content(lived, "/data/v1/register.csv").decode("utf-8-sig"))))
    table = pq.read_table(io.BytesIO(content(lived, "/data/v1/register.parquet"))).to_pylist()
    names = [one.name for one in COLUMNS]
    assert [list(row) for row in (rows[0], table[0])] == [names, names]
    assert sorted(register[0]) == sorted(names)
    assert set(names) == {"sequence", *PUBLISHED}
    for said, cells, typed in zip(register, rows, table, strict=True):
        assert said["code"] == cells["code"] == typed["code"]
        assert str(said["sequence"]) == cells["sequence"] == str(typed["sequence"])
        assert said["facts"] == json.loads(cells["facts"] or "null") == json.loads(typed["facts"] or "null")
        assert said["withdrawn_on"] == (cells["withdrawn_on"] or None)
        assert typed["expires_on"].isoformat() == said["expires_on"]


def test_a_name_is_no_formula(client: Client) -> None:
    release(replace(A, name="=1+1"), at=AT)
    assert "'=1+1" in content(client, "/data/v1/register.csv").decode()
    assert lines(client, "/data/v1/register.jsonl")[0]["name"] == "=1+1"


def test_many_are_written_in_batches(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "BATCH", 2)
    many(5)
    table = pq.read_table(io.BytesIO(content(client, "/data/v1/register.parquet")))
    assert table.num_rows == 5


def test_there_is_no_file_before_the_first_release(client: Client) -> None:
    assert client.get("/data/v1/register.csv").status_code == 404
    assert client.get("/data/v1/register.exe").status_code == 404
    assert content(client, "/data/v1/changes.jsonl") == b""
    assert b"<entry>" not in content(client, "/data/v1/feed.atom")
    assert client.get("/api/v1/head").json()["sequence"] == 0
    assert json.loads(content(client, "/data/v1/catalogue.jsonld"))["dcat:dataset"][0]["dct:modified"] is None


@pytest.fixture
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files be made in a folder that nobody has used."""
    monkeypatch.setattr(files, "_kept", cache(lambda: SimpleNamespace(name=str(tmp_path))))


@pytest.mark.usefixtures("lived", "_folder")
def test_a_file_is_made_once_for_each_state() -> None:
    first = files.current("csv")
    assert first
    made = first[0].stat().st_mtime_ns
    again = files.current("csv")
    assert again
    assert again[0].stat().st_mtime_ns == made
    days = []
    for number in (2, 3):
        mark_day(on=LATER + timedelta(days=number), at=AT)
        after = files.current("csv")
        assert after
        days.append(after[0].exists() and first[0].exists())
    assert days == [True, False], "the last one stays, for whoever is about to open it"


@pytest.mark.usefixtures("_folder")
def test_many_who_ask_at_once_are_given_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    written = []

    def write(path: Path, rows: object) -> None:
        del rows
        time.sleep(0.05)
        path.write_text("once")
        written.append(path)

    monkeypatch.setattr(files, "head", lambda: Freshness(sequence=7, sha256="f" * 64))
    monkeypatch.setattr(files, "register", lambda: iter(()))
    monkeypatch.setattr(files, "transaction", SimpleNamespace(atomic=lambda **_: nullcontext()))
    monkeypatch.setitem(files.WRITERS, "csv", write)
    with ThreadPoolExecutor(8) as callers:
        given = list(callers.map(files.current, ["csv"] * 8))
    assert len(written) == 1
    assert {one[0].read_text() for one in given if one} == {"once"}


def test_a_file_is_asked_for_again_and_in_parts(lived: Client) -> None:
    address = "/data/v1/register.jsonl"
    whole = lived.get(address)
    body, etag = b"".join(whole), whole.headers["ETag"]
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert whole.headers["Access-Control-Allow-Origin"] == "*"
    assert whole.headers["Cache-Control"] == "public, max-age=300"
    assert "attachment" in whole.headers["Content-Disposition"]
    assert lived.get(address, headers={"if-none-match": etag}).status_code == 304
    for asked, part in (("bytes=0-9", body[:10]), ("bytes=10-", body[10:]), ("bytes=-5", body[-5:])):
        answer = lived.get(address, headers={"range": asked})
        assert (answer.status_code, b"".join(answer)) == (206, part)
        assert answer.headers["Content-Range"].endswith(f"/{len(body)}")
    answer = lived.get(address, headers={"range": f"bytes={len(body)}-"})
    assert (answer.status_code, answer.headers["Content-Range"]) == (416, f"bytes */{len(body)}")
    for headers in (
        {"range": "bytes=-"},
        {"range": "lines=1-2"},
        {"range": "bytes=0-9", "if-range": '"old"'},
    ):
        assert content(lived, address, **headers) == body


def test_the_chain_is_given_in_pieces(lived: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "LINKS", 4)
    seen: list[int] = []
    address = "/data/v1/changes.jsonl"
    while address:
        answer = lived.get(address)
        seen += [json.loads(line)["sequence"] for line in answer.content.splitlines()]
        following = answer.headers.get("Link", "")
        assert following == "" or following.endswith('>; rel="next"')
        address = following.partition(">")[0].removeprefix("<http://testserver")
    assert seen == list(range(1, len(seen) + 1))
    for wrong in ("x", "-1", "9" * 19, "9" * 40):
        assert lived.get(f"/data/v1/changes.jsonl?after={wrong}").status_code == 200


def test_the_feed_has_the_last_changes_first(lived: Client) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    root = ET.fromstring(content(lived, "/data/v1/feed.atom"))  # noqa: S314 - our own
    titles = [one.findtext(f"{atom}title") or "" for one in root.iter(f"{atom}entry")]
    assert len(titles) == 11
    assert titles[0].startswith("2026-11-30 到期了 91330106000000400X")
    assert any(one == f"2026-11-20 公示了 {A.name}" for one in titles)
    assert root.findtext(f"{atom}updated") == AT.isoformat()
    links = [one.attrib["href"] for one in root.iter(f"{atom}link")]
    assert f"http://testserver/entries/{CODE}/" in links


def test_the_catalogue_names_what_is_there(lived: Client) -> None:
    said = json.loads(content(lived, "/data/v1/catalogue.jsonld"))
    register, changes = said["dcat:dataset"]
    addresses = [
        one["dcat:downloadURL"]["@id"]
        for one in (*register["dcat:distribution"], *changes["dcat:distribution"])
    ]
    addresses += [
        register["dct:conformsTo"]["@id"],
        said["dcat:service"][0]["dcat:endpointDescription"]["@id"],
    ]
    assert len(addresses) == 6
    for address in addresses:
        answer = lived.get(address.removeprefix("http://testserver"))
        assert (answer.status_code, bool(b"".join(answer))) == (200, True)
    assert datetime.fromisoformat(register["dct:modified"]) == AT.astimezone(UTC)
    fields = lived.get("/data/v1/schema.json").json()["fields"]
    assert [one["name"] for one in fields] == [one.name for one in COLUMNS]


def test_the_log_is_mirrored(client: Client) -> None:
    assert client.get("/log/checkpoint").status_code == 404
    publish_log("quality.example/log\n3\n", {"0/000.p/3": b"3" * 96}, at=AT)
    answer = client.get("/log/checkpoint")
    assert (answer.content, answer.headers["Cache-Control"]) == (b"quality.example/log\n3\n", "no-cache")
    answer = client.get("/log/tile/0/000.p/3")
    assert answer.content == b"3" * 96
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get("/log/tile/0/001").status_code == 404
    assert client.get("/log/tile/entries/000").status_code == 404
    publish_log("quality.example/log\n1\n", {"entries/000.p/1": b"\x00\x20" + b"3" * 32}, at=AT)
    assert client.get("/log/tile/entries/000.p/1").content == b"\x00\x20" + b"3" * 32
    assert client.get("/log/vkey").status_code == 404
    put_document("log-key", {"text": "quality.example/log+00000000+AQ\n"}, at=AT)
    assert client.get("/log/vkey").content == b"quality.example/log+00000000+AQ\n"
