"""The app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Audit."""

    name = "bureau.audit"
