"""The ledger of honours and benefits: what an enterprise was granted, and what of it is suspended or withdrawn."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, OuterRef, Q, QuerySet, Subquery, TextChoices, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from bureau.accounts.permissions import Acting
from bureau.accounts.roles import Action
from bureau.archives.models import Record
from bureau.archives.queries import COUNTING, records_visible_to
from bureau.archives.vocabulary import kind_label
from bureau.measures.catalogue import catalogue, facts
from bureau.measures.models import Task


class Standing(TextChoices):
    """How an honour stands on a day."""

    HELD = "held", _("享有")
    SUSPENDED = "suspended", _("暂停")
    WITHDRAWN = "withdrawn", _("已撤销、收回")
    EXPIRED = "expired", _("已到期")


TONES = {
    Standing.HELD: "good",
    Standing.SUSPENDED: "warn",
    Standing.WITHDRAWN: "bad",
    Standing.EXPIRED: "plain",
}


@dataclass(frozen=True, slots=True)
class Honour:
    """One honour of an enterprise: from when until when, how it stands, and the decision about it."""

    label: str
    occurred_on: date
    due_on: date | None
    standing: Standing
    decision: int | None

    @property
    def tone(self) -> str:
        """How it stands, as a tone of the design system."""
        return TONES[self.standing]


def decided_kinds() -> dict[str, str]:
    """Give the measures that decide about honours, each with the kind of record that an honour is."""
    return {
        one.code: facts()[one.needs].kind
        for one in catalogue().values()
        if one.outcomes and one.needs in facts()
    }


def records_behind(task: Task) -> QuerySet[Record]:
    """Give the honours that a task decides about."""
    return Record.objects.filter(
        COUNTING,
        enterprise=task.enterprise_id,
        kind=decided_kinds().get(task.code, ""),
        subject=task.subject,
        superseded_at__isnull=True,
        closed_on__isnull=True,
    ).select_related("body", "enterprise")


def honours_visible_to(by: Acting, today: date) -> QuerySet[Record]:
    """Give the honours of those enterprises whose measures someone may see, each with how it stands on a day."""
    decided = Task.objects.filter(
        code__in=list(decided_kinds()),
        enterprise=OuterRef("enterprise"),
        subject=OuterRef("subject"),
        state=Task.State.DONE,
        closed_at__isnull=True,
    )
    standing = Case(
        When(Q(closed_on__lte=today), then=Value(Standing.WITHDRAWN)),
        When(Q(due_on__lt=today), then=Value(Standing.EXPIRED)),
        When(Q(decided=Task.Outcome.SUSPENDED), then=Value(Standing.SUSPENDED)),
        default=Value(Standing.HELD),
        output_field=CharField(),
    )
    return (
        records_visible_to(by, Action.MEASURE_READ)
        .filter(COUNTING, kind__in=sorted(set(decided_kinds().values())), superseded_at__isnull=True)
        .annotate(
            decided=Coalesce(Subquery(decided.values("outcome")[:1]), Value("")),
            decision=Subquery(decided.values("pk")[:1]),
        )
        .annotate(stands=standing)
        .order_by("-occurred_on", "-pk")
    )


def honours_of(by: Acting, code: str, today: date) -> list[Honour]:
    """Give the honours of one enterprise."""
    found = honours_visible_to(by, today).filter(enterprise=code)
    rows = found.values_list("subject", "kind", "occurred_on", "due_on", "stands", "decision")  # type: ignore[misc] # annotated above
    return [
        Honour(subject or kind_label(kind), since, until, Standing(stands), decision)
        for subject, kind, since, until, stands, decision in rows
    ]
