"""`manage check_log`: hold the whole log against the decisions, the tiles, and all that was ever signed of it."""

import sys

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from bureau.ledger.inspecting import faults


class Command(BaseCommand):
    """Checks the log."""

    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        """Say every fault, and end with 1 where there is one."""
        del args, options
        found = list(faults())
        for one in found:
            self.stderr.write(one)
        if found:
            sys.exit(1)
        self.stdout.write(_("日志完整：与决定、检查点和公布的各块相符。"))
