"""Another edition, or another reading, for a day on: proposed, previewed, and decided by a second person.

Nothing of it is graded before its first day; in the night on which that begins everybody is (`manage regrade_due`).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bureau.accounts.permissions import Acting, check
from bureau.accounts.roles import Action
from bureau.archives.law import standard_on
from bureau.archives.queries import dossiers_of
from bureau.archives.vocabulary import editions
from bureau.audit.actions import record
from bureau.audit.actors import Actor
from bureau.grades.deciding import decide
from bureau.grades.events import Event
from bureau.grades.models import Adoption, AdoptionState, Decision, Mover
from bureau.grades.queries import IN_FORCE, all_codes
from bureau.ui.clock import day

CHUNK = 5000
# Up to so many enterprises the preview is made at once; for more, in the night.
AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class Cell:
    """How many would go from one grade to another."""

    before: str
    after: str
    count: int


@transaction.atomic
def propose(
    *,
    by: Acting,
    at: datetime,
    folder: str,
    readings: Mapping[str, str],
    valid_from: date,
    reason: str,
    ground: str,
) -> Adoption:
    """Propose an edition under readings for a day to come; the preview is made with it where it does not take long."""
    check(by, Action.STANDARD_PROPOSE)
    _check_proposal(at, folder, readings, valid_from)
    law = editions()[folder]
    made = Adoption.objects.create(
        folder=folder,
        edition=law.edition,
        text_sha256=law.text_hash,
        rules_sha256=law.rules_hash,
        readings=dict(readings),
        valid_from=valid_from,
        reason=reason,
        ground=ground,
        proposed_by=by.person,
        proposed_at=at,
    )
    _told(by, at, Event.PROPOSED, made)
    if len(codes := all_codes()) <= AT_ONCE:
        _preview(by, at, made, codes)
    return made


def _check_proposal(at: datetime, folder: str, readings: Mapping[str, str], valid_from: date) -> None:
    if valid_from <= day(at):
        raise ValidationError({"valid_from": _("施行日期在今天以后：规则不溯及既往。")})
    if Adoption.objects.filter(state=AdoptionState.PROPOSED).exists():
        raise ValidationError(_("已有一项提议等待决定，先办完那一项。"))
    now = standard_on(valid_from, at)
    proposed = editions()[folder]
    if (now.rules_hash, dict(now.chosen)) == (proposed.rules_hash, dict(readings)):
        raise ValidationError(_("与那一天施行的版本和解释相同，没有改动。"))


@transaction.atomic
def preview_waiting(*, by: Actor, at: datetime) -> int:
    """Make the preview that was left for the night, and give how many were made."""
    waiting = Adoption.objects.filter(state=AdoptionState.PROPOSED, previewed_at__isnull=True)
    for one in waiting:
        _preview(by, at, one, all_codes())
    return len(waiting)


def _preview(by: Actor, at: datetime, adoption: Adoption, codes: list[str]) -> None:
    """Grade everybody as of today by what is proposed, and keep whose grade would be another one."""
    law, today = adoption.standard, day(at)
    for start in range(0, len(codes), CHUNK):
        part = codes[start : start + CHUNK]
        present = dict(
            Decision.objects.filter(IN_FORCE, enterprise__in=part).values_list("enterprise", "grade")
        )
        graded = decide(dossiers_of(part, as_of=today, known_at=at), law, as_of=today, known_at=at)
        Mover.objects.bulk_create(
            [
                Mover(adoption=adoption, enterprise_id=code, before=present[code], after=found.grade)
                for code, found in graded.decided.items()
                if code in present and present[code] != found.grade
            ]
        )
    adoption.previewed_at, adoption.enterprises = at, len(codes)
    adoption.save(update_fields=["previewed_at", "enterprises"])
    _told(by, at, Event.PREVIEWED, adoption)


def matrix_of(adoption: Adoption) -> list[Cell]:
    """Count who would move, by the two grades, the largest first."""
    found = Counter(tuple(one) for one in adoption.movers.order_by().values_list("before", "after"))
    return [Cell(before, after, count) for (before, after), count in found.most_common()]


@transaction.atomic
def adopt(*, by: Acting, at: datetime, adoption: Adoption) -> None:
    """Let it hold from its day on."""
    found = _open(by, adoption, Action.STANDARD_ADOPT)
    if found.previewed_at is None:
        raise ValidationError(_("还没有预览，夜间作业完成以后再决定。"))
    if not found.unchanged:
        raise ValidationError(_("本系统所带的文本或者规则与提出时不同，请撤回后重新提出。"))
    if found.valid_from <= day(at):
        raise ValidationError(_("施行日期已到，请不予批准，改期后重新提出。"))
    _decide(by, at, found, AdoptionState.ADOPTED, Event.ADOPTED)


@transaction.atomic
def refuse(*, by: Acting, at: datetime, adoption: Adoption, reason: str) -> None:
    """Refuse it, and say why."""
    found = _open(by, adoption, Action.STANDARD_ADOPT)
    found.refused_because = reason
    _decide(by, at, found, AdoptionState.REFUSED, Event.REFUSED)


@transaction.atomic
def withdraw(*, by: Acting, at: datetime, adoption: Adoption) -> None:
    """Take back what one proposed oneself."""
    check(by, Action.STANDARD_PROPOSE)
    found = _locked(adoption)
    if found.proposed_by_id != by.person.pk:
        raise ValidationError(_("由提出的人撤回。"))
    found.state = AdoptionState.WITHDRAWN
    found.save(update_fields=["state"])
    _told(by, at, Event.WITHDRAWN, found)


def _open(by: Acting, adoption: Adoption, action: Action) -> Adoption:
    check(by, action)
    found = _locked(adoption)
    if found.proposed_by_id == by.person.pk:
        raise ValidationError(_("自己提出的由另一位同事决定。"))
    return found


def _locked(adoption: Adoption) -> Adoption:
    found = Adoption.objects.select_for_update().get(pk=adoption.pk)
    if found.state != AdoptionState.PROPOSED:
        raise ValidationError(
            _("这项提议现在是“%(state)s”，不能这样办理。请刷新后再看。")
            % {"state": found.get_state_display()}
        )
    return found


def _decide(by: Acting, at: datetime, adoption: Adoption, state: AdoptionState, event: Event) -> None:
    adoption.state, adoption.decided_by, adoption.decided_at = state, by.person, at
    adoption.save(update_fields=["state", "decided_by", "decided_at", "refused_because"])
    _told(by, at, event, adoption)


def _told(by: Actor, at: datetime, event: Event, adoption: Adoption) -> None:
    change = {
        "edition": adoption.edition,
        "readings": adoption.readings,
        "valid_from": adoption.valid_from.isoformat(),
        "ground": adoption.ground,
        "reason": adoption.refused_because or adoption.reason,
    }
    record(by=by, at=at, event=event, on=adoption, change=change)
