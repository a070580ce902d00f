"""May this be answered so: an answer to the public says what was done, and nothing of an enterprise's grade."""

import re
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bureau.leads.models import Lead, State

# A grade, as people write it.
GRADE: Final = re.compile(r"(?<![A-Za-z])[A-DUa-du]\s*级|守信|失信|暂不定级|黑名单|grade", re.IGNORECASE)


def check_open(lead: Lead) -> None:
    """Refuse to take up what somebody has taken up already."""
    if lead.state != State.NEW:
        raise ValidationError(_("这件反映已经有人受理。"))


def check_in_hand(lead: Lead) -> None:
    """Refuse to go on with what nobody took up, or what was answered."""
    if lead.state != State.OPEN:
        raise ValidationError(_("这件反映没有在办理之中。"))


def check_answer(text: str) -> None:
    """Refuse an answer from which a grade could be learnt."""
    if GRADE.search(text):
        raise ValidationError({"text": _("答复只说办理的情况，不得写到企业的等级和名单。")})
