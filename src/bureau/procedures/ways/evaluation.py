"""A, published: an enterprise applies, its province evaluates, the public may object, and it ends on a day (三（五）)."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from bureau.accounts.roles import Action
from bureau.procedures.ways.shapes import Procedure, State, Way

EVALUATE, REVIEW, PUBLISH = Action.CASE_EVALUATE, Action.CASE_REVIEW, Action.CASE_PUBLISH
WITHDRAW: Final = Way("withdrawn", Action.CASE_APPLY, _("撤回申请"))
# The grade is no longer the best one, or is open: nothing is left to evaluate.
LAPSE: Final = Way("lapsed", None, _("等级已不是最好一级"))
BEFORE: Final = {"withdraw": WITHDRAW, "lapse": LAPSE}

EVALUATION: Final = Procedure(
    label=_("守信企业公示"),
    initial="applied",
    opens=Action.CASE_APPLY,
    states={
        "applied": State(_("已申请"), days=5),
        "opinion": State(_("等待检验单位意见"), days=20),
        "evaluating": State(_("评价中"), days=20),
        "evaluated": State(_("等待决定"), days=5),
        "noticed": State(_("公示前征求意见"), days=7, late="notice_over"),
        "objected": State(_("有人提出异议"), days=10),
        "ready": State(_("等待发布"), days=10),
        "published": State(_("公示中"), late="expire", until="until", standing=True),
        "suspended": State(_("暂停公示"), late="expire", until="until", standing=True, tone="warn"),
        "refused": State(_("不予公示")),
        "withdrawn": State(_("企业已撤回")),
        "lapsed": State(_("等级变动，终止")),
        "expired": State(_("公示期满")),
    },
    ways={
        "applied": {
            "accept": Way("evaluating", EVALUATE, _("受理")),
            "accept_for_opinion": Way(
                "opinion", EVALUATE, _("受理，请检验单位提出意见"), fields=("laboratory",)
            ),
            "refuse": Way("refused", EVALUATE, _("不予受理"), reason=True),
            **BEFORE,
        },
        "opinion": {
            "give_opinion": Way(
                "evaluating", Action.CASE_OPINION, _("提出评价意见"), reason=True, fields=("confirmed",)
            ),
            **BEFORE,
        },
        "evaluating": {
            "evaluate": Way("evaluated", EVALUATE, _("提出评价结论"), reason=True, fields=("confirmed",)),
            **BEFORE,
        },
        "evaluated": {
            "approve": Way("noticed", REVIEW, _("同意，征求公众意见"), apart=("evaluate",), reason=True),
            "send_back": Way("evaluating", REVIEW, _("退回重新评价"), reason=True),
            "decline": Way("refused", REVIEW, _("不予公示"), apart=("evaluate",), reason=True),
            **BEFORE,
        },
        "noticed": {
            "object": Way("objected", EVALUATE, _("记下公众的异议"), reason=True),
            "notice_over": Way("ready", None, _("征求意见期满")),
            **BEFORE,
        },
        "objected": {
            "dismiss": Way("noticed", REVIEW, _("异议不成立"), apart=("object",), reason=True),
            "uphold": Way("refused", REVIEW, _("异议成立，不予公示"), apart=("object",), reason=True),
            **BEFORE,
        },
        "ready": {
            "publish": Way(
                "published",
                PUBLISH,
                _("发布"),
                apart=("evaluate", "approve"),
                reason=True,
                fields=("months",),
            ),
            "not_publish": Way("refused", PUBLISH, _("不予发布"), reason=True),
            **BEFORE,
        },
        "published": {
            "suspend": Way("suspended", None, _("等级未定，暂停公示")),
            "expire": Way("expired", None, _("公示期满")),
            "withdraw": WITHDRAW,
        },
        "suspended": {
            "restore": Way("published", PUBLISH, _("恢复公示"), reason=True),
            "expire": Way("expired", None, _("公示期满")),
            "withdraw": WITHDRAW,
        },
    },
)
