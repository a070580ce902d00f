"""All procedures, by the kind of their cases."""

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from bureau.procedures.ways.evaluation import EVALUATION
from bureau.procedures.ways.exposure import ELIMINATION, EXPOSURE
from bureau.procedures.ways.rights import OBJECTION, REPAIR, UNDOING
from bureau.procedures.ways.shapes import Procedure
from bureau.procedures.ways.supervision import RECTIFICATION, WARNING


class Kind(TextChoices):
    """The kinds of case."""

    EVALUATION = "evaluation", _("守信企业公示")
    EXPOSURE = "exposure", _("严重失信企业曝光")
    ELIMINATION = "elimination", _("报告政府，会同取缔")
    OBJECTION = "objection", _("异议")
    REPAIR = "repair", _("信用修复")
    UNDOING = "undoing", _("撤销后的善后")
    RECTIFICATION = "rectification", _("限期整改")
    WARNING = "warning", _("预警和黄牌警告")


PROCEDURES: Final[Mapping[str, Procedure]] = {
    Kind.EVALUATION: EVALUATION,
    Kind.EXPOSURE: EXPOSURE,
    Kind.ELIMINATION: ELIMINATION,
    Kind.OBJECTION: OBJECTION,
    Kind.REPAIR: REPAIR,
    Kind.UNDOING: UNDOING,
    Kind.RECTIFICATION: RECTIFICATION,
    Kind.WARNING: WARNING,
}
