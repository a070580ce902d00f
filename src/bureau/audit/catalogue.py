"""The catalogue of events: every app says what it can tell, and how that reads."""

from django.db.models import TextChoices
from django.utils.functional import Promise

EVENTS: dict[str, str | Promise] = {}


def register(events: type[TextChoices]) -> None:
    """Take the events of an app into the catalogue; called when the app is ready."""
    EVENTS.update({event.value: event.label for event in events})


def title(event: str) -> str:
    """Give how an event reads."""
    return str(EVENTS.get(event, event))
