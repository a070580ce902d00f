"""`manage seed`: put regions and bodies in, or bring them up to date."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from bureau.accounts.seeding import seed_bodies, seed_regions


class Command(BaseCommand):
    """Seeds the database; can be run again."""

    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        """Put the tables in."""
        del args, options
        regions, bodies = seed_regions(), seed_bodies()
        self.stdout.write(
            _("区域 %(regions)s 个，单位 %(bodies)s 个。") % {"regions": regions, "bodies": bodies}
        )
