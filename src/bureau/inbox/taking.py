"""What the bureau does: say for which key letters are sealed, take them out, and put answers in."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bureau.inbox.models import Answer, Key, Letter, Tally
from bureau.inbox.posting import HOUR
from bureau.inbox.sealing import Unopened, public_of, seal_with, unseal


def publish_key(private: bytes) -> None:
    """Say for which key letters are sealed from now on."""
    Key.objects.update_or_create(pk=1, defaults={"public": public_of(private)})


def letters(private: bytes) -> Iterator[tuple[Letter, dict[str, Any] | None]]:
    """Give the letters that lie there, each with what it says; nothing where it was sealed for another key."""
    for letter in Letter.objects.all():
        try:
            yield letter, json.loads(unseal(bytes(letter.sealed), private))
        except Unopened:
            yield letter, None


def put_answer(lookup: str, key: bytes, text: str, *, at: datetime) -> None:
    """Put an answer in for whoever has the receipt; once, since its key is good for one text."""
    Answer.objects.get_or_create(lookup=lookup, defaults={"sealed": seal_with(key, text.encode()), "at": at})


def forget_tallies(at: datetime) -> None:
    """Forget how often was written in hours that are over."""
    Tally.objects.filter(hour__lt=at - HOUR).delete()
