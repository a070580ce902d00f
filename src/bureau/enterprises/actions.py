"""Writes: each checks the right to it, makes the change and writes the event, in one transaction."""

from datetime import date, datetime

from django.db import transaction

from bureau.accounts.permissions import Acting, check
from bureau.accounts.roles import Action
from bureau.accounts.scopes import Standing
from bureau.audit.actions import record
from bureau.enterprises.events import Event
from bureau.enterprises.initials import initials_of
from bureau.enterprises.listeners import tell
from bureau.enterprises.models import Enterprise, Name, Product, Succession
from bureau.enterprises.policies import (
    check_deregistration,
    check_exists,
    check_new,
    check_product,
    check_product_end,
    check_rename,
    check_succession,
)
from bureau.ui.clock import day


@transaction.atomic
def register(  # noqa: PLR0913 - the fields of an enterprise
    *,
    by: Acting,
    at: datetime,
    code: str,
    name: str,
    established_on: date,
    region: str,
    industry: str,
    exporter: bool,
) -> Enterprise:
    """Register an enterprise within one's scope."""
    check(by, Action.ENTERPRISE_KEEP, Standing(region, code, exporter=exporter))
    check_new(code, region, industry, established_on, day=day(at))
    enterprise = Enterprise.objects.create(
        code=code,
        name=name,
        established_on=established_on,
        region=region,
        industry=industry,
        exporter=exporter,
    )
    Name.objects.create(
        enterprise=enterprise, name=name, initials=initials_of(name), valid_from=established_on
    )
    change = {"name": name, "region": region, "industry": industry, "exporter": exporter}
    record(by=by, at=at, event=Event.REGISTERED, on=enterprise, change=change)
    tell([code], at)
    return enterprise


@transaction.atomic
def rename(*, by: Acting, at: datetime, enterprise: Enterprise, name: str, valid_from: date) -> None:
    """Give an enterprise another name from a day on; the old one stays with the days for which it held."""
    check(by, Action.ENTERPRISE_KEEP, enterprise.standing)
    check_exists(enterprise)
    current = enterprise.names.select_for_update().get(valid_to__isnull=True)
    check_rename(current, name, valid_from, day=day(at))
    current.valid_to = valid_from
    current.save(update_fields=["valid_to"])
    Name.objects.create(enterprise=enterprise, name=name, initials=initials_of(name), valid_from=valid_from)
    change = {"name": [current.name, name], "valid_from": valid_from.isoformat()}
    enterprise.name = name
    enterprise.save(update_fields=["name"])
    record(by=by, at=at, event=Event.RENAMED, on=enterprise, change=change)
    tell([enterprise.code], at)


@transaction.atomic
def set_exporter(*, by: Acting, at: datetime, enterprise: Enterprise, exporter: bool) -> None:
    """Say whether an enterprise exports."""
    check(by, Action.ENTERPRISE_KEEP, enterprise.standing)
    check_exists(enterprise)
    enterprise.exporter = exporter
    enterprise.save(update_fields=["exporter"])
    record(by=by, at=at, event=Event.CHANGED, on=enterprise, change={"exporter": exporter})
    tell([enterprise.code], at)


@transaction.atomic
def deregister(*, by: Acting, at: datetime, enterprise: Enterprise, deregistered_on: date) -> None:
    """Say that an enterprise no longer exists from a day on."""
    check(by, Action.ENTERPRISE_KEEP, enterprise.standing)
    check_deregistration(enterprise, deregistered_on, day=day(at))
    enterprise.deregistered_on = deregistered_on
    enterprise.save(update_fields=["deregistered_on"])
    change = {"deregistered_on": deregistered_on.isoformat()}
    record(by=by, at=at, event=Event.DEREGISTERED, on=enterprise, change=change)
    tell([enterprise.code], at)


@transaction.atomic
def add_product(  # noqa: PLR0913 - the fields of a product
    *,
    by: Acting,
    at: datetime,
    enterprise: Enterprise,
    code: str,
    name: str,
    permit_required: bool,
    statutory_inspection: bool,
    valid_from: date | None,
) -> Product:
    """Add a product that an enterprise makes."""
    check(by, Action.ENTERPRISE_KEEP, enterprise.standing)
    check_product(enterprise, code)
    product = Product.objects.create(
        enterprise=enterprise,
        code=code,
        name=name,
        permit_required=permit_required,
        statutory_inspection=statutory_inspection,
        valid_from=valid_from,
    )
    change = {
        "product": code,
        "permit_required": permit_required,
        "statutory_inspection": statutory_inspection,
    }
    record(by=by, at=at, event=Event.PRODUCT_ADDED, on=enterprise, change=change)
    tell([enterprise.code], at)
    return product


@transaction.atomic
def end_product(*, by: Acting, at: datetime, product: Product, valid_to: date) -> None:
    """Say that a product is no longer made from a day on."""
    check(by, Action.ENTERPRISE_KEEP, product.enterprise.standing)
    check_product_end(product, valid_to, day=day(at))
    product.valid_to = valid_to
    product.save(update_fields=["valid_to"])
    change = {"product": product.code, "valid_to": valid_to.isoformat()}
    record(by=by, at=at, event=Event.PRODUCT_ENDED, on=product.enterprise, change=change)
    tell([product.enterprise_id], at)


@transaction.atomic
def succeed(
    *,
    by: Acting,
    at: datetime,
    predecessor: Enterprise,
    successor: Enterprise,
    kind: Succession.Kind,
    occurred_on: date,
    document: str,
) -> Succession:
    """Write down that one enterprise followed another; no record moves by it."""
    check(by, Action.ENTERPRISE_KEEP, predecessor.standing)
    check_succession(predecessor, successor, occurred_on, day=day(at))
    made = Succession.objects.create(
        predecessor=predecessor, successor=successor, kind=kind, occurred_on=occurred_on, document=document
    )
    change = {
        "successor": successor.code,
        "kind": kind,
        "occurred_on": occurred_on.isoformat(),
        "document": document,
    }
    record(by=by, at=at, event=Event.SUCCEEDED, on=predecessor, change=change)
    return made
