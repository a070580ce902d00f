"""The app."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The public store."""

    name = "bureau.store"
