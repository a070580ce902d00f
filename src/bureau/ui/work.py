"""Work that takes a while, shown as it goes on: the page is written while the work is done, and needs no script.

A piece of work is a generator that gives its progress and, at its end, what came of it. Whoever leaves the page closes it:
its transaction is taken back, and nothing was done. The same happens when the process is killed.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from bureau.ui.pages import Words

Result = TypeVar("Result")
# Where the page is cut: for the lines of the work, and for what came of it.
WORK: Final = "<!-- work -->"
OUTCOME: Final = "<!-- outcome -->"
WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class Progress:
    """The share of the work that is done, from 0 to 1, and what is done now."""

    share: float
    text: str


Work = Generator[Progress, None, Result]


def done(work: Work[Result]) -> Result:
    """Do work to its end, without telling anybody how it goes on, and give what came of it."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: Result = end.value
            return result


def work_page(request: HttpRequest, work: Work[SafeString], words: Words) -> StreamingHttpResponse:
    """Do work while its page is read; at its end the page shows what the work gives, or why it was refused.

    `words` has `title`, `lead`, and `back_url` and `back`, where it can be left. No part of the answer is kept anywhere.
    """
    page = render_to_string("ui/work_page.html", words, request)
    before, _work, rest = page.partition(WORK)
    answer = StreamingHttpResponse(_told(work, before, rest, get_language() or ""))
    answer["Cache-Control"] = "no-store"
    answer["X-Accel-Buffering"] = "no"  # a proxy is not to hold it back
    return answer


def _told(work: Work[SafeString], before: str, rest: str, language: str) -> Iterator[str]:
    with override(language):
        yield before
        try:
            end = yield from _lines(work)
        except ValidationError as error:
            end = _refused(error.messages)
        except Exception:
            # Too late for a page of its own; whoever keeps the logs is told as of any other failure.
            yield _ended(_refused([_("系统出了错，什么也没有改动。")]), rest)
            raise
        finally:
            work.close()
        yield _ended(end, rest)


def _refused(sentences: list[str]) -> SafeString:
    return render_to_string("ui/work_refused.html", {"refusal": sentences})


def _ended(end: str, rest: str) -> str:
    return rest.replace(OUTCOME, f'<div class="ended">{end}</div>', 1)


def _lines(work: Work[SafeString]) -> Generator[str, None, SafeString]:
    while True:
        try:
            told = next(work)
        except StopIteration as end:
            yield _line(Progress(1, _("办完了")))
            result: SafeString = end.value
            return result
        yield _line(told)


def _line(told: Progress) -> str:
    share = round(WHOLE * told.share)
    return format_html(
        '<p><progress max="{}" value="{}" aria-label="{}"></progress> <span>{} %　{}</span></p>\n',
        WHOLE,
        share,
        told.text,
        share,
        told.text,
    )
