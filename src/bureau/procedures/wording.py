"""A body puts words of its own into the place of the catalogue's: one officer proposes them, another confirms."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from bureau.accounts.permissions import Acting, check
from bureau.accounts.roles import Action
from bureau.audit.actions import record as write_down
from bureau.procedures.catalogue import Paper, check_text
from bureau.procedures.events import Event
from bureau.procedures.models import Wording

FIELDS = ("zh_title", "zh_body", "en_title", "en_body")


@transaction.atomic
def propose(*, by: Acting, at: datetime, paper: Paper, texts: Mapping[str, str]) -> Wording:
    """Propose words, by the fields zh_title, zh_body, en_title and en_body; each fault is said at its field."""
    check(by, Action.CASE_REVIEW)
    faults: dict[str, list[str]] = {}
    for name in FIELDS:
        try:
            check_text(texts[name])
        except ValidationError as error:
            faults[name] = error.messages
    if faults:
        raise ValidationError(faults)
    parted = {
        language: {"title": texts[f"{language}_title"].strip(), "body": texts[f"{language}_body"].strip()}
        for language in ("zh", "en")
    }
    try:
        with transaction.atomic():
            made = Wording.objects.create(
                body=by.body, code=paper.code, texts=parted, proposed_by=by.person, proposed_at=at
            )
    except IntegrityError:
        raise ValidationError(_("这件文书已有文字等待复核。")) from None
    _told(by, at, Event.WORDS_PROPOSED, made)
    return made


@transaction.atomic
def confirm(*, by: Acting, at: datetime, wording: Wording) -> None:
    """Let words that a colleague proposed be used from now on."""
    found = _open(by, wording)
    Wording.objects.filter(body=found.body, code=found.code, in_force=True).update(in_force=False)
    found.decided_by, found.decided_at, found.in_force = by.person, at, True
    found.save(update_fields=["decided_by", "decided_at", "in_force"])
    _told(by, at, Event.WORDS_CONFIRMED, found)


@transaction.atomic
def send_back(*, by: Acting, at: datetime, wording: Wording, reason: str) -> None:
    """Do not use them, and say why."""
    found = _open(by, wording)
    found.decided_by, found.decided_at, found.returned_because = by.person, at, reason
    found.save(update_fields=["decided_by", "decided_at", "returned_because"])
    _told(by, at, Event.WORDS_RETURNED, found)


def _open(by: Acting, wording: Wording) -> Wording:
    check(by, Action.CASE_REVIEW)
    found = Wording.objects.select_for_update().get(pk=wording.pk, body=by.body)
    if found.decided_by_id is not None:
        raise ValidationError(_("这些文字已经由另一位同事复核过。"))
    if found.proposed_by_id == by.person.pk:
        raise ValidationError(_("由您提出的，请另一位同事复核。"))
    return found


def _told(by: Acting, at: datetime, event: Event, wording: Wording) -> None:
    change = {"document": wording.code, "texts": wording.texts, "reason": wording.returned_because}
    write_down(by=by, at=at, event=event, on=wording, change=change)
