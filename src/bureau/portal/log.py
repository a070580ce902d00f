"""The log of commitments, in the layout of C2SP tlog-tiles, so that anyone can mirror and witness it."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse

from bureau.store.queries import document, tile

# A tile never changes.
FOR_EVER: Final = "public, max-age=31536000, immutable"


def checkpoint(request: HttpRequest) -> HttpResponse:
    """Give the checkpoint that was signed last."""
    del request
    return _text("checkpoint")


def vkey(request: HttpRequest) -> HttpResponse:
    """Give the key that checkpoints are checked with; two lines while one takes the place of another."""
    del request
    return _text("log-key")


def _text(slug: str) -> HttpResponse:
    found = document(slug)
    if found is None:
        raise Http404
    return HttpResponse(
        found.content["text"], content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-cache"}
    )


def log_tile(request: HttpRequest, path: str) -> HttpResponse:
    """Give a tile: hashes, one after the other."""
    del request
    hashes = tile(path)
    if hashes is None:
        raise Http404
    return HttpResponse(hashes, content_type="application/octet-stream", headers={"Cache-Control": FOR_EVER})
