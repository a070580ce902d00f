"""`manage documents_due`: set the documents that wait for it. Run every night, after `procedures_due`."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from bureau.procedures.issuing import set_waiting


class Command(BaseCommand):
    """Sets documents that the system made by itself, and those that could not be set before."""

    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        """Do it, and say how many there were."""
        del args, options
        self.stdout.write(_("制作文书 %(count)s 件。") % {"count": set_waiting()})
