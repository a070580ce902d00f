"""May this be done now, whoever asks: four eyes, recusal, reasons, and what each procedure asks besides."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from bureau.accounts.permissions import Acting
from bureau.archives.models import Record
from bureau.archives.vocabulary import grade_label, standard
from bureau.enterprises.models import Enterprise
from bureau.grades.grounds import grounds_of, present, under_readings
from bureau.procedures.models import Case, Interest, Step
from bureau.procedures.ways import Kind
from bureau.procedures.ways.shapes import Way
from bureau.ui.clock import day

Given = Mapping[str, Any]
YEAR_DAYS = 365


def best() -> str:
    """Give the best grade of the standard."""
    return standard().decision.grades[0]


def worst() -> str:
    """Give the worst grade of the standard."""
    return standard().decision.grades[-1]


def has_grade(enterprise: Enterprise, grade: str) -> bool:
    """Tell whether the present, settled grade of an enterprise is this one."""
    found = present(enterprise.code)
    return found is not None and found.grade == grade


def check_step(by: Acting, case: Case, step: str, given: Given, at: datetime) -> Way:
    """Refuse a step that does not lead on from here, that is not his to take, or that lacks what it needs."""
    way = case.procedure.way(case.state, step)
    if way is None:
        raise ValidationError(
            _("这件事项现在是“%(state)s”，不能这样办理。请刷新后再看。") % {"state": case.state_label}
        )
    if way.reason and not str(given.get("reason", "")).strip():
        raise ValidationError({"reason": _("请写明理由。")})
    check_unbiased(by, case, way)
    if special := CHECKS.get((case.kind, step)):
        special(case, given, at)
    return way


def check_unbiased(by: Acting, case: Case, way: Way) -> None:
    """Refuse whoever took a step that this one has to be apart from, wrote a record of the case, or has an interest."""
    if way.apart and Step.objects.filter(case=case, name__in=way.apart, person=by.person).exists():
        raise ValidationError(_("您已经办理过这件事项的另一步，这一步由另一位同事办理。"))
    if is_barred(by, case):
        raise ValidationError(_("您录入或者核对过有关的记录，或者申报过利害关系，应当回避。"))


def is_barred(by: Acting, case: Case) -> bool:
    """Tell whether someone has to keep out of a case; the enterprise itself never has to.

    What was undone is judged no more: whoever upheld the objection may tell of it.
    """
    if by.body.code == case.enterprise_id or case.kind == Kind.UNDOING:
        return False
    records = set(case.data.get("records", ())) | ({case.record_id} if case.record_id else set())
    wrote = Q(entered_by=by.person) | Q(verified_by=by.person)
    return (
        Record.objects.filter(wrote, pk__in=records).exists()
        or Interest.objects.filter(case=case, person=by.person).exists()
    )


def can_step(by: Acting, case: Case, step: str) -> bool:
    """Tell whether a step leads on from here and is apart from what he did; what has to come with it is asked later."""
    way = case.procedure.way(case.state, step)
    if way is None or not _applies(case, step):
        return False
    try:
        check_unbiased(by, case, way)
    except ValidationError:
        return False
    return True


def _applies(case: Case, step: str) -> bool:
    if case.kind == Kind.EVALUATION and step in {"accept", "accept_for_opinion"}:
        return needs_opinion(case) == (step == "accept_for_opinion")
    return True


def needs_opinion(case: Case) -> bool:
    """Tell whether a product of the enterprise is subject to statutory inspection (三（五）)."""
    today = day(case.opened_at)
    products = case.enterprise.products.filter(statutory_inspection=True)
    return any(one.holds_on(today) for one in products)


def _check_accept(case: Case, given: Given, at: datetime) -> None:
    del given, at
    if needs_opinion(case):
        raise ValidationError(_("有产品依法需要监督检验，应当请检验单位提出意见。"))
    _check_best(case)


def _check_accept_for_opinion(case: Case, given: Given, at: datetime) -> None:
    del at
    _check_best(case)
    if not given.get("laboratory"):
        raise ValidationError({"laboratory": _("请选择检验单位。")})


def _check_best(case: Case) -> None:
    if not has_grade(case.enterprise, best()):
        raise ValidationError(_("只有等级确定为“%(grade)s”的企业可以公示。") % {"grade": grade_label(best())})


def _check_publish(case: Case, given: Given, at: datetime) -> None:
    del at
    _check_best(case)
    _check_term(given)


def _check_restore(case: Case, given: Given, at: datetime) -> None:
    del given, at
    _check_best(case)


def _check_term(given: Given) -> None:
    if not given.get("months"):
        raise ValidationError({"months": _("请填写期限。")})


def _check_notify(case: Case, given: Given, at: datetime) -> None:
    del given, at
    views = case.steps.filter(name__in=case.procedure.blind)
    if not all(one.data.get("confirmed") for one in views):
        raise ValidationError(_("两位复核人没有都确认失信事实和程度，应当结案。"))


def _check_decide(case: Case, given: Given, at: datetime) -> None:
    check_still_worst(case, at)
    reason = str(given.get("reason", ""))
    missing = [
        one.clause
        for one in grounds_of(case.enterprise_id, as_of=day(at), known_at=at)
        if one.clause not in reason
    ]
    if missing:
        raise ValidationError(
            {"reason": _("决定的理由没有写到所依据的条款：%(clauses)s。") % {"clauses": "、".join(missing)}}
        )


def check_still_worst(case: Case, at: datetime) -> None:
    """Refuse exposure where the present grade, or that of an admissible reading, is not the worst one."""
    others = [
        one for one in under_readings(case.enterprise_id, as_of=day(at), known_at=at) if one.grade != worst()
    ]
    if others:
        raise ValidationError(
            _("按可以采用的解释“%(reading)s”，等级是“%(grade)s”，不能曝光。")
            % {
                "reading": "；".join(others[0].differs) or _("现行解释"),
                "grade": grade_label(others[0].grade),
            }
        )


def _check_list(case: Case, given: Given, at: datetime) -> None:
    check_still_worst(case, at)
    _check_term(given)


def _check_repair(case: Case, given: Given, at: datetime) -> None:
    del given, at
    open_orders = Case.objects.filter(
        enterprise=case.enterprise, kind=Kind.RECTIFICATION, closed_at__isnull=True
    )
    if open_orders.exists():
        raise ValidationError(_("还有没有完成的整改。"))


def repair_from(listing: Case) -> date:
    """Give the first day on which a listing may end early: a year after it began."""
    listed = listing.steps.filter(name="list").latest("pk")
    begun = day(listed.at)
    return begun.replace(year=begun.year + 1, day=min(begun.day, 28) if begun.month == 2 else begun.day)  # noqa: PLR2004 - February


def _check_document(case: Case, given: Given, at: datetime) -> None:
    del case, at
    if not str(given.get("document", "")).strip():
        raise ValidationError({"document": _("请填写文书号。")})


def _check_new_term(case: Case, given: Given, at: datetime) -> None:
    del case
    until = given.get("put_right_by")
    if until is None or until <= day(at):
        raise ValidationError({"put_right_by": _("整改期限在今天以后。")})


def _check_level(case: Case, given: Given, at: datetime) -> None:
    del case, at
    if given.get("level") not in {"early", "yellow"}:
        raise ValidationError({"level": _("请选择预警或者黄牌警告。")})


CHECKS: dict[tuple[str, str], Callable[[Case, Given, datetime], None]] = {
    (Kind.EVALUATION, "accept"): _check_accept,
    (Kind.EVALUATION, "accept_for_opinion"): _check_accept_for_opinion,
    (Kind.EVALUATION, "publish"): _check_publish,
    (Kind.EVALUATION, "restore"): _check_restore,
    (Kind.EXPOSURE, "notify"): _check_notify,
    (Kind.EXPOSURE, "decide"): _check_decide,
    (Kind.EXPOSURE, "list"): _check_list,
    (Kind.ELIMINATION, "report"): _check_document,
    (Kind.ELIMINATION, "acknowledge"): _check_document,
    (Kind.ELIMINATION, "close_down"): _check_document,
    (Kind.ELIMINATION, "end"): _check_document,
    (Kind.OBJECTION, "uphold"): _check_document,
    (Kind.OBJECTION, "uphold_appeal"): _check_document,
    (Kind.REPAIR, "repair"): _check_repair,
    (Kind.RECTIFICATION, "fail"): _check_new_term,
    (Kind.RECTIFICATION, "hand_over"): _check_document,
    (Kind.WARNING, "send"): _check_level,
}
