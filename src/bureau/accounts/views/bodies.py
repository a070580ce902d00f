"""Pages on bodies: the directory, one body, what is delegated, and the matrix."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.accounts import actions
from bureau.accounts.filters import BodyFilter, RegionFilter
from bureau.accounts.forms import BodyForm, DelegationForm
from bureau.accounts.models import Delegation, Region, holding_on
from bureau.accounts.permissions import may
from bureau.accounts.presentation import matrix_rows
from bureau.accounts.queries import bodies_under, bodies_visible_to, delegations_visible_to
from bureau.accounts.requests import acting, requires
from bureau.accounts.roles import Action, Axis, Kind, Role
from bureau.accounts.tables import BodyTable, DelegationTable, RegionTable
from bureau.ui.clock import day, moment
from bureau.ui.pages import confirm_page, form_page, list_page


@requires(Action.BODY_READ)
def bodies(request: HttpRequest) -> HttpResponse:
    """List the bodies."""
    found = (
        bodies_visible_to(acting(request)).filter(holding_on(day(moment(request)))).select_related("region")
    )
    filtered = BodyFilter(request.GET, queryset=found)
    words = {
        "title": _("单位名录"),
        "lead": _("各级质检部门、检验单位和其他部门，以及各自的管辖区域。"),
        "filter": filtered,
    }
    return list_page(request, BodyTable(filtered.qs), words)


@requires(Action.BODY_READ)
def regions(request: HttpRequest) -> HttpResponse:
    """List the regions, and those that were, with their days."""
    filtered = RegionFilter(request.GET, queryset=Region.objects.select_related("parent"))
    words = {
        "title": _("行政区划"),
        "lead": _("GB/T 2260 的代码和名称。没有起始日的，是从有记载起。点名称看下一级。"),
        "filter": filtered,
    }
    return list_page(request, RegionTable(filtered.qs), words)


@requires(Action.BODY_READ)
def body(request: HttpRequest, code: str) -> HttpResponse:
    """Show one body."""
    by = acting(request)
    found = get_object_or_404(bodies_visible_to(by).select_related("region", "parent"), code=code)
    below = (
        bodies_visible_to(by).filter(holding_on(day(moment(request))), parent=found).select_related("region")
    )
    keeps = may(by, Action.BODY_KEEP, found)
    context = {
        "body": found,
        "below": below,
        "may_add": keeps,
        "may_close": keeps and found != by.body and found.valid_to is None,
    }
    return render(request, "accounts/body.html", context)


@requires(Action.BODY_KEEP)
def body_add(request: HttpRequest, code: str) -> HttpResponse:
    """Set up a body below this one."""
    by = acting(request)
    parent = get_object_or_404(bodies_under(by, Action.BODY_KEEP), code=code)

    def act(data: dict[str, object]) -> HttpResponse:
        fields = {**data, "kind": Kind(str(data["kind"]))}
        made = actions.add_body(by=by, at=moment(request), parent=parent, **fields)  # type: ignore[arg-type] # cleaned
        messages.success(request, _("已设立%(body)s。") % {"body": made})
        return redirect("body", made.code)

    words = {
        "title": _("在%(parent)s之下设立单位") % {"parent": parent},
        "submit": _("设立"),
        "back": str(parent),
        "back_url": reverse("body", args=[code]),
    }
    return form_page(request, BodyForm(request.POST or None), act, words)


@requires(Action.BODY_KEEP)
def body_close(request: HttpRequest, code: str) -> HttpResponse:
    """End a body."""
    by = acting(request)
    found = get_object_or_404(bodies_under(by, Action.BODY_KEEP), code=code)
    words = {
        "title": _("撤销%(body)s") % {"body": found},
        "consequences": [_("今天起没有人能以它的名义办理。"), _("它办理过的事项和日志照旧保留。")],
        "submit": _("撤销"),
        "back_url": reverse("body", args=[code]),
    }
    return confirm_page(
        request, lambda: actions.close_body(by=by, at=moment(request), body=found), words, done=_("已撤销。")
    )


@requires(Action.DELEGATION_READ)
def delegations(request: HttpRequest) -> HttpResponse:
    """List what was delegated, to whom and until when."""
    by = acting(request)
    table = DelegationTable(delegations_visible_to(by))
    table.today = day(moment(request))
    table.may_revoke = may(by, Action.DELEGATION_GIVE)
    table.path = by.body.path
    table.path_length = f":{len(by.body.path)}"
    words = {"title": _("授权"), "lead": _("上级单位交给下级单位办理的事项，各有期限，可以收回。")}
    if may(by, Action.DELEGATION_GIVE):
        words |= {"action": _("授权下级单位"), "action_url": reverse("delegation_give")}
    return list_page(request, table, words)


@requires(Action.DELEGATION_GIVE)
def delegation_give(request: HttpRequest) -> HttpResponse:
    """Delegate an action to a lower body."""
    by = acting(request)
    lower = (
        bodies_under(by, Action.DELEGATION_GIVE)
        .exclude(pk=by.body.pk)
        .filter(holding_on(day(moment(request))), kind__in=[Kind.PROVINCIAL, Kind.LOCAL, Kind.INSPECTION])
    )
    form = DelegationForm(request.POST or None, bodies=lower)

    def act(data: dict[str, object]) -> HttpResponse:
        fields = {**data, "action": Action(str(data["action"]))}
        actions.delegate(by=by, at=moment(request), **fields)  # type: ignore[arg-type] # cleaned
        messages.success(request, _("已授权。"))
        return redirect("delegations")

    words = {
        "title": _("授权下级单位"),
        "lead": _("下级单位在自己的区域内办理这一事项，最长一年，到期自动失效。"),
        "submit": _("确认授权"),
        "back": _("授权"),
        "back_url": reverse("delegations"),
    }
    return form_page(request, form, act, words)


@requires(Action.DELEGATION_GIVE)
def delegation_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a delegation back."""
    by = acting(request)
    given = Delegation.objects.filter(giver__in=bodies_under(by, Action.DELEGATION_GIVE))
    found = get_object_or_404(given.select_related("giver", "taker"), pk=pk)
    words = {
        "title": _("收回授权"),
        "lead": str(found),
        "consequences": [_("立即不能再办理这一事项。"), _("已经办理的照旧有效。")],
        "submit": _("收回"),
        "back_url": reverse("delegations"),
    }
    return confirm_page(
        request,
        lambda: actions.revoke(by=by, at=moment(request), delegation=found),
        words,
        done=_("授权已收回。"),
    )


@requires(Action.MATRIX_READ)
def matrix(request: HttpRequest) -> HttpResponse:
    """Show the matrix as it is asked."""
    return render(request, "accounts/matrix.html", {"roles": Role, "axes": Axis, "rows": matrix_rows()})
