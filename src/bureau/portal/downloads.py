"""Open data: the whole register as a file, the chain of its changes, a feed, and the catalogue that names them all."""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from bureau.portal.caching import file_answer
from bureau.portal.columns import table_schema
from bureau.portal.files import current
from bureau.portal.links import link_of
from bureau.store.chain import canonical
from bureau.store.models import Change, Kind
from bureau.store.queries import changes_after, head

TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
# Links of the chain in one answer, and changes in the feed.
LINKS, NEWS = 5_000, 50
LICENCE: Final = "https://creativecommons.org/publicdomain/zero/1.0/"


def register(request: HttpRequest, form: str) -> HttpResponseBase:
    """Give the whole register as a file."""
    found = current(form) if form in TYPES else None
    if found is None:
        raise Http404
    path, freshness = found
    etag = f'"{freshness.sha256}-{form}"'
    return file_answer(request, path, content_type=TYPES[form], etag=etag, at=freshness.released_at)


def changes(request: HttpRequest) -> HttpResponse:
    """Give the links of the chain after a number, one a line; what is left follows after the last of them."""
    text = request.GET.get("after", "0")
    after = int(text) if text.isdecimal() and len(text) <= len(str(2**62)) else 0
    found = changes_after(min(after, 2**62), size=LINKS)
    lines = b"".join(canonical(link_of(one)) + b"\n" for one in found)
    answer = HttpResponse(lines, content_type=TYPES["jsonl"])
    if len(found) == LINKS:
        following = request.build_absolute_uri(f"{request.path}?after={found[-1].sequence}")
        answer["Link"] = f'<{following}>; rel="next"'
    return answer


def schema(request: HttpRequest) -> JsonResponse:
    """Give the columns of the register."""
    del request
    return JsonResponse(table_schema(), json_dumps_params={"ensure_ascii": False})


def feed(request: HttpRequest) -> HttpResponse:
    """Give the last changes as a feed."""
    freshness = head()
    made = Atom1Feed(
        title="质量信用公示",
        link=request.build_absolute_uri(reverse("home")),
        description="公示、更正、撤下和到期",
        language="zh-hans",
        feed_url=request.build_absolute_uri(),
    )
    last = freshness.sequence if freshness else 0
    for one in reversed(changes_after(max(last - NEWS, 0), size=NEWS)):
        if one.kind != Kind.DAY and freshness:
            link = request.build_absolute_uri(reverse("entry", args=[one.code]))
            made.add_item(
                title=_title(one),
                link=link,
                description=one.decision,
                unique_id=f"urn:sha256:{one.sha256}",
                pubdate=freshness.released_at,
                updateddate=freshness.released_at,
            )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def catalogue(request: HttpRequest) -> HttpResponse:
    """Give the catalogue of what is here, as DCAT in JSON-LD."""
    freshness = head()
    forms = [
        _distribution(request, reverse("register", args=[form]), kind.partition(";")[0])
        for form, kind in TYPES.items()
    ]
    said: dict[str, Any] = {
        "@context": {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"},
        "@type": "dcat:Catalog",
        "dct:title": [
            {"@value": "质量信用公示", "@language": "zh"},
            {"@value": "Public quality credit", "@language": "en"},
        ],
        "dct:license": {"@id": LICENCE},
        "dcat:dataset": [
            {
                "@type": "dcat:Dataset",
                "dct:identifier": "register",
                "dct:title": [
                    {"@value": "名单", "@language": "zh"},
                    {"@value": "The register", "@language": "en"},
                ],
                "dct:modified": freshness.released_at.isoformat() if freshness else None,
                "dct:accrualPeriodicity": {
                    "@id": "http://publications.europa.eu/resource/authority/frequency/DAILY"
                },
                "dct:conformsTo": {"@id": request.build_absolute_uri(reverse("schema"))},
                "dcat:distribution": forms,
            },
            {
                "@type": "dcat:Dataset",
                "dct:identifier": "changes",
                "dct:title": [
                    {"@value": "变动", "@language": "zh"},
                    {"@value": "Its changes", "@language": "en"},
                ],
                "dcat:distribution": [_distribution(request, reverse("changes"), "application/jsonl")],
            },
        ],
        "dcat:service": [
            {
                "@type": "dcat:DataService",
                "dcat:endpointURL": {"@id": request.build_absolute_uri("/api/v1/")},
                "dcat:endpointDescription": {"@id": request.build_absolute_uri("/api/v1/openapi.json")},
            }
        ],
    }
    return HttpResponse(canonical(said), content_type="application/ld+json")


def _distribution(request: HttpRequest, path: str, media_type: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dcat:downloadURL": {"@id": request.build_absolute_uri(path)},
        "dcat:mediaType": media_type,
    }


def _title(change: Change) -> str:
    name = (change.snapshot or {}).get("name", change.code)
    return f"{change.on.isoformat()} {Kind(change.kind).label} {name}"
