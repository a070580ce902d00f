"""The app."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """The inbox."""

    name = "bureau.inbox"
