"""The API, version 1: its paths and fields stay as they are; what is new is added, what changes gets another number."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Field, Form, NinjaAPI, Query, Schema
from ninja.errors import HttpError

from bureau.portal.links import link_of
from bureau.portal.reconciliation import QuestionsRefused, answers_to, manifest, questions_in
from bureau.store.chain import START
from bureau.store.models import Entry
from bureau.store.queries import PAGE, Asked, changes_after, counts, entries_of, head, search
from bureau.store.snapshots import CODE, snapshot_of
from bureau.ui.clock import day, moment

MANY, UNREADABLE = 100, 422
# So that addresses of pages fit into what asks for a template.
PLACEHOLDER = "0" * 18

api = NinjaAPI(
    title="质量信用公示 · Public quality credit",
    version="1",
    description="Entries of the public register by code and by search, the chain of its changes, counts, reconciliation.",
    docs_url=None,
    urls_namespace="api",
)


class Listed(Schema):
    """An entry, or the notice that one was withdrawn."""

    sequence: int
    listing: str
    code: str
    name: str
    region: str
    region_name: str
    products: list[str]
    facts: list[dict[str, Any]] | None
    decision: str
    grounds: str
    reply: str
    published_on: date
    expires_on: date
    withdrawn_on: date | None
    withdrawn_because: str
    opening: dict[str, Any] | None


class Checked(Schema):
    """What is published about a code on a day. Not being listed says nothing about an enterprise."""

    code: str
    as_of: date
    listed: bool
    entries: list[Listed]


class FoundEntries(Schema):
    """A page of entries, newest first."""

    as_of: date
    page: int
    more: bool
    entries: list[Listed]


class Head(Schema):
    """Where the chain ends, when the store was written last, and which day was closed last."""

    sequence: int
    sha256: str
    released_at: datetime | None
    marked_on: date | None


class Link(Schema):
    """A link of the chain of changes."""

    sequence: int
    kind: str
    on: date
    code: str
    decision: str
    snapshot: dict[str, Any] | None
    content: str
    previous: str
    sha256: str


class Count(Schema):
    """A count of a region, or of all where the region is empty; nothing where it would be below ten, or would give one away."""

    measure: str
    region: str
    count: int | None
    on: date


class Refusal(Schema):
    """Why a request was refused."""

    detail: str


class AskedFor(Schema):
    """What is searched for."""

    q: str = Field("", max_length=100)
    listing: str = Field("", pattern="^[AD]?$")
    region: str = Field("", pattern="^([0-9]{2}|[0-9]{4}|[0-9]{6})?$")
    page: int = Field(1, ge=1, le=40)


class After(Schema):
    """From where on the chain is asked for."""

    after: int = Field(0, ge=0, le=2**62)


@api.get("/check/{code}", response={200: Checked, 422: Refusal}, operation_id="check")
def check(request: HttpRequest, code: str) -> dict[str, Any]:
    """Check an enterprise by its code."""
    if not CODE.fullmatch(code):
        raise HttpError(UNREADABLE, "a unified social credit code has 18 characters")
    today = day(moment(request))
    found = entries_of(code, today)
    listed = any(one.withdrawn_on is None for one in found)
    return {"code": code, "as_of": today, "listed": listed, "entries": [_said(one) for one in found]}


@api.get("/entries", response=FoundEntries, operation_id="entries")
def entries(request: HttpRequest, asked: Query[AskedFor]) -> dict[str, Any]:
    """Search entries that stand today by part of a name or of a product, list and region."""
    today = day(moment(request))
    found = search(Asked(asked.q, asked.listing, asked.region), on=today, page=asked.page, size=PAGE)
    said = [_said(one) for one in found.entries]
    return {"as_of": today, "page": asked.page, "more": found.more, "entries": said}


@api.get("/head", response=Head, operation_id="head")
def head_of_chain(request: HttpRequest) -> dict[str, Any]:
    """Give where the chain ends."""
    del request
    found = head()
    if found is None:
        return {"sequence": 0, "sha256": START, "released_at": None, "marked_on": None}
    return {name: getattr(found, name) for name in ("sequence", "sha256", "released_at", "marked_on")}


@api.get("/changes", response=list[Link], operation_id="changes")
def changes(request: HttpRequest, asked: Query[After]) -> list[dict[str, Any]]:
    """Give at most a hundred links of the chain after a number."""
    del request
    return [link_of(one) for one in changes_after(asked.after, size=MANY)]


@api.get("/counts", response=list[Count], operation_id="counts")
def statistics(request: HttpRequest) -> list[dict[str, Any]]:
    """Give the counts that are published."""
    del request
    return [{name: getattr(one, name) for name in ("measure", "region", "count", "on")} for one in counts()]


@api.get("/reconcile", response=dict[str, Any], operation_id="reconciliation")
def reconciliation(request: HttpRequest) -> dict[str, Any]:
    """Say what the reconciliation service is (W3C Reconciliation Service API 0.2)."""
    page = reverse("entry", args=[PLACEHOLDER])
    return manifest(request.build_absolute_uri(page).replace(PLACEHOLDER, "{{id}}"))


@api.post("/reconcile", response={200: dict[str, Any], 422: Refusal}, operation_id="reconcile")
def reconcile(request: HttpRequest, queries: Form[str]) -> dict[str, Any]:
    """Match names and codes with the register. A name alone never matches."""
    try:
        return answers_to(questions_in(queries), day(moment(request)))
    except QuestionsRefused as error:
        raise HttpError(UNREADABLE, str(error)) from error


def _said(entry: Entry) -> dict[str, Any]:
    return {"sequence": entry.sequence, **snapshot_of(entry)}
