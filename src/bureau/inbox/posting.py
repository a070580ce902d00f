"""What the portal does: put a letter in, look for an answer, and count how often one address does so."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import F

from bureau.inbox.models import Answer, Key, Letter, Tally
from bureau.inbox.router import INBOX
from bureau.inbox.sealing import Unopened, key_of, lookup_of, new_receipt, seal, unseal_with

LETTERS_AN_HOUR: Final = 5
LOOKS_AN_HOUR: Final = 30
HOUR: Final = timedelta(hours=1)


class TooMany(ValueError):
    """An address did this too often in this hour."""


class NoKey(ValueError):
    """The bureau has not said yet for which key letters are sealed."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What somebody is given who reported something; nobody can give it to him again."""

    number: str
    secret: str


def post(said: Mapping[str, str], *, address: str, at: datetime) -> Receipt:
    """Seal a report and put it into the inbox."""
    public = _public()
    _tally("post", address, at, LETTERS_AN_HOUR)
    number, secret = new_receipt()
    content = {
        **said,
        "lookup": lookup_of(number, secret),
        "key": base64.b64encode(key_of(number, secret)).decode(),
    }
    Letter.objects.create(
        number=number, sealed=seal(json.dumps(content, ensure_ascii=False).encode(), public), at=at
    )
    return Receipt(number, secret)


def look(number: str, secret: str, *, address: str, at: datetime) -> str | None:
    """Give the answer to a receipt; none where there is none yet, and none where there is no such receipt."""
    _tally("look", address, at, LOOKS_AN_HOUR)
    found = Answer.objects.filter(lookup=lookup_of(number, secret)).first()
    if found is None:
        return None
    try:
        return unseal_with(key_of(number, secret), bytes(found.sealed)).decode()
    except Unopened:
        return None


def _public() -> bytes:
    found = Key.objects.first()
    if found is None:
        raise NoKey
    return bytes(found.public)


def _tally(what: str, address: str, at: datetime, most: int) -> None:
    hour = at.replace(minute=0, second=0, microsecond=0)
    key = hashlib.sha256(f"{what} {hour.isoformat()} {address}".encode()).hexdigest()
    there = Tally.objects.filter(key=key, hour=hour)
    if not there.update(count=F("count") + 1):
        try:
            with transaction.atomic(using=INBOX):
                Tally.objects.create(key=key, hour=hour)
        except IntegrityError:  # somebody else began the hour at the same time
            there.update(count=F("count") + 1)
    if there.filter(count__gt=most).exists():
        raise TooMany
