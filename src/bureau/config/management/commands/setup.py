"""`manage setup`: bring both databases up to this version, and put regions and bodies in. Can be run again."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

from bureau.store.router import PUBLIC


class Command(BaseCommand):
    """Everything between an empty database and the first sign-in, but for the first administrator."""

    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        """Migrate both, make the table of the cache, seed."""
        del args, options
        call_command("migrate", verbosity=0)
        call_command("migrate", "store", database=PUBLIC, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("seed", stdout=self.stdout)
