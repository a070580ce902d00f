"""`manage measures_due`: end the measures whose day has come. Run every night, after `procedures_due`."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from bureau.measures.following import pass_days
from bureau.ui.clock import now


class Command(BaseCommand):
    """Lets the days of measures pass."""

    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        """Do it, and say about how many enterprises."""
        del args, options
        self.stdout.write(_("措施到期的企业 %(count)s 家。") % {"count": pass_days(at=now())})
