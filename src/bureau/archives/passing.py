"""Records and sheets that wait for a second officer, and that nobody who is there may verify."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from bureau.absences.holdings import Waiting, left_to_nobody
from bureau.accounts.permissions import Acting, may
from bureau.accounts.roles import Action
from bureau.archives.models import Batch, Record, State


def records_left(by: Acting, present: Sequence[Acting]) -> int:
    """Count the records that nobody may verify, but perhaps those who entered them."""
    found = Record.objects.filter(body=by.body, state=State.AWAITING, batch_row__isnull=True)
    return left_to_nobody(found, _able(present, Action.RECORD_VERIFY), "entered_by")


def batches_left(by: Acting, present: Sequence[Acting]) -> int:
    """Count the sheets likewise."""
    found = Batch.objects.filter(body=by.body, state=State.AWAITING)
    return left_to_nobody(found, _able(present, Action.BATCH_VERIFY), "entered_by")


def _able(present: Sequence[Acting], action: Action) -> list[int]:
    return [one.person.pk for one in present if may(one, action)]


WAITING = (
    Waiting("records", _("待核对的记录"), records_left),
    Waiting("batches", _("待核对的批量导入"), batches_left),
)
