"""D, exposed: facts and degree reviewed blindly by two, notice and hearing, a decision with its reasons, a listing with a term."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from bureau.accounts.roles import Action
from bureau.procedures.ways.shapes import Procedure, State, Way

EVALUATE, REVIEW, PUBLISH = Action.CASE_EVALUATE, Action.CASE_REVIEW, Action.CASE_PUBLISH
MOOT: Final = {"moot": Way("dropped", None, _("等级已不是最差一级"))}
DROP: Final = {"drop": Way("dropped", REVIEW, _("不予曝光，结案"), reason=True), **MOOT}
REVIEWED: Final = ("review_facts", "review_degree")


def _review(to: str, step: str) -> Way:
    label = _("复核失信事实") if step == "review_facts" else _("复核失信程度")
    return Way(to, REVIEW, label, apart=REVIEWED, reason=True, fields=("confirmed",), blind=True)


EXPOSURE: Final = Procedure(
    label=_("严重失信企业曝光"),
    initial="reviewing",
    opens=None,
    states={
        "reviewing": State(_("等待复核"), days=20, inner=True),
        "facts_reviewed": State(_("事实已复核，等待复核程度"), days=20, inner=True),
        "degree_reviewed": State(_("程度已复核，等待复核事实"), days=20, inner=True),
        "reviewed": State(_("等待告知企业"), days=5, inner=True),
        "notified": State(_("已告知，等待陈述或者要求听证"), days=10, late="waive"),
        "hearing": State(_("等待听证"), days=20),
        "heard": State(_("等待决定"), days=20),
        "decided": State(_("等待列入名单"), days=10),
        "listed": State(_("已列入黑名单"), late="expire", until="until", standing=True, tone="bad"),
        "dropped": State(_("不予曝光")),
        "corrected": State(_("已更正，移出名单")),
        "repaired": State(_("信用修复，移出名单")),
        "removed": State(_("期满，移出名单")),
    },
    ways={
        "reviewing": {
            "review_facts": _review("facts_reviewed", "review_facts"),
            "review_degree": _review("degree_reviewed", "review_degree"),
            **MOOT,
        },
        "facts_reviewed": {"review_degree": _review("reviewed", "review_degree"), **MOOT},
        "degree_reviewed": {"review_facts": _review("reviewed", "review_facts"), **MOOT},
        "reviewed": {"notify": Way("notified", EVALUATE, _("告知企业"), reason=True), **DROP},
        "notified": {
            "state": Way("heard", Action.CASE_APPLY, _("陈述和申辩"), reason=True),
            "ask_hearing": Way("hearing", Action.CASE_APPLY, _("要求听证"), reason=True),
            "waive": Way("heard", None, _("期满没有陈述")),
            **MOOT,
        },
        "hearing": {"hold": Way("heard", EVALUATE, _("记下听证"), reason=True), **DROP},
        "heard": {
            "decide": Way(
                "decided",
                Action.CASE_DECIDE,
                _("决定曝光"),
                apart=(*REVIEWED, "notify"),
                reason=True,
            ),
            **DROP,
        },
        "decided": {
            "list": Way("listed", PUBLISH, _("列入名单"), apart=("decide",), reason=True, fields=("months",)),
            **DROP,
        },
        "listed": {
            "correct": Way("corrected", None, _("所依据的记录已撤销或者更正")),
            "repair": Way("repaired", None, _("信用修复")),
            "expire": Way("removed", None, _("期满")),
        },
    },
)

ELIMINATION: Final = Procedure(
    label=_("报告政府，会同取缔"),
    initial="proposed",
    opens=EVALUATE,
    asks=("reason",),
    states={
        "proposed": State(_("等待批准报告"), days=3, inner=True),
        "approved": State(_("等待报告政府"), days=1, inner=True),
        "reported": State(_("已报告，等待政府回执"), days=10, inner=True),
        "acknowledged": State(_("政府已接收，会同办理"), days=60, inner=True),
        "done": State(_("已取缔")),
        "declined": State(_("不予报告"), inner=True),
        "ended": State(_("政府决定不予取缔"), inner=True),
    },
    ways={
        "proposed": {
            "approve": Way("approved", REVIEW, _("批准报告"), apart=("open",), reason=True),
            "decline": Way("declined", REVIEW, _("不予批准"), apart=("open",), reason=True),
        },
        "approved": {
            "report": Way("reported", EVALUATE, _("报告当地政府"), fields=("document", "recipient"))
        },
        "reported": {"acknowledge": Way("acknowledged", EVALUATE, _("记下政府回执"), fields=("document",))},
        "acknowledged": {
            "close_down": Way("done", EVALUATE, _("记下取缔"), reason=True, fields=("document",)),
            "end": Way("ended", EVALUATE, _("记下不予取缔"), reason=True, fields=("document",)),
        },
    },
)
