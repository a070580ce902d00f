"""May this be done now, whoever asks: `check_…` refuses with a sentence, `can_…` tells."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bureau.accounts.permissions import Acting
from bureau.archives.facts import ALWAYS, Facts
from bureau.archives.models import OPEN, Batch, Change, Record, State
from bureau.archives.states import Step, Way, Who, way
from bureau.archives.vocabulary import kind_label, kinds
from qualitycredit.model.standard import Kind

Faults = dict[str, str]
OPTIONAL = ("subject", "due_on", "closed_on", "inspected", "passed", "score")


def faults_of(facts: Facts, *, day: date) -> Faults:
    """Say what is wrong with a statement, each fault by its field; the terms say what a kind has."""
    kind = kinds().get(facts.kind)
    if kind is None:
        return {"kind": _("没有“%(kind)s”这一种类的记录。") % {"kind": facts.kind}}
    return _faults_of_words(facts, kind) | _faults_of_days(facts, day) | _faults_of_numbers(facts, kind)


def _faults_of_words(facts: Facts, kind: Kind) -> Faults:
    faults: Faults = {}
    outcome = kind.outcome(facts.outcome)
    if kind.outcomes and outcome is None:
        faults["outcome"] = _("“%(kind)s”没有结果“%(outcome)s”。") % {
            "kind": kind_label(facts.kind),
            "outcome": facts.outcome,
        }
    if facts.contested and not (outcome and outcome.contestable):
        faults["contested"] = _("对企业没有不利的记录，不会在异议之中。")
    for name in OPTIONAL:
        if name not in (*kind.uses, *ALWAYS) and getattr(facts, name) not in {None, ""}:
            faults[name] = _("“%(kind)s”不用这一栏。") % {"kind": kind_label(facts.kind)}
    return faults


def _faults_of_days(facts: Facts, day: date) -> Faults:
    faults: Faults = {}
    if facts.occurred_on > day:
        faults["occurred_on"] = _("发生日期在今天之后。")
    if facts.due_on and facts.due_on < facts.occurred_on:
        faults["due_on"] = _("期限在发生日期之前。")
    if facts.closed_on and facts.closed_on < facts.occurred_on:
        faults["closed_on"] = _("了结日期在发生日期之前。")
    return faults


def _faults_of_numbers(facts: Facts, kind: Kind) -> Faults:
    faults: Faults = {}
    for name in ("inspected", "passed"):
        value = getattr(facts, name)
        if name in kind.uses and value is None:
            faults[name] = _("请填写检验数和合格数，没有就填 0。")
        elif value is not None and value < 0:
            faults[name] = _("不能是负数。")
    if (
        not faults
        and facts.inspected is not None
        and facts.passed is not None
        and facts.passed > facts.inspected
    ):
        faults["passed"] = _("合格数多于检验数。")
    return faults


def check_facts(facts: Facts, *, day: date) -> None:
    """Refuse a statement with faults."""
    if faults := faults_of(facts, day=day):
        raise ValidationError(faults)


def check_new_number(source: str, record_id: str) -> None:
    """Refuse a number that the source has used."""
    if Record.objects.filter(source=source, record_id=record_id).exists():
        raise ValidationError(
            {"record_id": _("本单位已有编号为“%(number)s”的记录。") % {"number": record_id}}
        )


def check_new_evidence(record: Record, sha256: str) -> None:
    """Refuse a file that is attached already."""
    if record.evidence.filter(sha256=sha256).exists():
        raise ValidationError(_("这个文件已经附上。"))


def check_step(by: Acting, record: Record, step: Step) -> Way:
    """Refuse a step that does not lead on from here, or that is not his to take; give where it leads."""
    found = way(record.state, step)
    if found is None:
        raise ValidationError(
            _("这条记录现在是“%(state)s”，不能这样办理。请刷新后再看。")
            % {"state": record.get_state_display()}
        )
    if record.body_id != by.body.pk:
        raise ValidationError(_("由录入的单位办理：%(body)s。") % {"body": record.body})
    if found.who is Who.SECOND and record.entered_by_id == by.person.pk:
        raise ValidationError(_("自己录入的记录由另一位同事核对。"))
    return found


def can_step(by: Acting, record: Record, step: Step) -> bool:
    """Tell whether a step can be taken."""
    try:
        check_step(by, record, step)
    except ValidationError:
        return False
    return True


def check_changeable(by: Acting, record: Record) -> None:
    """Refuse to change a version that does not count, that is being changed, or that another body answers for."""
    if not record.in_force:
        raise ValidationError(_("这个版本已经不再有效，只能变动现行版本。"))
    if Record.objects.filter(source=record.source, record_id=record.record_id, state__in=OPEN).exists():
        raise ValidationError(_("这条记录已有一项变动在核对之中，先办完那一项。"))
    if record.body is not None and not record.body.path.startswith(by.body.path):
        raise ValidationError(_("由录入的单位办理：%(body)s。") % {"body": record.body})


def check_change(record: Record, change: Change, facts: Facts, reason: str, ground: str) -> None:
    """Refuse a change without ground, or one that changes nothing."""
    faults: Faults = {}
    if not reason.strip():
        faults["reason"] = _("请写明理由。")
    if not ground.strip():
        faults["ground"] = _("请填写依据的文书号。")
    if change is Change.CORRECTION and facts == record.facts:
        faults["reason"] = _("没有改动任何内容。")
    if (change is Change.CONTEST and record.contested) or (
        change is Change.SETTLEMENT and not record.contested
    ):
        faults["reason"] = _("异议的标记已经如此。")
    if change is Change.CONTEST and "contested" in (found := _faults_of_words(facts, kinds()[facts.kind])):
        faults["reason"] = found["contested"]
    if change is Change.CORRECTION and facts.kind != record.kind:
        faults["kind"] = _("种类不能更正；种类录错了，请撤销后重新录入。")
    if faults:
        raise ValidationError(faults)


def check_later(at: datetime, before: Record | None) -> None:
    """Refuse a version that would not be later than the one it replaces."""
    if before is not None and before.recorded_at is not None and at <= before.recorded_at:
        raise ValidationError(_("现行版本的记入时间在此之后，请稍候再办。"))


def check_batch(by: Acting, batch: Batch, state: State, *, second: bool = False) -> None:
    """Refuse a batch of another body, in another state, or to be verified by whoever entered it."""
    if batch.body_id != by.body.pk:
        raise ValidationError(_("由录入的单位办理：%(body)s。") % {"body": batch.body})
    if batch.state != state:
        raise ValidationError(
            _("这一批现在是“%(state)s”，不能这样办理。请刷新后再看。") % {"state": batch.get_state_display()}
        )
    if second and batch.entered_by_id == by.person.pk:
        raise ValidationError(_("自己录入的记录由另一位同事核对。"))
