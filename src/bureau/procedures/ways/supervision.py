"""Supervision of C and of what was ordered: rectification, and warnings (四（三）)."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from bureau.accounts.roles import Action
from bureau.procedures.ways.shapes import Procedure, State, Way

EVALUATE, REVIEW, APPLY = Action.CASE_EVALUATE, Action.CASE_REVIEW, Action.CASE_APPLY
SUBMIT: Final = Way("submitted", APPLY, _("报告整改结果"), reason=True)

RECTIFICATION: Final = Procedure(
    label=_("限期整改"),
    initial="ordered",
    opens=EVALUATE,
    asks=("reason", "help", "put_right_by"),
    states={
        "ordered": State(_("等待企业签收"), days=3, late="deem_received"),
        "received": State(_("整改中"), late="overdue", until="put_right_by"),
        "submitted": State(_("等待复查"), days=10),
        "overdue": State(_("逾期未改，已上报"), days=5),
        "put_right": State(_("整改合格")),
        "failed": State(_("逾期未改，移送处理")),
        "lifted": State(_("整改要求已撤销")),
    },
    ways={
        "ordered": {
            "receive": Way("received", APPLY, _("签收")),
            "deem_received": Way("received", None, _("期满视为签收")),
            "lift": Way("lifted", REVIEW, _("撤销整改要求"), reason=True),
        },
        "received": {
            "submit": SUBMIT,
            "overdue": Way("overdue", None, _("逾期")),
            "lift": Way("lifted", REVIEW, _("撤销整改要求"), reason=True),
        },
        "submitted": {
            "pass": Way("put_right", Action.CASE_INSPECT, _("复查合格"), apart=("open",), reason=True),
            "fail": Way(
                "received",
                Action.CASE_INSPECT,
                _("复查不合格，继续整改"),
                apart=("open",),
                reason=True,
                fields=("put_right_by",),
            ),
        },
        "overdue": {
            "submit": SUBMIT,
            "hand_over": Way(
                "failed", REVIEW, _("移送处理"), apart=("open",), reason=True, fields=("document",)
            ),
        },
    },
)

WARNING: Final = Procedure(
    label=_("预警和黄牌警告"),
    initial="drafted",
    opens=None,
    states={
        "drafted": State(_("系统已起草，等待发出"), days=10, inner=True),
        "sent": State(_("已发出，等待企业确认"), days=5, late="deem_acknowledged"),
        "acknowledged": State(_("企业已知悉"), days=60),
        "closed": State(_("已解除")),
        "discarded": State(_("不予发出"), inner=True),
    },
    ways={
        "drafted": {
            "send": Way("sent", EVALUATE, _("发出"), reason=True, fields=("level",)),
            "discard": Way("discarded", EVALUATE, _("不予发出"), reason=True),
            "moot": Way("discarded", None, _("等级已变动")),
        },
        "sent": {
            "acknowledge": Way("acknowledged", APPLY, _("确认知悉")),
            "deem_acknowledged": Way("acknowledged", None, _("期满视为知悉")),
        },
        "acknowledged": {"close": Way("closed", EVALUATE, _("解除"), reason=True)},
    },
)
