"""What procedures tell the audit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Event(TextChoices):
    """An event of procedures."""

    OPENED = "procedures.opened", _("立案")
    STEPPED = "procedures.stepped", _("办理步骤")
    LATE = "procedures.late", _("事项逾期")
    TRANSFERRED = "procedures.transferred", _("移交事项")
    RECUSED = "procedures.recused", _("申报回避")
    HOLIDAYS = "procedures.holidays", _("录入放假安排")
    DOCUMENT_TAKEN = "procedures.document_taken", _("取得文书")
    WORDS_PROPOSED = "procedures.words_proposed", _("提出文书的文字")
    WORDS_CONFIRMED = "procedures.words_confirmed", _("采用文书的文字")
    WORDS_RETURNED = "procedures.words_returned", _("退回文书的文字")
    AGENDA_TAKEN = "procedures.agenda_taken", _("取得期限日历")
