"""What is published besides the register: counts, and documents as data."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from bureau.store.chain import hash_of
from bureau.store.counting import shown
from bureau.store.models import Document, Measure, Statistic
from bureau.store.refusals import ReleaseRefused
from bureau.store.router import PUBLIC

# Editions of the same counts lie so far apart, so that hardly anything follows from their difference.
APART: Final = timedelta(days=28)


def publish_counts(measure: str, counts: Mapping[str, int], *, on: date) -> bool:
    """Publish how many there are in each region and in all; tell whether it was time for a new edition."""
    if measure not in Measure.values:
        raise ReleaseRefused(_("没有这项统计。"))
    with transaction.atomic(using=PUBLIC):
        before = Statistic.objects.filter(measure=measure)
        if before.filter(on__gt=on - APART).exists():
            return False
        before.delete()
        Statistic.objects.bulk_create(
            Statistic(on=on, measure=measure, region=region, count=count)
            for region, count in shown(counts).items()
        )
    return True


def put_document(slug: str, content: dict[str, Any], *, language: str = "", at: datetime) -> Document:
    """Publish a document, in the place of the one before; the same again stays as it is."""
    digest = hash_of(content)
    with transaction.atomic(using=PUBLIC):
        there = Document.objects.filter(slug=slug, language=language).first()
        if there and there.sha256 == digest:
            return there
        said = {"content": content, "sha256": digest, "released_at": at}
        return Document.objects.update_or_create(slug=slug, language=language, defaults=said)[0]
