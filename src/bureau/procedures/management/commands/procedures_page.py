"""`manage procedures_page`: print the procedures as a page of the documentation."""

from django.core.management.base import BaseCommand
from django.utils import translation

from bureau.procedures.diagrams import procedures_page


class Command(BaseCommand):
    """Prints Markdown."""

    help = __doc__
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        """Print the page; its words are Chinese and English beside each other, whatever the locale."""
        del args, options
        with translation.override("zh-hans"):
            self.stdout.write(procedures_page(), ending="")
