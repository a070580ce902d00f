"""The app."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The whole."""

    name = "bureau.config"
