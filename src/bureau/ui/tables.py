"""Lists: a table with a caption, and words for when it is empty."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import django_tables2 as tables
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]  # the stubs lack it

ROWS = 50


class ListTable(tables.Table):
    """A table of the design system. `caption` names it; `empty_hint` says what to do when nothing is there.

    `most` is how many rows are counted, where counting all would take longer than finding those of a page.
    """

    caption: str | Promise = ""
    empty_hint: str | Promise = ""
    most: int | None = None

    def __init__(self, *args: Any, **given: Any) -> None:  # noqa: ANN401 - the table's
        super().__init__(*args, **given)
        for column in self.columns.all():
            column.render = prepared(column.render)

    def body(self) -> SafeString:
        """Write the rows of a page; loops and lookups of a template would take longer than all the rest of it."""
        return SafeString("".join(self._lines()))

    def _lines(self) -> Iterator[SafeString]:
        heads = {column.name: str(column.header) for column in self.columns}
        for row in self.paginated_rows:
            cells = [(heads[column.name], localize(template_localtime(cell))) for column, cell in row.items()]
            yield format_html("<tr>{}</tr>", format_html_join("", '<td data-label="{}">{}</td>', cells))


def prepared(render: Callable[..., Any]) -> Callable[..., Any]:
    """Give what renders a cell, with what it asks for found out once: else that is done for every cell."""
    asked = inspect.signature(render).parameters
    all_of_it = any(one.kind is inspect.Parameter.VAR_KEYWORD for one in asked.values())

    def rendered(**given: Any) -> Any:  # noqa: ANN401 - whatever a cell shows
        return render(**(given if all_of_it else {name: given[name] for name in asked}))

    rendered.__signature__ = inspect.signature(rendered)  # type: ignore[attr-defined]  # a function takes any
    return rendered
