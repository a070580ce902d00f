"""Official documents: written with the step that makes them, numbered without a gap, set afterwards, and kept as they were sent."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation

from bureau.accounts.models import Body
from bureau.accounts.roles import Kind as BodyKind
from bureau.archives.safe import fetch, keep
from bureau.procedures.catalogue import Paper, Text, check_text, filled, paper_of, words
from bureau.procedures.models import Case, Document, DocumentFile, Step, Wording
from bureau.procedures.setting import docx_of, pdf_of
from bureau.ui.clock import day

LANGUAGES: Final = ("zh", "en")
LEVELS: Final = {
    "early": {"zh": "预警", "en": "early warning"},
    "yellow": {"zh": "黄牌警告", "en": "yellow card"},
}
COURTESY: Final = "English translation for information; the Chinese text is the official one."
GOVERNMENT, LABORATORY, PUBLIC = "government", "laboratory", "public"
INSPECTION_CODE = 3
Form = DocumentFile.Form


def issue(case: Case, step: Step) -> Document | None:
    """Write the document that a step makes, if it makes one, in the transaction of the step.

    Its number is the next of its body in the year: a body is locked while one is taken, so none is missing or there twice.
    """
    paper = paper_of(case.kind, step.name)
    if paper is None:
        return None
    # What the system or an enterprise does is told by the body that has the case.
    own = step.body if step.body is not None and step.body.kind != BodyKind.ENTERPRISE else case.body
    body = Body.objects.select_for_update(of=("self",)).get(pk=own.pk)
    year = day(step.at).year
    last = Document.objects.filter(body=body, year=year).order_by("-sequence").first()
    sequence = last.sequence + 1 if last else 1
    number = f"{word_of(body)}〔{year}〕{sequence}号"
    content = {
        one: _content(paper, text_of(paper, body, one), case, step, body, number, one) for one in LANGUAGES
    }
    made = Document.objects.create(
        step=step,
        case=case,
        body=body,
        code=paper.code,
        year=year,
        sequence=sequence,
        number=number,
        at=step.at,
        content=content,
    )
    if step.person_id is not None:
        transaction.on_commit(lambda: set_files(made), robust=True)
    return made


def word_of(body: Body) -> str:
    """Give what the numbers of a body begin with."""
    if body.kind == BodyKind.NATIONAL:
        return f"{words()['nation']}质信"
    place = words().get((body.region_id or "")[:2], "")
    if body.kind == BodyKind.PROVINCIAL:
        return f"{place}质信"
    if body.kind == BodyKind.INSPECTION and len(body.code) == INSPECTION_CODE:
        return f"{place}检信"
    return f"{place}质信{body.code}字"


def text_of(paper: Paper, body: Body, language: str) -> Text:
    """Give the words of a document: the body's own, and the catalogue's where it has none, or none that can be filled in."""
    given: Text = getattr(paper, language)
    own = Wording.objects.filter(body=body, code=paper.code, in_force=True).first()
    return given if own is None else text_from(own, given, language)


def text_from(wording: Wording, given: Text, language: str) -> Text:
    """Give the words of a proposal, or those given where a field in them is none any more."""
    title, said = wording.texts[language]["title"], wording.texts[language]["body"]
    try:
        check_text(title)
        check_text(said)
    except ValidationError:
        return given
    return Text(title, said, given.rights)


def previewed(wording: Wording, paper: Paper, document: Document) -> dict[str, dict[str, Any]]:
    """Give what a document that was sent would say in the words of a proposal."""
    case, step, body, number = document.case, document.step, document.body, document.number
    return {
        one: _content(paper, text_from(wording, getattr(paper, one), one), case, step, body, number, one)
        for one in LANGUAGES
    }


def _content(
    paper: Paper, text: Text, case: Case, step: Step, body: Body, number: str, language: str
) -> dict[str, Any]:
    english = language == "en"
    with translation.override("en" if english else "zh-hans"):
        values = _values(case, step, body, language)
        issuer = str(body)
    grounds = case.data.get("grounds", ()) if paper.grounds else ()
    return {
        "lang": language,
        "region": None if english else "cn",
        "courtesy": COURTESY if english else "",
        "issuer": issuer,
        "number": number,
        "title": filled(text.title, values),
        "addressee": _addressee(paper, values, language),
        "paragraphs": [one.strip() for one in filled(text.body, values).split("\n") if one.strip()],
        "grounds": [
            {"clause": clause, "text": said, "records": list(records)} for clause, said, records in grounds
        ],
        "rights": filled(text.rights, values),
        "date": _date(day(step.at), language),
    }


def _values(case: Case, step: Step, body: Body, language: str) -> dict[str, str]:
    data: Mapping[str, Any] = {**case.data, **step.data}
    level = LEVELS.get(str(data.get("level", "")), {})
    return {
        "enterprise": case.enterprise.name,
        "code": case.enterprise_id,
        "case": case.number,
        "reason": step.reason,
        "due_on": _date(case.due_on, language),
        "until": _date(_day(data.get("until")), language),
        "put_right_by": _date(_day(data.get("put_right_by")), language),
        "help": str(data.get("help", "")),
        "promise": str(data.get("promise", "")),
        "document": str(data.get("document", "")),
        "recipient": str(data.get("recipient", "")),
        "laboratory": str(case.laboratory or ""),
        "record": str(case.record or ""),
        "level": level.get(language, ""),
        "body": str(body),
    }


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _date(value: date | None, language: str) -> str:
    if value is None:
        return ""
    return value.isoformat() if language == "en" else f"{value.year}年{value.month}月{value.day}日"


def _addressee(paper: Paper, values: Mapping[str, str], language: str) -> str:
    if paper.to == PUBLIC:
        return ""
    told = {GOVERNMENT: values["recipient"], LABORATORY: values["laboratory"]}
    name, code = values["enterprise"], values["code"]
    if language == "en":
        return f"To {told.get(paper.to) or f'{name} ({code})'}"
    return f"{told.get(paper.to) or f'{name}（{code}）'}："


def set_files(document: Document) -> None:
    """Set what of a document is not set yet, and keep it; what was kept once is never set again."""
    there = {(one.form, one.language) for one in document.files.all()}
    for language in LANGUAGES:
        for form in Form.values:
            if (form, language) not in there:
                content = document.content[language]
                made = pdf_of(content, document.at) if form == Form.PDF else docx_of(content)
                DocumentFile.objects.create(
                    document=document,
                    form=form,
                    language=language,
                    sha256=keep(made),
                    size=len(made),
                    at=document.at,
                )


def file_of(document: Document, form: str, language: str) -> tuple[DocumentFile, bytes]:
    """Give a document as it was sent; one that could not be set then is set now."""
    set_files(document)
    found = document.files.get(form=form, language=language)
    return found, fetch(found.sha256)


def set_waiting() -> int:
    """Set the documents that have no files yet, those that the system made among them; give how many there were."""
    waiting = list(Document.objects.filter(files__isnull=True))
    for one in waiting:
        set_files(one)
    return len(waiting)
