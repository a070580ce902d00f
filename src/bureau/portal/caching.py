"""Caching: what is public may be kept by anyone for a few minutes, and asked for again by its ETag."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control

SECONDS: Final = 300
OK, PARTIAL, UNSATISFIABLE = 200, 206, 416
RANGE: Final = re.compile(r"bytes=(\d*)-(\d*)")


class CachingMiddleware:
    """Lets caches keep what was answered, unless it went wrong or says otherwise; and lets any site ask."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add what caches and other sites go by."""
        answer = self.get_response(request)
        asked = request.method in {"GET", "HEAD"} and answer.status_code in {OK, PARTIAL}
        if asked and not answer.has_header("Cache-Control"):
            patch_cache_control(answer, public=True, max_age=SECONDS)
        if request.path.startswith(("/api/", "/data/", "/log/")):
            answer["Access-Control-Allow-Origin"] = "*"
        return answer


def file_answer(
    request: HttpRequest, path: Path, *, content_type: str, etag: str, at: datetime
) -> HttpResponseBase:
    """Answer with a file, whole or the part that was asked for, or with the word that it has not changed."""
    modified = int(at.timestamp())
    unchanged = get_conditional_response(request, etag=etag, last_modified=modified)
    if unchanged is not None:
        return unchanged
    size, span = path.stat().st_size, None
    if request.headers.get("If-Range", etag) == etag:
        span = RANGE.fullmatch(request.headers.get("Range", ""))
    if span is None or span.groups() == ("", ""):
        answer: HttpResponseBase = FileResponse(path.open("rb"), content_type=content_type)
    else:
        answer = _part(path, size, span, content_type)
    answer["ETag"], answer["Accept-Ranges"] = etag, "bytes"
    answer["Content-Disposition"] = f'attachment; filename="{path.name}"'
    return answer


def _part(path: Path, size: int, span: re.Match[str], content_type: str) -> HttpResponse:
    first, last = span.groups()
    start = int(first) if first else max(size - int(last), 0)
    stop = min(int(last), size - 1) if first and last else size - 1
    if start > stop:
        return HttpResponse(status=UNSATISFIABLE, headers={"Content-Range": f"bytes */{size}"})
    with path.open("rb") as file:
        file.seek(start)
        content = file.read(stop - start + 1)
    answer = HttpResponse(content, status=PARTIAL, content_type=content_type)
    answer["Content-Range"] = f"bytes {start}-{stop}/{size}"
    return answer
