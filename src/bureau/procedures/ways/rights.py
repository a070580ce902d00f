"""The rights of the enterprise: objection on two levels, repair, and what is undone when a source act was annulled."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from bureau.accounts.roles import Action
from bureau.procedures.ways.shapes import Procedure, State, Way

EVALUATE, REVIEW, APPLY = Action.CASE_EVALUATE, Action.CASE_REVIEW, Action.CASE_APPLY
WITHDRAW: Final = Way("withdrawn", APPLY, _("撤回异议"))
JUDGED: Final = {
    "uphold": Way(
        "upheld", REVIEW, _("异议成立，撤销记录"), apart=("mark",), reason=True, fields=("document",)
    ),
    "dismiss": Way("dismissed", REVIEW, _("异议不成立"), apart=("mark",), reason=True),
    "withdraw": WITHDRAW,
}

OBJECTION: Final = Procedure(
    label=_("异议"),
    initial="raised",
    opens=APPLY,
    asks=("reason",),
    states={
        "raised": State(_("等待标明异议"), days=1),
        "marked": State(_("已标明，审查中"), days=5),
        "extended": State(_("延长审查"), days=15),
        "dismissed": State(_("异议不成立，可以申请复查"), days=10, late="accept"),
        "appealed": State(_("上级复查中"), days=20),
        "upheld": State(_("异议成立")),
        "closed": State(_("异议不成立")),
        "withdrawn": State(_("企业已撤回")),
    },
    ways={
        "raised": {"mark": Way("marked", EVALUATE, _("标明异议")), "withdraw": WITHDRAW},
        "marked": {
            **JUDGED,
            "extend": Way("extended", REVIEW, _("延长审查"), reason=True),
        },
        "extended": JUDGED,
        "dismissed": {
            "appeal": Way("appealed", APPLY, _("申请上级复查"), reason=True),
            "accept": Way("closed", None, _("期满没有申请复查")),
        },
        "appealed": {
            "uphold_appeal": Way(
                "upheld", Action.CASE_APPEAL, _("复查：异议成立，撤销记录"), reason=True, fields=("document",)
            ),
            "dismiss_appeal": Way("closed", Action.CASE_APPEAL, _("复查：维持"), reason=True),
            "withdraw": WITHDRAW,
        },
    },
)

REPAIR: Final = Procedure(
    label=_("信用修复"),
    initial="applied",
    opens=APPLY,
    asks=("reason", "promise"),
    states={
        "applied": State(_("等待审查"), days=10),
        "examined": State(_("等待决定"), days=5),
        "repaired": State(_("已修复")),
        "refused": State(_("不予修复")),
        "withdrawn": State(_("企业已撤回")),
    },
    ways={
        "applied": {
            "examine": Way("examined", EVALUATE, _("提出审查结论"), reason=True, fields=("confirmed",)),
            "withdraw": Way("withdrawn", APPLY, _("撤回申请")),
        },
        "examined": {
            "repair": Way("repaired", REVIEW, _("准予修复"), apart=("examine",), reason=True),
            "refuse": Way("refused", REVIEW, _("不予修复"), apart=("examine",), reason=True),
            "withdraw": Way("withdrawn", APPLY, _("撤回申请")),
        },
    },
)

UNDOING: Final = Procedure(
    label=_("撤销后的善后"),
    initial="undone",
    opens=None,
    states={
        "undone": State(_("等待告知有关各方"), days=3, inner=True),
        "told": State(_("已告知有关各方"), inner=True),
    },
    ways={"undone": {"tell": Way("told", EVALUATE, _("记下已告知"), reason=True)}},
)
