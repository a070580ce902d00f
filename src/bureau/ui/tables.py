"""Lists: a table with a caption, and words for when it is empty."""

import django_tables2 as tables
from django.utils.functional import Promise

ROWS = 50


class ListTable(tables.Table):
    """A table of the design system. `caption` names it; `empty_hint` says what to do when nothing is there.

    `most` is how many rows are counted, where counting all would take longer than finding those of a page.
    """

    caption: str | Promise = ""
    empty_hint: str | Promise = ""
    most: int | None = None
