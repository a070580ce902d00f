"""`manage forget_reads`: delete what was read more than ten years ago. For the night, once a day."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from bureau.audit.actions import forget_reads
from bureau.ui.clock import now


class Command(BaseCommand):
    """Keeps the log of reads to its ten years."""

    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        """Delete, and say how many."""
        del args, options
        self.stdout.write(_("已清除 %(count)s 条超过 10 年的查询日志。") % {"count": forget_reads(at=now())})
