"""`manage demo_code`: what the authenticator of the demo people shows now. It opens nobody else's door."""

from django.core.management.base import BaseCommand

from bureau.accounts.demo import code_at
from bureau.ui.clock import now


class Command(BaseCommand):
    """Says the code."""

    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        """Say it."""
        del args, options
        self.stdout.write(code_at(now()))
