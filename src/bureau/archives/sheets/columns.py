"""The columns of a sheet: those that every kind has, and those that a kind uses."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from qualitycredit.model.standard import Kind

ENTERPRISE, NUMBER, REMARK = "enterprise", "record_id", "remark"
ALWAYS_REQUIRED = frozenset({ENTERPRISE, "outcome", "occurred_on", "document"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it fills, how it is headed, whether it must be there, and what to write in it."""

    field: str
    heading: str
    note: str

    @property
    def required(self) -> bool:
        """Whether every row has to say something here."""
        return self.field in ALWAYS_REQUIRED or self.field in {"inspected", "passed"}


def columns_of(kind: Kind) -> tuple[Column, ...]:
    """Give the columns of a kind, in the order of the template."""
    day = _("年-月-日，如 2026-03-03；Excel 日期也可以。")
    used = {
        "subject": Column("subject", _("产品代码或者资质名称"), ""),
        "due_on": Column("due_on", _("期限"), day),
        "closed_on": Column("closed_on", _("了结日期"), day),
        "inspected": Column("inspected", _("检验数"), _("整数，没有就填 0。")),
        "passed": Column("passed", _("合格数"), _("整数，没有就填 0。")),
        "score": Column("score", _("得分"), _("至多 4 位小数。")),
    }
    return (
        Column(ENTERPRISE, _("统一社会信用代码"), _("18 位。")),
        Column("outcome", _("结果"), _("从列表中选。")),
        Column("occurred_on", _("发生日期"), day),
        *(column for name, column in used.items() if name in kind.uses),
        Column("document", _("文书号"), _("作为依据的文书。")),
        Column(NUMBER, _("记录编号"), _("如样品编号。同一编号的几行合为一条记录。")),
        Column(REMARK, _("备注"), _("写明标称生产者否认为其产品的，按有异议录入。")),
    )


def headings_of(kind: Kind) -> dict[str, set[str]]:
    """Give the headings under which each field is found: in every language, and its name."""
    found: dict[str, set[str]] = {}
    for language, _label in settings.LANGUAGES:
        with override(language):
            for column in columns_of(kind):
                found.setdefault(column.field, {column.field}).add(column.heading)
    return found
