"""How people open cases: who may, about whom, in which body, and what has to hold before."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bureau.accounts.models import Body
from bureau.accounts.permissions import Acting, check
from bureau.accounts.queries import bodies_acting_on
from bureau.archives.models import Record
from bureau.archives.vocabulary import grade_label
from bureau.enterprises.models import Enterprise
from bureau.procedures.actions import open_case
from bureau.procedures.models import Case
from bureau.procedures.policies import best, has_grade, repair_from
from bureau.procedures.ways import PROCEDURES, Kind
from bureau.ui.clock import day

# A renewal may be asked for so many days before what is published ends.
RENEWAL_DAYS = 90


def body_for(enterprise: Enterprise, at: datetime) -> Body:
    """Give the body in which an enterprise opens a case: its province."""
    found = bodies_acting_on(enterprise.standing, day(at))
    if not found:
        raise ValidationError(_("没有找到管辖这家企业的单位，请与省级质检部门联系。"))
    return found[0]


def _check(by: Acting, enterprise: Enterprise, kind: Kind) -> None:
    opens = PROCEDURES[kind].opens
    assert opens is not None  # noqa: S101 - what people open
    check(by, opens, enterprise.standing)


def apply_for_publication(*, by: Acting, at: datetime, enterprise: Enterprise) -> Case:
    """Apply, of one's own will, to be published; nothing is asked that the archive already holds."""
    _check(by, enterprise, Kind.EVALUATION)
    if not has_grade(enterprise, best()):
        raise ValidationError(
            _("只有等级确定为“%(grade)s”的企业可以申请公示。怎样达到，见等级和理由。")
            % {"grade": grade_label(best())}
        )
    published = Case.objects.filter(
        enterprise=enterprise, kind=Kind.EVALUATION, standing_outcome=True, closed_at__isnull=True
    ).first()
    if published and published.due_on and (published.due_on - day(at)).days > RENEWAL_DAYS:
        raise ValidationError(_("正在公示之中，期满前 90 天起可以申请续展。"))
    body = body_for(enterprise, at)
    return open_case(by=by, at=at, kind=Kind.EVALUATION, enterprise=enterprise, body=body)


def object_to(
    *, by: Acting, at: datetime, enterprise: Enterprise, record: Record | None, reason: str
) -> Case:
    """Object to a record, or without one to the grade."""
    _check(by, enterprise, Kind.OBJECTION)
    if record is not None and not (record.in_force and record.enterprise_id == enterprise.code):
        raise ValidationError(_("只能对本企业现行的记录提出异议。"))
    given, body = {"reason": reason}, body_for(enterprise, at)
    if record is not None and record.body is not None and record.body.path.startswith(body.path):
        body = record.body if record.body.kind == body.kind else body
    return open_case(
        by=by, at=at, kind=Kind.OBJECTION, enterprise=enterprise, body=body, given=given, record=record
    )


def listing_of(enterprise: Enterprise) -> Case | None:
    """Give the case by which an enterprise is on the list of the exposed."""
    return Case.objects.filter(
        enterprise=enterprise, kind=Kind.EXPOSURE, standing_outcome=True, closed_at__isnull=True
    ).first()


def ask_repair(*, by: Acting, at: datetime, enterprise: Enterprise, reason: str, promise: str) -> Case:
    """Ask to leave the list early: the shortest term has passed, it is put right, and a public promise is given."""
    _check(by, enterprise, Kind.REPAIR)
    listing = _listing(enterprise)
    if (first := repair_from(listing)) > day(at):
        raise ValidationError(_("列入名单满一年，自 %(day)s 起才可以申请修复。") % {"day": first})
    given = {"reason": reason, "promise": promise}
    return open_case(
        by=by, at=at, kind=Kind.REPAIR, enterprise=enterprise, body=listing.body, given=given, parent=listing
    )


def _listing(enterprise: Enterprise) -> Case:
    found = listing_of(enterprise)
    if found is None:
        raise ValidationError(_("这家企业不在黑名单上。"))
    return found


def order_rectification(
    *, by: Acting, at: datetime, enterprise: Enterprise, reason: str, help_offered: str, put_right_by: date
) -> Case:
    """Order an enterprise to put something right by a day, with the help that is offered."""
    _check(by, enterprise, Kind.RECTIFICATION)
    if put_right_by <= day(at):
        raise ValidationError({"put_right_by": _("整改期限在今天以后。")})
    given = {"reason": reason, "help": help_offered, "put_right_by": put_right_by}
    return open_case(by=by, at=at, kind=Kind.RECTIFICATION, enterprise=enterprise, body=by.body, given=given)


def propose_elimination(*, by: Acting, at: datetime, enterprise: Enterprise, reason: str) -> Case:
    """Propose to report an extreme case to the government, to be closed down together with others by law."""
    _check(by, enterprise, Kind.ELIMINATION)
    listing = _listing(enterprise)
    given = {"reason": reason}
    return open_case(
        by=by, at=at, kind=Kind.ELIMINATION, enterprise=enterprise, body=by.body, given=given, parent=listing
    )
