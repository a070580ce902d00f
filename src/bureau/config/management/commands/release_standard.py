"""`manage release_standard`: publish the standard in force, for the portal. Can be run again."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from bureau.config.releasing import release_standard
from bureau.ui.clock import now


class Command(BaseCommand):
    """Puts the standard with its rules and readings into the public store, in both languages."""

    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        """Do it, and say so."""
        del args, options
        release_standard(now())
        self.stdout.write(_("标准已经发布。"))
