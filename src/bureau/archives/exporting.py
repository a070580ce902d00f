"""The database as an archive of the library: three tables, with every version that counts or counted."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Prefetch

from bureau.archives.events import Event
from bureau.archives.models import Record, Transfer
from bureau.archives.queries import (
    COUNTING,
    enterprise_for_library,
    product_for_library,
    record_for_library,
)
from bureau.audit.actions import record as write_down
from bureau.audit.actors import Actor
from bureau.enterprises.models import Enterprise
from qualitycredit.archive import FileFormat, tables_of, write_archive
from qualitycredit.model import facts as library

CHUNK = 1000


def dossiers_on(as_of: date) -> Iterator[library.Dossier]:
    """Give every dossier with all versions that count or counted, and the products made on a day, in order of code."""
    versions = Prefetch("records", queryset=Record.objects.filter(COUNTING))
    rows = Enterprise.objects.prefetch_related("products", versions).order_by("pk")
    for one in rows.iterator(chunk_size=CHUNK):
        yield library.Dossier(
            enterprise_for_library(one),
            tuple(product_for_library(product) for product in one.products.all() if product.holds_on(as_of)),
            tuple(record_for_library(version) for version in one.records.all()),
        )


@transaction.atomic
def export(*, by: Actor, at: datetime, as_of: date, folder: Path, file_format: FileFormat) -> Transfer:
    """Write the archive to a folder, and write down that it was done. Raises the library's OutputRefused."""
    enterprises, products, records = tables_of(dossiers_on(as_of))
    write_archive(folder, enterprises, products, records, file_format=file_format)
    transfer = Transfer.objects.create(
        direction=Transfer.Direction.OUT,
        at=at,
        enterprises=enterprises.num_rows,
        products=products.num_rows,
        records=records.num_rows,
    )
    counts = {"enterprises": transfer.enterprises, "records": transfer.records}
    write_down(by=by, at=at, event=Event.EXPORTED, on=transfer, change=counts)
    return transfer
