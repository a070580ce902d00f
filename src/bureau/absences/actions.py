"""Writes: an absence is entered, ends early, and what somebody has in hand is passed on."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bureau.absences.events import Event
from bureau.absences.models import Absence
from bureau.absences.queries import colleagues_of, held_by, people_of
from bureau.accounts.models import Person
from bureau.accounts.permissions import Acting, may
from bureau.accounts.queries import acting_for
from bureau.audit.actions import record
from bureau.ui.clock import day

LONGEST = 366


@transaction.atomic
def enter(*, by: Acting, at: datetime, person: Person, first: date, last: date) -> Absence:
    """Keep that somebody is away, from a day to a day."""
    check_person(by, person, day(at))
    if last < first:
        raise ValidationError({"last": _("最后一天不能早于第一天。")})
    if last < day(at):
        raise ValidationError({"last": _("这几天已经过去，不用登记。")})
    if (last - first).days >= LONGEST:
        raise ValidationError({"last": _("一次最多登记一年；更久的，请管理员收回角色。")})
    # Two who enter the same at once: the second waits, and sees the first.
    Person.objects.select_for_update().get(pk=person.pk)
    others = Absence.objects.filter(person=person, first__lte=last, last__gte=first)
    if any(one.back_on is None or one.back_on > max(first, one.first) for one in others):
        raise ValidationError(_("%(person)s在这几天里已经登记过不在岗。") % {"person": person})
    made = Absence.objects.create(person=person, first=first, last=last, entered_by=by.person, at=at)
    change = {"first": first.isoformat(), "last": last.isoformat()}
    record(by=by, at=at, event=Event.ENTERED, on=made, change=change)
    return made


@transaction.atomic
def end(*, by: Acting, at: datetime, absence: Absence) -> None:
    """Keep that somebody is back today, or never went."""
    found = Absence.objects.select_for_update(of=("self",)).select_related("person").get(pk=absence.pk)
    check_person(by, found.person, day(at))
    if found.back_on is not None:
        raise ValidationError(_("已经登记过回岗。"))
    found.back_on = max(found.first, day(at))
    found.save(update_fields=["back_on"])
    record(by=by, at=at, event=Event.ENDED, on=found, change={"back_on": found.back_on.isoformat()})


@transaction.atomic
def pass_on(*, by: Acting, at: datetime, person: Person, to: Person, reason: str) -> int:
    """Put all that somebody has in hand for the body into a colleague's hands, who has to have the rights to it."""
    check_person(by, person, day(at))
    if not colleagues_of(by, person, day(at)).filter(pk=to.pk).exists():
        raise ValidationError({"to": _("接手的人应当是本单位今天在岗的另一位同事。")})
    taker = acting_for(to, day(at), body=by.body.code)
    assert taker is not None  # noqa: S101 - he is one of the body
    held = held_by(by, person)
    for one in held:
        if not may(taker, one.action):
            said = {"person": to, "work": one.title}
            raise ValidationError({"to": _("%(person)s没有办理“%(work)s”的角色，请另选一位。") % said})
    count = sum(one.pass_on(by, at, person, taker) for one in held)
    if not count:
        raise ValidationError(_("%(person)s手里没有要移交的工作。") % {"person": person})
    change = {"to": to.username, "reason": reason, "count": count}
    record(by=by, at=at, event=Event.PASSED_ON, on=person, change=change)
    return count


def check_person(by: Acting, person: Person, today: date) -> None:
    """Refuse to decide on the absence of somebody else, but for those whose work that is."""
    if not people_of(by, today).filter(pk=person.pk).exists():
        raise PermissionDenied(_("只能登记自己的，或者由本单位的管理员、内部监督员登记。"))
