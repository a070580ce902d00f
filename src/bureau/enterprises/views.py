"""Pages on enterprises: the list, one of them, and what changes in its registration."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.accounts.permissions import may
from bureau.accounts.requests import acting, requires
from bureau.accounts.roles import Action
from bureau.audit.actions import record_read
from bureau.audit.requests import list_or_file, list_read
from bureau.enterprises import actions
from bureau.enterprises.filters import EnterpriseFilter
from bureau.enterprises.forms import (
    DeregistrationForm,
    EnterpriseForm,
    ProductEndForm,
    ProductForm,
    RenameForm,
    SuccessionForm,
)
from bureau.enterprises.marks import markers_for, marks_on
from bureau.enterprises.models import Enterprise, Succession
from bureau.enterprises.queries import enterprises_visible_to, with_regions
from bureau.enterprises.tables import EnterpriseTable
from bureau.ui.clock import day, moment
from bureau.ui.pages import Words, confirm_page, form_page

keeps = requires(Action.ENTERPRISE_KEEP)


@requires(Action.ENTERPRISE_READ)
def enterprises(request: HttpRequest) -> HttpResponse:
    """List and find enterprises."""
    by = acting(request)
    found = EnterpriseFilter(request.GET, queryset=enterprises_visible_to(by), request=request)
    words: Words = {
        "title": _("企业名录"),
        "lead": _("本单位职责范围之内的企业。用过的名称也能查到。"),
        "filter": found,
    }
    if may(by, Action.ENTERPRISE_KEEP):
        words |= {"action": _("登记企业"), "action_url": reverse("enterprise_add")}
    if markers_for(by):
        list_read(request, by, by.body)
    return list_or_file(request, by, EnterpriseTable(with_regions(found.qs), by=by), words)


@requires(Action.ENTERPRISE_READ)
def enterprise(request: HttpRequest, code: str) -> HttpResponse:
    """Show the registration of one enterprise."""
    by, today = acting(request), day(moment(request))
    found = get_object_or_404(with_regions(enterprises_visible_to(by)), code=code)
    marks = marks_on(by, code)
    if marks:
        record_read(by=by, at=moment(request), on=found, subject=code)
    context = {
        "marks": marks,
        "enterprise": found,
        "names": found.names.all(),
        "products": [(one, one.holds_on(today)) for one in found.products.all()],
        "successions": found.successions.select_related("successor"),
        "origins": found.origins.select_related("predecessor"),
        "may_keep": may(by, Action.ENTERPRISE_KEEP, found.standing) and found.deregistered_on is None,
    }
    return render(request, "enterprises/enterprise.html", context)


def _kept(request: HttpRequest, code: str) -> Enterprise:
    return get_object_or_404(enterprises_visible_to(acting(request), Action.ENTERPRISE_KEEP), code=code)


def _change(
    request: HttpRequest, found: Enterprise, form: Form, act: Callable[..., object], words: Words
) -> HttpResponse:
    def done(data: dict[str, Any]) -> HttpResponse:
        act(by=acting(request), at=moment(request), **data)
        messages.success(request, _("已登记。"))
        return redirect("enterprise", found.code)

    back = {"back": found.name, "back_url": reverse("enterprise", args=[found.code]), "submit": _("登记")}
    return form_page(request, form, done, back | words)


@keeps
def enterprise_add(request: HttpRequest) -> HttpResponse:
    """Register an enterprise."""

    def act(data: dict[str, Any]) -> HttpResponse:
        made = actions.register(by=acting(request), at=moment(request), **data)
        messages.success(request, _("已登记%(enterprise)s。") % {"enterprise": made})
        return redirect("enterprise", made.code)

    words = {
        "title": _("登记企业"),
        "lead": _("以统一社会信用代码为准，一个代码一家企业。"),
        "submit": _("登记"),
        "back": _("企业名录"),
        "back_url": reverse("enterprises"),
    }
    return form_page(request, EnterpriseForm(request.POST or None), act, words)


@keeps
def enterprise_rename(request: HttpRequest, code: str) -> HttpResponse:
    """Register another name."""
    found = _kept(request, code)
    words = {"title": _("变更名称"), "lead": _("原来的名称连同使用的日期一并保留。")}

    def act(**data: Any) -> None:  # noqa: ANN401 - what the form gave
        actions.rename(enterprise=found, **data)

    return _change(request, found, RenameForm(request.POST or None), act, words)


@keeps
def enterprise_exporter(request: HttpRequest, code: str) -> HttpResponse:
    """Register that an enterprise exports, or no longer does."""
    found = _kept(request, code)
    exporter = not found.exporter
    words = {
        "title": _("登记为出口企业") if exporter else _("不再是出口企业"),
        "lead": found.name,
        "consequences": [
            _("出口方面的条款随之适用或者不再适用，等级可能变化。"),
            _("出入境检验检疫机构的管辖随之变化。"),
        ],
        "submit": _("登记"),
        "back_url": reverse("enterprise", args=[code]),
    }
    return confirm_page(
        request,
        lambda: actions.set_exporter(
            by=acting(request), at=moment(request), enterprise=found, exporter=exporter
        ),
        words,
        done=_("已登记。"),
    )


@keeps
def enterprise_deregister(request: HttpRequest, code: str) -> HttpResponse:
    """Register the end of an enterprise."""
    found = _kept(request, code)
    words = {"title": _("注销企业"), "lead": _("自注销之日起不再定级。档案照旧保留。")}

    def act(**data: Any) -> None:  # noqa: ANN401 - what the form gave
        actions.deregister(enterprise=found, **data)

    return _change(request, found, DeregistrationForm(request.POST or None), act, words)


@keeps
def enterprise_succeed(request: HttpRequest, code: str) -> HttpResponse:
    """Register who followed an enterprise."""
    found = _kept(request, code)
    words = {"title": _("登记承继"), "lead": _("承继是一项事实，记录仍归原来的企业，不随之转移。")}

    def act(kind: str, **data: Any) -> None:  # noqa: ANN401 - what the form gave
        actions.succeed(predecessor=found, kind=Succession.Kind(kind), **data)

    return _change(request, found, SuccessionForm(request.POST or None), act, words)


@keeps
def product_add(request: HttpRequest, code: str) -> HttpResponse:
    """Register a product."""
    found = _kept(request, code)
    words = {"title": _("登记产品"), "lead": _("实行许可管理、须监督检验的产品，定级时另有要求。")}

    def act(**data: Any) -> None:  # noqa: ANN401 - what the form gave
        actions.add_product(enterprise=found, **data)

    return _change(request, found, ProductForm(request.POST or None), act, words)


@keeps
def product_end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Register the end of a product."""
    found = _kept(request, code)
    product = get_object_or_404(found.products.select_related("enterprise"), pk=pk)
    words = {"title": _("停止生产"), "lead": str(product)}

    def act(**data: Any) -> None:  # noqa: ANN401 - what the form gave
        actions.end_product(product=product, **data)

    return _change(request, found, ProductEndForm(request.POST or None), act, words)
