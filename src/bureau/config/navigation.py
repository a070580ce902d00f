"""The navigation: what each may see of it, and what every page knows."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bureau.accounts.permissions import Acting, may
from bureau.accounts.queries import filters_of
from bureau.accounts.roles import Action
from bureau.notices.queries import waiting
from bureau.ui.clock import moment


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the navigation, for those who may do something."""

    name: str
    label: str | Promise
    hint: str | Promise
    action: Action


ENTRIES = (
    Entry("desk", _("我的企业"), _("等级、事项、申请和自查"), Action.CASE_APPLY),
    Entry("cases", _("办理事项"), _("今天要办的、逾期的、本单位的"), Action.CASE_READ),
    Entry("measures", _("监管措施"), _("要办的措施，谁在重点名单上"), Action.MEASURE_READ),
    Entry("honours", _("荣誉台账"), _("荣誉和待遇，哪些暂停或者已撤销"), Action.MEASURE_READ),
    Entry("publication", _("公示"), _("等待发布的事项，公众看到什么"), Action.CASE_PUBLISH),
    Entry("enterprises", _("企业名录"), _("查找、登记企业"), Action.ENTERPRISE_READ),
    Entry("board", _("总览"), _("等级的分布、变动和原因"), Action.STATISTICS_READ),
    Entry("grades", _("现行等级"), _("企业的等级、理由和历次决定"), Action.GRADE_READ),
    Entry("grades_moved", _("等级变动"), _("某一天的决定，和它以前的等级"), Action.GRADE_READ),
    Entry("grades_counted", _("等级统计"), _("各地各等级的企业数"), Action.STATISTICS_READ),
    Entry("standard", _("标准"), _("条款、核查规则和采用的解释"), Action.GRADE_READ),
    Entry("found", _("查记录"), _("按种类、期限和异议查找记录"), Action.DOSSIER_READ),
    Entry("verification", _("待核对"), _("核对同事录入的记录"), Action.RECORD_VERIFY),
    Entry("leads", _("公众反映"), _("公众在门户上反映的问题"), Action.RECORD_ENTER),
    Entry("batches_awaiting", _("待核对的批量导入"), _("整批核对同事导入的记录"), Action.BATCH_VERIFY),
    Entry("batches", _("批量导入"), _("用 Excel 或者 CSV 录入"), Action.BATCH_ENTER),
    Entry("unfinished", _("待完成"), _("草稿和退回的记录"), Action.RECORD_ENTER),
    Entry("wordings", _("文书的文字"), _("通知书、决定书用的文字"), Action.CASE_REVIEW),
    Entry("holidays", _("放假安排"), _("工作日期限依据的放假通知"), Action.CALENDAR_KEEP),
    Entry("measures_draw", _("抽取检查对象"), _("按权重随机抽取"), Action.MEASURE_DO),
    Entry("people", _("人员"), _("邀请人员，授予、收回角色"), Action.PERSON_MANAGE),
    Entry("absences", _("不在岗和移交"), _("谁不在岗，手里的工作交给谁"), Action.WORK_PASS),
    Entry("bodies", _("单位名录"), _("各级单位和管辖区域"), Action.BODY_READ),
    Entry("regions", _("行政区划"), _("GB/T 2260 的代码和名称"), Action.BODY_READ),
    Entry("delegations", _("授权"), _("交给下级单位办理的事项"), Action.DELEGATION_READ),
    Entry("events", _("操作日志"), _("谁在什么时候办理了什么"), Action.AUDIT_READ),
    Entry("reads", _("查询日志"), _("谁查看了企业的内部信息"), Action.READS_READ),
    Entry("matrix", _("角色权限"), _("每个角色能办理什么"), Action.MATRIX_READ),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Give templates who acts, and where he may go."""
    acting: Acting | None = getattr(request, "acting", None)
    return {
        "acting": acting,
        # Asked for by lists alone.
        "saved_filters": lambda: filters_of(acting.person, request.path) if acting else [],
        "news_waiting": lambda: waiting(acting, moment(request)) if acting else 0,
        "sign_in_service": settings.SIGN_IN_SERVICE,
        "navigation": [
            {
                "url": (url := reverse(entry.name)),
                "label": entry.label,
                "hint": entry.hint,
                "current": request.path.startswith(url),
            }
            for entry in ENTRIES
            if acting and may(acting, entry.action)
        ],
    }
