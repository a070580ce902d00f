"""What grades tell the audit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Event(TextChoices):
    """An event of grades. What a change of the archive does to a grade is told by the event of that change."""

    REGRADED = "grades.regraded", _("重新定级")
    PROPOSED = "grades.standard_proposed", _("提出采用标准")
    ADOPTED = "grades.standard_adopted", _("批准采用标准")
    REFUSED = "grades.standard_refused", _("不批准采用标准")
    WITHDRAWN = "grades.standard_withdrawn", _("撤回采用标准的提议")
    PREVIEWED = "grades.standard_previewed", _("预览采用标准的影响")
