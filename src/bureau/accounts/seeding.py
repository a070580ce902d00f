"""Regions and bodies from the tables in `data`: what is there is brought up to date, what is more stays."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.db import transaction

from bureau.accounts.models import Body, Region

DATA = Path(__file__).parent / "data"
NAMED = ["name", "name_en", "valid_from", "valid_to"]


def rows_of(table: Path) -> Iterator[dict[str, str]]:
    """Give the rows of a table."""
    with table.open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


@transaction.atomic
def seed_regions(table: Path = DATA / "regions.csv") -> int:
    """Put the regions of GB/T 2260 in, and give how many there are."""
    regions = [
        Region(
            code=row["code"],
            name=row["name"],
            name_en=row["name_en"],
            level=int(row["level"]),
            parent_id=row["parent"] or None,
        )
        for row in rows_of(table)
    ]
    Region.objects.bulk_create(
        regions,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "name_en", "level", "parent"],
    )
    return len(regions)


@transaction.atomic
def seed_bodies(table: Path = DATA / "bodies.csv") -> int:
    """Put the bodies in, each after the one above it, and give how many there are."""
    known: dict[str, Body] = {}
    for row in rows_of(table):
        parent = known.get(row["parent"])
        known[row["code"]], _ = Body.objects.update_or_create(
            code=row["code"],
            defaults={
                "kind": row["kind"],
                "name": row["name"],
                "name_en": row["name_en"],
                "region_id": row["region"] or None,
                "parent": parent,
                "path": f"{parent.path if parent else ''}{row['code']}/",
                "valid_from": date.fromisoformat(row["valid_from"]),
            },
        )
    return len(known)
