"""`manage procedures_due`: take what falls due by itself, and mark what is late. Run every night, after `regrade_due`."""

import uuid

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from bureau.audit.actors import System
from bureau.procedures.following import pass_days
from bureau.ui.clock import now


class Command(BaseCommand):
    """Lets the days of cases pass."""

    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        """Do it, and say how many cases moved."""
        del args, options
        count = pass_days(by=System(request_id=str(uuid.uuid4())), at=now())
        self.stdout.write(_("办理事项有变动的 %(count)s 件。") % {"count": count})
