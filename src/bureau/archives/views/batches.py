"""Pages for sheets of records: upload, preview with faults, entering, and verifying as one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bureau.accounts.permissions import Acting
from bureau.accounts.requests import acting, requires
from bureau.accounts.roles import Action
from bureau.archives import batches as actions
from bureau.archives.effects import Movement, moving
from bureau.archives.forms import ReturnForm, SheetForm
from bureau.archives.models import Batch, State
from bureau.archives.queries import batches_of
from bureau.archives.safe import fetch
from bureau.archives.sheets.reading import rows_of
from bureau.archives.sheets.workbooks import marked, template_of
from bureau.archives.tables import BatchTable
from bureau.archives.vocabulary import kinds, said
from bureau.ui.clock import day, moment
from bureau.ui.pages import Words, confirm_page, form_page, list_page
from bureau.ui.work import Work, done, work_page

SHOWN = 100
# Sheets of more bytes are entered, and of more records verified, with the progress shown.
LARGE, MANY = 60_000, 1000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Action.BATCH_ENTER)
def batches(request: HttpRequest) -> HttpResponse:
    """List the sheets of the body."""
    words: Words = {
        "title": _("批量导入"),
        "lead": _("用 Excel 或者 CSV 一次录入许多同类记录。由另一位同事整批核对以后计入。"),
        "action": _("导入一份表"),
        "action_url": reverse("batch_add"),
    }
    return list_page(request, BatchTable(batches_of(acting(request), Action.BATCH_ENTER)), words)


@requires(Action.BATCH_VERIFY)
def batches_awaiting(request: HttpRequest) -> HttpResponse:
    """List the sheets that await a second officer."""
    found = batches_of(acting(request), Action.BATCH_VERIFY).filter(state=State.AWAITING)
    table = BatchTable(found)
    table.verifies = True
    return list_page(request, table, {"title": _("待核对的批量导入"), "lead": _("整批核对，或者整批退回。")})


@requires(Action.BATCH_ENTER)
def batch_add(request: HttpRequest) -> HttpResponse:
    """Upload a sheet."""

    def act(data: dict[str, Any]) -> HttpResponse:
        file = data["file"]
        made = actions.receive(
            by=acting(request), at=moment(request), kind=data["kind"], name=file.name, content=file.read()
        )
        return redirect("batch", made.pk)

    words = {
        "title": _("导入一份表"),
        "lead": _("先看一遍对不对，再决定是否录入。"),
        "submit": _("上传并检查"),
        "back": _("批量导入"),
        "back_url": reverse("batches"),
        "template": "archives/batch_add.html",
        "kinds": [(one.name, said(one.label)) for one in kinds().values()],
    }
    return form_page(request, SheetForm(request.POST or None, request.FILES or None), act, words)


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"  # noqa: FBT003 - Django's
    return answer


@requires(Action.BATCH_ENTER)
def batch_template(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the template of a kind."""
    del request
    chosen = kinds().get(kind)
    if chosen is None:
        raise Http404
    return _file(template_of(chosen), f"{said(chosen.label)}.xlsx")


def _own(request: HttpRequest, pk: int, action: Action) -> Batch:
    return get_object_or_404(batches_of(acting(request), action).select_related("body"), pk=pk)


@requires(Action.BATCH_ENTER)
def batch(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what a sheet would enter and what is wrong in it; then enter it, or take it back."""
    by, at, found = acting(request), moment(request), _own(request, pk, Action.BATCH_ENTER)
    refusal: list[str] = []
    if request.method == "POST":
        try:
            if "discard" in request.POST:
                actions.discard(by=by, at=at, batch=found)
                return redirect("batches")
            whole = "good" not in request.POST
            if len(fetch(found.sha256)) > LARGE:
                return work_page(request, _entering(by, at, found, whole=whole), _words(_("正在录入"), found))
            actions.bring_in(by=by, at=at, batch=found, whole=whole)
            messages.success(request, _("已录入，等待另一位同事整批核对。"))
            return redirect("batch", pk)
        except ValidationError as error:
            refusal = error.messages
    sheet, broken = None, ""
    if found.state == State.DRAFT:
        try:
            sheet = actions.examine(by=by, at=at, batch=found)
        except ValidationError as error:
            broken = " ".join(error.messages)
    context = {
        "batch": found,
        "sheet": sheet,
        "broken": broken,
        "refusal": refusal,
        "faults": sheet.faults[:SHOWN] if sheet else [],
    }
    return render(request, "archives/batch.html", context)


@requires(Action.BATCH_ENTER)
def batch_faults(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the sheet back with its faults marked in place."""
    found = _own(request, pk, Action.BATCH_ENTER)
    sheet = actions.examine(by=acting(request), at=moment(request), batch=found)
    return _file(marked(rows_of(fetch(found.sha256)), sheet.faults), f"{found.name}-{_('错误')}.xlsx")


def _words(title: str, found: Batch) -> Words:
    return {
        "title": title,
        "lead": str(found),
        "back": _("取消"),
        "back_url": reverse("batch", args=[found.pk]),
    }


def _entering(by: Acting, at: datetime, found: Batch, *, whole: bool) -> Work[SafeString]:
    made = yield from actions.entering(by=by, at=at, batch=found, whole=whole)
    said = _("已录入 %(count)s 条，等待另一位同事整批核对。") % {"count": made.count}
    return _ended(said, reverse("batch", args=[found.pk]), _("查看这份表"))


def _verifying(by: Acting, at: datetime, found: Batch) -> Work[SafeString]:
    yield from actions.verifying(by=by, at=at, batch=found)
    return _ended(_("已核对，计入档案。"), reverse("batches_awaiting"), _("待核对的批量导入"))


def _ended(said: str, url: str, back: str) -> SafeString:
    return format_html(
        '<p class="notice success">{}</p><div class="actions"><a class="button" href="{}">{}</a></div>',
        said,
        url,
        back,
    )


def _comparing(request: HttpRequest, found: Batch, words: Words) -> Work[SafeString]:
    at = moment(request)
    moves = yield from moving(actions.waiting_in(found), as_of=day(at), at=at)
    return render_to_string("ui/confirm_form.html", _with_moves(words, moves), request)


def _with_moves(words: Words, moves: Sequence[Movement]) -> Words:
    line = _("%(count)s 家由“%(before)s”变为“%(after)s”。")
    lines = [line % {"count": one.count, "before": one.before, "after": one.after} for one in moves]
    return words | {"consequences": [*words["consequences"], *(lines or [_("没有企业的等级随之变化。")])]}


@requires(Action.BATCH_VERIFY)
def batch_verify(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Verify a batch as a whole, shown what becomes of the grades."""
    by, at, found = acting(request), moment(request), _own(request, pk, Action.BATCH_VERIFY)
    long = found.count > MANY and found.state == State.AWAITING
    words = {
        "title": _("核对：%(record)s") % {"record": found},
        "lead": _("%(rows)s 行，%(count)s 条记录，录入人%(person)s。")
        % {"rows": found.rows, "count": found.count, "person": found.entered_by},
        "consequences": [_("我已抽样对照文书，内容无误。"), _("整批自现在起计入档案。")],
        "submit": _("核对无误"),
        "back_url": reverse("batches_awaiting"),
    }
    if long and request.method == "POST":
        return work_page(request, _verifying(by, at, found), _words(_("正在核对"), found))
    if long:
        return work_page(request, _comparing(request, found, words), words | {"back": _("待核对的批量导入")})
    if request.method == "GET":
        words = _with_moves(words, done(moving(actions.waiting_in(found), as_of=day(at), at=at)))

    def act() -> HttpResponse:
        actions.verify_batch(by=by, at=at, batch=found)
        return redirect("batches_awaiting")

    return confirm_page(request, act, words, done=_("已核对，计入档案。"))


@requires(Action.BATCH_VERIFY)
def batch_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a batch as a whole."""
    found = _own(request, pk, Action.BATCH_VERIFY)

    def act(data: dict[str, Any]) -> HttpResponse:
        actions.return_batch(by=acting(request), at=moment(request), batch=found, **data)
        messages.success(request, _("已退回。"))
        return redirect("batches_awaiting")

    words = {
        "title": _("退回：%(record)s") % {"record": found},
        "submit": _("退回"),
        "back_url": reverse("batches_awaiting"),
        "back": _("待核对的批量导入"),
    }
    return form_page(request, ReturnForm(request.POST or None), act, words)
