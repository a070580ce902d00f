"""Enterprises and what belongs to them, made for a test."""

from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from bureau.accounts.models import Body, Person
from bureau.accounts.permissions import Acting
from bureau.archives.actions import enter, verify
from bureau.archives.facts import Facts
from bureau.archives.models import Batch, Evidence, Record, State
from bureau.archives.safe import keep
from bureau.archives.vocabulary import standard
from bureau.audit.actors import System
from bureau.enterprises.initials import initials_of
from bureau.enterprises.models import Enterprise, Name, Product
from bureau.grades.models import Adoption
from bureau.leads.models import Lead
from bureau.measures.models import Task
from bureau.procedures.actions import open_case
from bureau.procedures.models import Case, Document, Wording
from bureau.procedures.ways import Kind
from bureau.publication.models import Outcome, Ruling

CODE = "913301060000001231"


def enterprise(
    code: str = CODE, name: str = "杭州阿丽食品有限公司", region: str = "330106", **more: object
) -> Enterprise:
    """Give an enterprise with its name, made where it is not there."""
    fields = {"name": name, "established_on": date(2010, 5, 20), "region": region, **more}
    made, new = Enterprise.objects.get_or_create(code=code, defaults=fields)
    if new:
        Name.objects.create(
            enterprise=made, name=name, initials=initials_of(name), valid_from=made.established_on
        )
    return made


def an_enterprise() -> dict[str, Any]:
    """Make an enterprise, and give how an address names it."""
    return {"code": enterprise().code}


def a_paper() -> dict[str, Any]:
    """Make an enterprise, and give how an address names the reasons of its grade on paper."""
    return {**an_enterprise(), "language": "zh"}


def a_product() -> dict[str, Any]:
    """Make a product of it, and give how an address names that."""
    made, _ = Product.objects.get_or_create(enterprise=enterprise(), code="P1", defaults={"name": "酱油"})
    return {"code": made.enterprise_id, "pk": made.pk}


def some_facts(**more: Any) -> Facts:  # noqa: ANN401 - fields of any type
    """Give a failed spot check of a product."""
    fields = {
        "kind": "quality_spot_check",
        "outcome": "fail",
        "subject": "P1",
        "document": "浙质监〔2026〕7 号",
    }
    return Facts(**(fields | {"occurred_on": date(2026, 3, 3)} | more))


def an_entry() -> dict[str, Any]:
    """Make an enterprise, and give how an address names a kind of record about it."""
    return {**an_enterprise(), "kind": "quality_spot_check"}


def a_record(number: str = "抽 1", **more: object) -> dict[str, Any]:
    """Make a record of it that counts, and give how an address names that."""
    fields = {"state": State.VERIFIED, "recorded_at": datetime(2026, 4, 1, tzinfo=UTC), **more}
    made, _ = Record.objects.get_or_create(
        source="P33", record_id=number, enterprise=enterprise(), defaults=asdict(some_facts()) | fields
    )
    return {"pk": made.pk}


def a_proposal() -> dict[str, Any]:
    """Make one that awaits a second officer, and give how an address names that."""
    return a_record("抽 2", state=State.AWAITING, recorded_at=None)


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40 + b"IEND\xaeB`\x82"


def some_evidence() -> dict[str, Any]:
    """Make a file of evidence of a record that counts, and give how an address names it."""
    fields = {
        "media_type": "image/png",
        "size": len(PNG),
        "name": "决定书.png",
        "added_at": datetime(2026, 4, 1, tzinfo=UTC),
    }
    made, _ = Evidence.objects.get_or_create(
        record_id=a_record()["pk"],
        sha256=keep(PNG),
        defaults=fields | {"added_by": Person.objects.get(username="ali")},
    )
    return {"pk": made.pk}


def an_adoption() -> dict[str, Any]:
    """Make a proposal of the nation, and give how an address names it."""
    made, _ = Adoption.objects.get_or_create(
        folder="aqsiq-2006",
        defaults={
            "readings": dict(standard().chosen),
            "valid_from": date(2999, 1, 1),
            "proposed_by": Person.objects.get(username="nation-evaluator"),
            "proposed_at": datetime(2026, 4, 1, tzinfo=UTC),
        },
    )
    return {"pk": made.pk}


def a_case() -> dict[str, Any]:
    """Make an order to put something right, and give how an address names it."""
    found = Case.objects.filter(kind=Kind.RECTIFICATION, enterprise=enterprise()).first()
    return {"pk": (found or _ordered()).pk}


def _ordered() -> Case:
    return open_case(
        by=System(request_id="test"),
        at=datetime(2026, 11, 16, 2, 0, tzinfo=UTC),
        kind=Kind.RECTIFICATION,
        enterprise=enterprise(),
        body=Body.objects.get(code="P33"),
        given={"reason": "标识不全", "help": "指导", "put_right_by": date(2026, 12, 15)},
    )


def a_step() -> dict[str, Any]:
    """Make such a case, and give how an address names a step of it."""
    return {**a_case(), "step": "lift"}


def a_ready_case() -> dict[str, Any]:
    """Make an application that waits for a publisher, and give how an address names it."""
    made, _ = Case.objects.get_or_create(
        kind=Kind.EVALUATION,
        enterprise=enterprise(),
        body=Body.objects.get(code="P33"),
        defaults={
            "state": "ready",
            "opened_at": datetime(2026, 11, 2, tzinfo=UTC),
            "entered_at": datetime(2026, 11, 16, tzinfo=UTC),
        },
    )
    return {"pk": made.pk}


def a_ready_step() -> dict[str, Any]:
    """Make such an application, and give how an address names the step of a publisher."""
    return {**a_ready_case(), "step": "publish"}


def a_ruling() -> dict[str, Any]:
    """Make a ruling on it, and give how an address names that."""
    made, _ = Ruling.objects.get_or_create(
        case_id=a_ready_case()["pk"],
        defaults={
            "enterprise": enterprise(),
            "body": Body.objects.get(code="P33"),
            "listing": "A",
            "outcome": Outcome.REFUSED,
            "discretion": True,
            "reason": "企业请求暂缓",
            "person": Person.objects.get(username="publisher"),
            "at": datetime(2026, 11, 17, tzinfo=UTC),
        },
    )
    return {"pk": made.pk}


def a_document() -> dict[str, Any]:
    """Make the document of such a case, and give how an address names it."""
    made = Document.objects.get(case=a_case()["pk"])
    return {"pk": made.pk, "form": "docx", "language": "zh"}


def a_lead() -> dict[str, Any]:
    """Make a report of the public about it, and give how an address names that."""
    made, _ = Lead.objects.get_or_create(
        number="2345678923",
        defaults={
            "kind": "complaint",
            "region": enterprise().region,
            "enterprise": enterprise(),
            "named": "阿丽食品",
            "code": CODE,
            "text": "买到的酱油发霉。",
            "contact": "王某",
            "lookup": "0" * 64,
            "key": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            "received_at": datetime(2026, 11, 16, tzinfo=UTC),
        },
    )
    return {"pk": made.pk}


def a_wording() -> dict[str, Any]:
    """Make words that Zhejiang's reviewer proposes for a document, and give how an address names that."""
    texts = {language: {"title": "整改令", "body": "请改正"} for language in ("zh", "en")}
    proposed_by = Person.objects.get(username="reviewer")
    Wording.objects.get_or_create(
        body=Body.objects.get(code="P33"),
        code="rectification.open",
        defaults={
            "texts": texts,
            "proposed_by": proposed_by,
            "proposed_at": datetime(2026, 11, 16, 2, 0, tzinfo=UTC),
        },
    )
    return {"code": "rectification.open"}


def a_measure() -> dict[str, Any]:
    """Make a task of a measure, and give how an address names it."""
    made, _ = Task.objects.get_or_create(
        enterprise=enterprise(),
        code="B.help",
        defaults={
            "body": Body.objects.get(code="P33"),
            "state": Task.State.TO_DO,
            "grade": "B",
            "opened_at": datetime(2026, 11, 16, 2, 0, tzinfo=UTC),
            "due_on": date(2026, 12, 15),
        },
    )
    return {"pk": made.pk}


def an_honour(subject: str = "省名牌", **more: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of any type
    """Make a task that decides about an honour, and give how an address names it."""
    made, _ = Task.objects.get_or_create(
        enterprise=enterprise(),
        code="C.honours",
        subject=subject,
        defaults={
            "body": Body.objects.get(code="P33"),
            "state": Task.State.TO_DO,
            "grade": "C",
            "opened_at": datetime(2026, 11, 16, 2, 0, tzinfo=UTC),
            **more,
        },
    )
    return {"pk": made.pk}


def a_proposed_end() -> dict[str, Any]:
    """Make one where it was proposed to withdraw the honour, and give how an address names it."""
    proposer = Person.objects.get(username="bowen")
    return an_honour(
        "省质量奖",
        state=Task.State.PROPOSED,
        outcome=Task.Outcome.WITHDRAWN,
        proposed_by=proposer,
        proof="失信",
        document="文 1",
    )


def a_desk() -> dict[str, Any]:
    """Make the enterprise of the cast, whose desk has no name in its address."""
    enterprise(code="91330100543482632Y", name="杭州广祥家具有限公司")
    return {}


def a_tried_kind() -> dict[str, Any]:
    """Give how an address names what an enterprise tries at its desk."""
    return {**a_desk(), "kind": "accident"}


SHEET = "统一社会信用代码,结果,发生日期,文书号\n913301060000001231,一般,2026-03-03,文 1\n"


def a_batch() -> dict[str, Any]:
    """Make a sheet of Zhejiang's that was received, and give how an address names it."""
    enterprise()
    made, _ = Batch.objects.get_or_create(
        body=Body.objects.get(code="P33"),
        kind="violation",
        name="违法.csv",
        sha256=keep(SHEET.encode()),
        defaults={
            "entered_by": Person.objects.get(username="ali"),
            "entered_at": datetime(2026, 4, 1, tzinfo=UTC),
        },
    )
    return {"pk": made.pk}


def awaiting(by: Acting, at: datetime, **more: Any) -> Record:  # noqa: ANN401 - fields of any type
    """Enter a fact about the enterprise, which awaits a second officer."""
    return enter(by=by, at=at, enterprise=enterprise(), facts=some_facts(**more))


def verified(by: Acting, second: Acting, at: datetime, **more: Any) -> Record:  # noqa: ANN401 - likewise
    """Enter a fact and have it verified."""
    made = awaiting(by, at, **more)
    verify(by=second, at=at, record=made)
    return Record.objects.get(pk=made.pk)
