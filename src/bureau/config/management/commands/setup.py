"""`manage setup`: bring all three databases up to this version, and put regions and bodies in. Can be run again."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from bureau.inbox.router import INBOX
from bureau.inbox.sealing import private_of
from bureau.inbox.taking import publish_key
from bureau.store.router import PUBLIC


class Command(BaseCommand):
    """Everything between an empty database and the first sign-in, but for the first administrator."""

    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        """Migrate all, say how letters to the bureau are sealed, make the table of the cache, seed."""
        del args, options
        call_command("migrate", verbosity=0)
        call_command("migrate", "store", database=PUBLIC, verbosity=0)
        call_command("migrate", "inbox", database=INBOX, verbosity=0)
        publish_key(private_of(settings.ENCRYPTION_KEY))
        call_command("createcachetable", verbosity=0)
        call_command("seed", stdout=self.stdout)
