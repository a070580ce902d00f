"""What is read of the store. Expiry is a matter of the day that is asked for, whatever is still in the tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connections
from django.db.models import Count
from django.db.models.functions import Substr

from bureau.store.models import Change, Document, Entry, Freshness, Statistic, Tile
from bureau.store.router import PUBLIC
from bureau.store.words import folded, word_of_list, word_of_region, words_asked

PAGE: Final = 20
# Both find by the index of words first, newest first; the letters are compared in what it finds.
SEARCHES: Final = {
    "sqlite": """
        SELECT entry.id FROM store_words JOIN store_entry entry ON entry.id = store_words.rowid
        WHERE store_words MATCH %s AND entry.withdrawn_on IS NULL AND entry.expires_on >= %s
          AND instr(entry.folded, %s) > 0
        ORDER BY store_words.rowid DESC LIMIT %s OFFSET %s""",
    "postgresql": """
        SELECT entry.id FROM store_entry entry
        WHERE string_to_array(entry.words, ' ') @> %s AND entry.withdrawn_on IS NULL AND entry.expires_on >= %s
          AND strpos(entry.folded, %s) > 0
        ORDER BY entry.id DESC LIMIT %s OFFSET %s""",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for: part of a name or of a product, a list, the first digits of a region."""

    text: str = ""
    listing: str = ""
    region: str = ""

    def words(self) -> list[str]:
        """Give the words of the index that an answer must have."""
        found = words_asked(self.text)
        if self.listing:
            found.add(word_of_list(self.listing))
        if self.region:
            found.add(word_of_region(self.region))
        return sorted(found)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found, and whether there is more."""

    entries: Sequence[Entry]
    more: bool


def head() -> Freshness | None:
    """Give when the store was last written, and where its chain ends."""
    return Freshness.objects.first()


def entries_of(code: str, on: date) -> list[Entry]:
    """Give what is shown about a code on a day: its entry, and notices of those that were withdrawn."""
    found = Entry.objects.filter(code=code, expires_on__gte=on)
    return sorted(found, key=lambda one: (one.withdrawn_on is not None, -one.sequence))


def standing(codes: Sequence[str], on: date) -> dict[str, Entry]:
    """Give the entries that stand on a day, by their codes."""
    found = Entry.objects.filter(code__in=codes, expires_on__gte=on, withdrawn_on__isnull=True)
    return {one.code: one for one in found}


def search(asked: Asked, *, on: date, page: int = 1, size: int = PAGE) -> Found:
    """Find entries that stand on a day, newest first."""
    start, words = (page - 1) * size, asked.words()
    if not words:
        there = Entry.objects.filter(withdrawn_on__isnull=True, expires_on__gte=on).order_by("-pk")
        entries = list(there[start : start + size + 1])
        return Found(entries[:size], len(entries) > size)
    connection = connections[PUBLIC]
    wanted = words if connection.vendor == "postgresql" else " ".join(words)
    with connection.cursor() as cursor:
        cursor.execute(SEARCHES[connection.vendor], [wanted, on, folded(asked.text), size + 1, start])
        numbers = [number for (number,) in cursor.fetchall()]
    by_number = Entry.objects.in_bulk(numbers[:size])
    return Found([by_number[number] for number in numbers[:size]], len(numbers) > size)


def withdrawn(on: date, *, page: int = 1, size: int = PAGE) -> Found:
    """Give the notices of withdrawal that are shown on a day, the latest first."""
    there = Entry.objects.filter(withdrawn_on__isnull=False, expires_on__gte=on).order_by("-sequence")
    start = (page - 1) * size
    entries = list(there[start : start + size + 1])
    return Found(entries[:size], len(entries) > size)


def decisions_standing(on: date) -> set[tuple[str, str]]:
    """Give the code and the decision of every entry that stands on a day."""
    there = Entry.objects.filter(withdrawn_on__isnull=True, expires_on__gte=on).order_by()
    return set(there.values_list("code", "decision").iterator(chunk_size=2000))


def count_by_province(listing: str, on: date) -> dict[str, int]:
    """Count the entries of a list that stand on a day, by the first two digits of their region."""
    there = Entry.objects.filter(listing=listing, withdrawn_on__isnull=True, expires_on__gte=on).order_by()
    counted = there.values_list(Substr("region", 1, 2)).annotate(count=Count("pk"))
    return dict(counted)


def register() -> Iterator[Entry]:
    """Give the whole register in the order in which it came about, without holding it in memory."""
    return Entry.objects.order_by("sequence").iterator(chunk_size=2000)


def changes_after(sequence: int, *, size: int) -> list[Change]:
    """Give the links of the chain after a number."""
    return list(Change.objects.filter(sequence__gt=sequence).order_by("sequence")[:size])


def counts() -> list[Statistic]:
    """Give every count that is published."""
    return list(Statistic.objects.all())


def document(slug: str, language: str = "") -> Document | None:
    """Give a document."""
    return Document.objects.filter(slug=slug, language=language).first()


def tile(path: str) -> bytes | None:
    """Give a tile of the log."""
    found = Tile.objects.filter(path=path).first()
    return bytes(found.hashes) if found else None


def tile_paths() -> set[str]:
    """Give the paths of all tiles that are published."""
    return set(Tile.objects.values_list("path", flat=True))
