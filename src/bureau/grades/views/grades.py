"""Pages on grades: why one is what it is, what was decided when, lists, counts, and the law itself."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from bureau.accounts.models import Region
from bureau.accounts.permissions import may
from bureau.accounts.requests import acting, requires
from bureau.accounts.roles import Action
from bureau.archives.law import standard_on
from bureau.archives.vocabulary import said, standard
from bureau.audit.actions import record_read
from bureau.audit.requests import list_or_file, list_read
from bureau.enterprises.models import Enterprise
from bureau.enterprises.queries import enterprises_visible_to
from bureau.grades.answers import answer_of, steps_of
from bureau.grades.board import QUIET_DAYS, board_of
from bureau.grades.drawings import bars_of, tiles_of
from bureau.grades.explaining import Explained, explain_grade
from bureau.grades.filters import DecisionFilter, Move, MovedFilter
from bureau.grades.forms import MomentForm, SpanForm
from bureau.grades.models import Adoption, AdoptionState
from bureau.grades.papers import paper_of
from bureau.grades.presentation import law_of, left_open
from bureau.grades.queries import (
    IN_FORCE,
    beside_earlier,
    counted,
    decisions_visible_to,
    history_of,
    unsettled,
)
from bureau.grades.tables import DecisionTable, MovedTable
from bureau.ui.clock import day, moment
from bureau.ui.tables import ROWS

# What an address calls a language, and what Django calls it.
LANGUAGES = {"zh": "zh-hans", "en": "en"}
# By what an address asks for another day than today.
ASKED = "as_of"


def _read(request: HttpRequest, code: str) -> Enterprise:
    """Find an enterprise whose grade may be seen, and write down that it was."""
    by = acting(request)
    found = get_object_or_404(enterprises_visible_to(by, Action.GRADE_READ), code=code)
    record_read(by=by, at=moment(request), on=found, subject=found.code)
    return found


def _explained(request: HttpRequest, code: str) -> Explained | None:
    """Explain a grade as of now, or as was known at a moment asked for; nothing where such a moment cannot be."""
    by, at = acting(request), moment(request)
    form = MomentForm(request.GET if ASKED in request.GET else None, at=at)
    if form.is_bound and not form.is_valid():
        return None
    asked = form.cleaned_data if form.is_bound else {"as_of": day(at), "known_at": at}
    found = _read(request, code)
    with_pages = may(by, Action.DOSSIER_READ, found.standing)
    return explain_grade(found, **asked, at=at, with_pages=with_pages)


def _ask_again(request: HttpRequest, code: str) -> HttpResponse:
    return redirect(f"{reverse('grade_history', args=[code])}?{request.GET.urlencode()}")


@requires(Action.GRADE_READ)
@transaction.atomic
def grade(request: HttpRequest, code: str) -> HttpResponse:
    """Show the grade of an enterprise, and why it is so."""
    found = _explained(request, code)
    if found is None:
        return _ask_again(request, code)
    asked = f"?{request.GET.urlencode()}" if found.past else ""
    return render(request, "grades/grade.html", {"found": found, "asked": asked})


@requires(Action.GRADE_READ)
@transaction.atomic
def grade_paper(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """Give the same on paper, in one of the two languages."""
    if language not in LANGUAGES:
        raise Http404
    with translation.override(LANGUAGES[language]):
        found = _explained(request, code)
        if found is None:
            return _ask_again(request, code)
        try:
            paper = paper_of(found, by=acting(request), at=moment(request))
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("grade", code)
    answer = HttpResponse(paper, content_type="application/pdf")
    name = f"{code}-{found.as_of:%Y%m%d}-{language}.pdf"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@requires(Action.GRADE_READ)
@transaction.atomic
def grade_history(request: HttpRequest, code: str) -> HttpResponse:
    """Show every decision about an enterprise, and answer what was known and decided on a day."""
    by, at = acting(request), moment(request)
    found = _read(request, code)
    form = MomentForm(request.GET if ASKED in request.GET else None, at=at)
    page = Paginator(steps_of(list(history_of(code))), ROWS).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"enterprise": found, "page": page, "form": form}
    if form.is_valid():
        with_pages = may(by, Action.DOSSIER_READ, found.standing)
        context["answer"] = answer_of(explain_grade(found, **form.cleaned_data, at=at, with_pages=with_pages))
        context["asked"] = f"?{request.GET.urlencode()}"
    return render(request, "grades/history.html", context)


@requires(Action.GRADE_READ)
@transaction.atomic
def grades(request: HttpRequest) -> HttpResponse:
    """List the present grades within scope."""
    by = acting(request)
    list_read(request, by, by.body)
    rows = decisions_visible_to(by).filter(IN_FORCE).order_by("enterprise")
    found = DecisionFilter(request.GET, queryset=rows, request=request)
    words = {
        "title": _("现行等级"),
        "lead": _("本单位职责范围之内的企业。等级属内部信息，不得对外透露。"),
        "filter": found,
    }
    return list_or_file(request, by, DecisionTable(found.qs), words)


@requires(Action.GRADE_READ)
@transaction.atomic
def grades_moved(request: HttpRequest) -> HttpResponse:
    """List the decisions of a day within scope, each beside the one before; today, and what moved, unless asked."""
    by, today = acting(request), day(moment(request))
    list_read(request, by, by.body)
    asked = request.GET.copy()
    asked.setdefault("day", today.isoformat())
    asked.setdefault("moved", Move.CHANGED)
    found = MovedFilter(asked, queryset=beside_earlier(decisions_visible_to(by)), request=request)
    words = {
        "title": _("等级变动"),
        "lead": _("一天之内的决定，和它以前的等级：档案变动引起的，期限届满引起的。"),
        "filter": found,
    }
    return list_or_file(request, by, MovedTable(found.qs), words)


@requires(Action.STATISTICS_READ)
def grades_counted(request: HttpRequest) -> HttpResponse:
    """Count the present grades within scope, by province; each number opens its list."""
    by = acting(request)
    law = standard().decision
    context = {
        "counted": counted(by, (*law.grades, law.unrated)),
        "unsettled": unsettled(by),
        "list": reverse("grades"),
    }
    return render(request, "grades/counted.html", context)


@requires(Action.STATISTICS_READ)
@transaction.atomic
def board(request: HttpRequest) -> HttpResponse:
    """Show what the present grades within scope look like together."""
    by, at = acting(request), moment(request)
    list_read(request, by, by.body)
    form = SpanForm(request.GET or None)
    days = int(form.cleaned_data["days"]) if form.is_valid() else 30
    found = board_of(by, at, days)
    names = {one.code: str(one) for one in Region.objects.filter(level=Region.Level.PROVINCE)}
    context = {
        "board": found,
        "form": form if request.GET else SpanForm(initial={"days": days}),
        "days": days,
        "list": reverse("grades"),
        "counted": reverse("grades_counted"),
        "tiles": tiles_of(found.provinces, names),
        "months": bars_of(found.months),
        "industries": bars_of(found.industries),
        "hindering": [(standard().clause(clause), count) for clause, count in found.hindering],
        "quiet_days": QUIET_DAYS,
    }
    return render(request, "grades/board.html", context)


@login_required
def law(request: HttpRequest) -> HttpResponse:
    """Show the standard in force: its clauses with the rules said back, its readings, and what it leaves open."""
    by, at = acting(request), moment(request)
    found = standard_on(day(at), at)
    coming = Adoption.objects.filter(state=AdoptionState.ADOPTED, valid_from__gt=day(at))
    context = {
        "standard": found,
        "coming": coming.order_by("valid_from"),
        "may_preview": may(by, Action.STANDARD_PREVIEW),
        "title": said(found.title),
        "chapters": law_of(found),
        "readings": [
            (said(one.question), said(one.values[found.chosen[one.name]]), said(one.ground))
            for one in found.readings
        ],
        "open": [
            (place, phrase.quote, said(phrase.remark) if phrase.remark else "")
            for place, phrase in left_open(found)
        ],
    }
    return render(request, "grades/law.html", context)
