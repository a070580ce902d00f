"""Why a grade is what it is, on the page and on paper: both worlds, what weighs, as it was known, in both languages."""

import re
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from bureau.archives.loading import load
from bureau.archives.models import Record
from bureau.archives.queries import dossier_of
from bureau.archives.vocabulary import grade_tone, standard
from bureau.audit.actors import System
from bureau.audit.models import Read
from bureau.enterprises.models import Enterprise, Product
from bureau.grades import actions, papers
from bureau.grades.explaining import Explained, explain_grade
from bureau.grades.models import Decision
from bureau.grades.presentation import Reasons
from bureau.ui.clock import day
from qualitycredit.archive import Archive, tables_of
from qualitycredit.explaining import explain_dossier
from qualitycredit.model.decision import Verdict
from qualitycredit.model.facts import Dossier
from tests.bureau.conftest import NOW, Casting, Signing
from tests.bureau.objects import CODE, enterprise, verified
from tests.cast import ALI, BOWEN, CAST, CHEN, DING, WU, XIN, ZHOU

pytestmark = pytest.mark.django_db
GRADE = f"/grades/enterprises/{CODE}/"


@pytest.fixture
def cast() -> None:
    load(by=System(request_id="test"), at=NOW, archive=Archive.from_tables(*tables_of(CAST)))


def explained(dossier: Dossier) -> Explained:
    found = Enterprise.objects.get(pk=dossier.enterprise.enterprise_id)
    return explain_grade(found, as_of=day(NOW), known_at=NOW, at=NOW, with_pages=True)


def reasons(dossier: Dossier) -> Reasons:
    return explained(dossier).reasons


@pytest.mark.usefixtures("cast")
def test_each_world_says_what_decides_it() -> None:
    found = {
        dossier: [
            (world.grade, [one.id for one in world.faults], world.whole) for world in reasons(dossier).worlds
        ]
        for dossier in (ALI, BOWEN, CHEN, DING, WU, XIN, ZHOU)
    }
    assert found[ALI] == [("守信", [], True)]
    assert found[BOWEN] == [("基本守信", [], True)]
    assert found[CHEN] == [("失信", ["C.2"], False)]
    (ding,) = found[DING]
    assert (ding[0], "D.2" in ding[1], ding[2]) == ("严重失信", True, False)
    best, worst = found[WU]
    assert (best, worst[0], "C.6" in worst[1]) == (("守信", [], True), "失信", True)
    assert found[ZHOU] == []


@pytest.mark.usefixtures("cast")
def test_what_is_met_and_open_stands_and_the_rest_is_folded() -> None:
    for dossier in CAST:
        library = explain_dossier(
            standard(),
            dossier_of(dossier.enterprise.enterprise_id, as_of=day(NOW), known_at=NOW),
            day(NOW),
            NOW,
        )
        chapters = reasons(dossier).chapters
        judged = [one for chapter in chapters for one in (*chapter.standing, *chapter.unmet)]
        assert sorted(one.clause.id for one in judged) == sorted(one.clause.id for one in library.clauses)
        assert all(one.verdict is Verdict.UNMET for chapter in chapters for one in chapter.unmet)
        assert not any(one.verdict is Verdict.UNMET for chapter in chapters for one in chapter.standing)
        for one in judged:
            tones = {Verdict.UNKNOWN: "warn", Verdict.UNMET: "plain"}
            weight = "bad" if one.clause.group in {"C", "D"} else "good"
            assert one.tone == tones.get(one.verdict, weight)
    assert [grade_tone(grade) for grade in "ABCDU"] == ["good", "good", "bad", "bad", "warn"]


@pytest.mark.usefixtures("cast")
def test_an_open_record_leads_to_its_page() -> None:
    (fact,) = reasons(WU).open_facts
    contested = Record.objects.get(contested=True)
    assert (fact.page, fact.settles) == (contested.pk, True)
    assert {stands for better in reasons(WU).better for stands, _ in better.between} == {
        "可能成立",
        "尚未确定",
    }
    assert {stands for better in reasons(CHEN).better for stands, _ in better.between} == {
        "仍然成立",
        "尚未符合",
    }
    assert sum(count for _, count in reasons(WU).kinds) == reasons(WU).checks == 3


def test_no_evidence_is_no_praise(sign_in: Signing) -> None:
    enterprise()
    page = sign_in("supervisor").get(GRADE).content.decode()
    assert "一条也没有。没有记录，不等于查过没有问题。" in page


def test_both_worlds_stand_on_the_page(act_as: Casting, sign_in: Signing) -> None:
    verified(act_as("ali"), act_as("bowen"), NOW, contested=True)
    page = sign_in("supervisor").get(GRADE).content.decode()
    for words in (
        "未定的事实都有利时",
        "都不利时",
        "未定的事实有利时不符合，不利时符合",
        "弄清哪些事实就能定级",
    ):
        assert words in page, words


def asked(**moment: str) -> dict[str, str]:
    return {"as_of": "2026-11-01", "known_at": "2026-11-01T09:00"} | moment


def test_reasons_as_they_were_known(act_as: Casting, sign_in: Signing) -> None:
    ali, bowen = act_as("ali"), act_as("bowen")
    verified(ali, bowen, NOW - timedelta(days=30))
    verified(ali, bowen, NOW, kind="counterfeiting", outcome="intentional", document="文 9")
    client = sign_in("supervisor")
    assert "文 9" in client.get(GRADE).content.decode()
    then = client.get(GRADE, asked()).content.decode()
    assert "文 9" not in then
    assert "说明 2026-11-01 的等级" in then
    assert "known_at=2026-11-01T09%3A00" in then
    exact = Decision.objects.earliest("known_at").known_at.isoformat()
    assert (
        "严重失信" in client.get(GRADE, {"as_of": "2026-11-20", "known_at": NOW.isoformat()}).content.decode()
    )
    assert "文 9" not in client.get(GRADE, {"as_of": "2026-10-21", "known_at": exact}).content.decode()
    refused = client.get(GRADE, asked(known_at="2999-01-01T09:00"), follow=True)
    assert refused.redirect_chain
    assert "这一时刻还没有到" in refused.content.decode()
    assert client.get(f"{GRADE}zh.pdf", asked(as_of="2999-01-01")).status_code == 302


def test_other_rules_are_told(
    act_as: Casting,
    sign_in: Signing,
    monkeypatch: pytest.MonkeyPatch,
    written: Callable[[Client, str], dict[str, Any]],
) -> None:
    make = actions._receipt  # noqa: SLF001 - put in its place

    def older(*given: Any) -> Any:  # noqa: ANN401 - whatever it takes
        receipt = make(*given)
        receipt.rules_sha256 = "older"
        return receipt

    client = sign_in("supervisor")
    verified(act_as("ali"), act_as("bowen"), NOW)
    assert "依据的规则与现行的不同" not in client.get(GRADE).content.decode()
    monkeypatch.setattr(actions, "_receipt", older)
    actions.regrade_all(by=System(request_id="test"), at=NOW + timedelta(seconds=1))
    assert "依据的规则与现行的不同" in client.get(GRADE).content.decode()
    assert "依据的规则与现行的不同" in written(client, f"{GRADE}zh.pdf")["notice"]


def pages_in(paper: bytes) -> str:
    """Give all that a PDF holds, its streams unpacked."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", paper, re.DOTALL)
    held = [paper]
    for one in streams:
        try:
            held.append(zlib.decompress(one))
        except zlib.error:
            held.append(one)
    return b"\n".join(held).decode("latin-1")


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Callable[[Client, str], dict[str, Any]]:
    """Give what goes into the paper that an address answers with."""
    seen: list[dict[str, Any]] = []
    make = papers._written  # noqa: SLF001 - listened to

    def listened(*given: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever it takes
        seen.append(make(*given))
        return seen[-1]

    monkeypatch.setattr(papers, "_written", listened)

    def of(client: Client, address: str) -> dict[str, Any]:
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.content.startswith(b"%PDF-1.7")
        assert answer["Cache-Control"] == "private, no-store"
        return seen[-1]

    return of


@pytest.mark.usefixtures("cast")
def test_paper_says_what_the_page_says(
    written: Callable[[Client, str], dict[str, Any]], sign_in: Signing
) -> None:
    client = sign_in("nation-supervisor")
    for dossier in CAST:
        address = f"/grades/enterprises/{dossier.enterprise.enterprise_id}/"
        page = re.sub(r"<[^>]*>|\s", "", client.get(address).content.decode())
        paper = written(client, f"{address}zh.pdf")
        said = [value for _, value in (*paper["facts"], *paper["receipt"])]
        said += [cell for part in paper["lists"] for row in part["rows"] for cell in row]
        for chapter in paper["chapters"]:
            for one in chapter["clauses"]:
                said += [one["id"], one["verdict"], one["worlds"], one["text"]]
                said += [text for each in one["phrases"] for text in (*each["lines"], *each["behind"])]
        for words in said:
            for line in words.split("\n"):
                assert re.sub(r"\s", "", line).replace("&", "&amp;") in page.replace("&quot;", '"'), line


def test_paper_comes_in_both_languages_and_is_a_read(
    act_as: Casting, sign_in: Signing, written: Callable[[Client, str], dict[str, Any]]
) -> None:
    verified(act_as("ali"), act_as("bowen"), NOW)
    Product.objects.create(enterprise=enterprise(), code="P1", name="酱油", permit_required=True)
    actions.on_change([CODE], NOW)
    client = sign_in("supervisor")
    chinese, english = written(client, f"{GRADE}zh.pdf"), written(client, f"{GRADE}en.pdf")
    assert chinese["grade"] == {"letter": "C", "name": "失信"}
    assert english["grade"] == {"letter": "C", "name": "untrustworthy"}
    assert chinese["clauses"] == "逐条说明"
    assert english["clauses"] == "Clause by clause"
    assert english["lists"][0]["title"] == "The way to a better grade"
    assert [len(one["clauses"]) for one in chinese["chapters"]] == [
        len(one["clauses"]) for one in english["chapters"]
    ]
    assert list(Read.objects.values_list("username", "subject")) == [("supervisor", CODE)] * 2
    assert client.get(f"{GRADE}fr.pdf").status_code == 404
    assert sign_in("chen").get(f"{GRADE}zh.pdf").status_code == 404


def test_paper_is_kept_for_decades(sign_in: Signing) -> None:
    enterprise()
    client = sign_in("supervisor")
    paper = client.get(f"{GRADE}zh.pdf").content
    assert "pdfaid:part>2<" in pages_in(paper).replace(" ", "")
    past = client.get(f"{GRADE}en.pdf", asked())
    assert past["Content-Disposition"] == f'inline; filename="{CODE}-20261101-en.pdf"'


def test_without_fonts_it_says_what_to_install(sign_in: Signing, monkeypatch: pytest.MonkeyPatch) -> None:
    enterprise()
    monkeypatch.setattr(papers, "FONT", "Nowhere Sans")
    answer = sign_in("supervisor").get(f"{GRADE}zh.pdf", follow=True)
    assert answer.redirect_chain == [(GRADE, 302)]
    assert "fonts-noto-cjk" in answer.content.decode()


def test_a_day_without_a_decision_is_told_on_paper(
    sign_in: Signing, written: Callable[[Client, str], dict[str, Any]]
) -> None:
    enterprise(established_on=date(2001, 1, 1))
    paper = written(sign_in("supervisor"), f"{GRADE}zh.pdf")
    assert paper["notice"] == "还没有按今天的情形作出决定；理由按今天说明。"
    assert paper["grade"] is None
    assert paper["receipt"] == []
    past = written(sign_in("supervisor"), f"{GRADE}zh.pdf?as_of=2026-11-01&known_at=2026-11-01T09:00")
    assert past["notice"].startswith("按 2026-11-01 09:00 以前核对的记录")
