"""The app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public portal."""

    name = "bureau.portal"
