"""Kinds of page: a list, a form, a confirmation. A view gives the words, the query and the action."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property

from bureau.ui.tables import ROWS, ListTable

Words = dict[str, Any]


def list_page(request: HttpRequest, table: ListTable, words: Words) -> HttpResponse:
    """Show a list, fifty rows a page; a page that does not exist is the nearest that does."""
    asked = request.GET.copy()
    asked.pop("page", None)
    table.paginate(page=_number(request.GET.get("page", "1")), per_page=ROWS, paginator_class=Nearest)
    template = words.get("template", "ui/list_page.html")
    return render(request, template, {"table": table, "asked": asked.urlencode(), **words})


def form_page(
    request: HttpRequest, form: Form, act: Callable[[dict[str, Any]], HttpResponse], words: Words
) -> HttpResponse:
    """Show a form, and do what it is for; what the action refuses is said in the form."""
    if request.method == "POST" and form.is_valid():
        try:
            return act(form.cleaned_data)
        except ValidationError as error:
            _refuse(form, error)
    return render(request, words.get("template", "ui/form_page.html"), {"form": form, **words})


def confirm_page(
    request: HttpRequest, act: Callable[[], HttpResponse | None], words: Words, *, done: str = ""
) -> HttpResponse:
    """Ask before something is done, with its consequences; then do it, and go back to `back_url` or where `act` says."""
    if request.method == "POST":
        try:
            answer = act()
        except ValidationError as error:
            return render(request, "ui/confirm.html", {"refusal": error.messages, **words})
        if done:
            messages.success(request, done)
        return answer or redirect(words["back_url"])
    return render(request, "ui/confirm.html", words)


class Nearest(Paginator):  # type: ignore[type-arg] # takes none where it runs
    """Gives the nearest page to one that does not exist, of as many rows as a table lets be counted."""

    @cached_property
    def count(self) -> int:
        """Count rows; of many, one more than are counted says that there are more."""
        rows: Any = self.object_list
        most = rows.table.most
        return len(rows) if most is None else int(rows.data.data.order_by()[: most + 1].count())

    @property
    def is_more(self) -> bool:
        """Whether there are more than were counted."""
        rows: Any = self.object_list
        most: int | None = rows.table.most
        return most is not None and self.count > most

    def validate_number(self, number: Any) -> int:  # noqa: ANN401 - Django's
        """Bring a number within the pages that there are."""
        return max(1, min(int(number), self.num_pages))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 1  # noqa: PLR2004 - no list has a thousand million pages


def _refuse(form: Form, error: ValidationError) -> None:
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
