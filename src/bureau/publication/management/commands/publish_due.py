"""`manage publish_due`: write what waits and what was lost, let go what has expired, close the day, and publish counts. Run every night."""

import sys

from django.core.management.base import BaseCommand
from django.db import Error
from django.utils.translation import gettext as _

from bureau.publication.daily import compare, open_in_log, publish_day
from bureau.publication.sending import drain
from bureau.ui.clock import now


class Command(BaseCommand):
    """Brings the public store up to the bureau; run by itself at any time, it goes on where it stopped."""

    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        """Do it, and say what was written and what waits; a store that does not answer is told, and ends it."""
        del args, options
        at = now()
        open_in_log(at=at)
        done = drain(at=at)
        self.stdout.write(
            _("写入公开数据库 %(settled)s 条，等待 %(waiting)s 条。")
            % {"settled": done.settled, "waiting": done.waiting}
        )
        try:
            compared = compare(at=at)
            publish_day(at=at)
        except Error as error:
            self.stderr.write(_("公开数据库没有回应：%(error)s") % {"error": error})
            sys.exit(1)
        if compared.again:
            self.stdout.write(_("公开数据库缺少的 %(count)s 条已经重新写入。") % {"count": compared.again})
        for decision in compared.refused:
            self.stderr.write(_("公开数据库缺少，又不接受：%(decision)s") % {"decision": decision})
        for decision in compared.strange:
            self.stderr.write(_("公开数据库里有，本系统没有：%(decision)s") % {"decision": decision})
