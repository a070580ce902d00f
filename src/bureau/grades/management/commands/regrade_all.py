"""`manage regrade_all`: grade everybody, after another edition of the standard or another reading of it."""

import uuid

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from bureau.audit.actors import System
from bureau.grades.actions import regrade_all
from bureau.ui.clock import now


class Command(BaseCommand):
    """Grades everybody."""

    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        """Grade them, and say how much changed."""
        del args, options
        count = regrade_all(by=System(request_id=str(uuid.uuid4())), at=now())
        self.stdout.write(_("新作决定 %(count)s 项。") % {"count": count})
