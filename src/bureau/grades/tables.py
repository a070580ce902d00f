"""Lists of decisions."""

from typing import Any

import django_tables2 as tables
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bureau.archives.vocabulary import graded_label
from bureau.grades.models import Adoption, Decision
from bureau.ui.tables import ListTable

GRADE = "grades/badge.html"


class DecisionTable(ListTable):
    """Present decisions."""

    caption: str | Promise = _("现行等级")
    empty_hint: str | Promise = _("换一个条件再查。")
    enterprise = tables.Column(_("企业"), linkify=("grade", {"code": tables.A("enterprise_id")}))
    code = tables.Column(_("统一社会信用代码"), accessor="enterprise_id")
    grade = tables.TemplateColumn(template_name=GRADE, verbose_name=_("等级"))
    as_of = tables.DateColumn(verbose_name=_("定级日期"), format="Y-m-d")
    next_change_on = tables.DateColumn(verbose_name=_("下次可能变动"), format="Y-m-d")

    class Meta:
        model = Decision
        fields = ("enterprise", "code", "grade", "as_of", "next_change_on")
        sequence = fields
        empty_text = _("没有符合条件的企业")
        orderable = False


class MovedTable(ListTable):
    """Decisions of a day, each beside the one before."""

    caption: str | Promise = _("等级变动")
    empty_hint: str | Promise = _(
        "换一天或者换一种变动再查；核对的记录改变了等级，或者期限届满，就出现在这里。"
    )
    known_at = tables.DateTimeColumn(verbose_name=_("决定时间"), format="Y-m-d H:i")
    enterprise = tables.Column(_("企业"), linkify=("grade_history", {"code": tables.A("enterprise_id")}))
    before = tables.Column(_("原等级"), empty_values=())
    grade = tables.TemplateColumn(template_name=GRADE, verbose_name=_("新等级"))
    cause = tables.Column(_("缘由"), accessor="receipt__get_cause_display")

    def render_before(self, record: Any) -> str:  # noqa: ANN401 - a decision with what was before it
        """Give how the grade before reads."""
        return graded_label(record.before, record.before_reason) if record.before else str(_("首次定级"))

    class Meta:
        model = Decision
        fields = ("known_at", "enterprise", "before", "grade", "cause")
        sequence = fields
        empty_text = _("没有这样的变动")
        orderable = False


class AdoptionTable(ListTable):
    """What was proposed and adopted, the newest first."""

    caption: str | Promise = _("采用标准")
    empty_hint: str | Promise = _("一直用的是随系统所带的版本和默认的解释。")
    adoption = tables.Column(_("版本"), accessor="edition", linkify=("adoption", {"pk": tables.A("pk")}))
    valid_from = tables.DateColumn(verbose_name=_("施行日期"), format="Y-m-d")
    state = tables.TemplateColumn(template_name="grades/adoption_state.html", verbose_name=_("状态"))
    proposed_by = tables.Column(_("提出人"), accessor="proposed_by__name")
    decided_by = tables.Column(_("决定人"), accessor="decided_by__name")

    class Meta:
        model = Adoption
        fields = ("adoption", "valid_from", "state", "proposed_by", "decided_by")
        sequence = fields
        empty_text = _("还没有提出过")
        orderable = False
