"""`manage regrade_due --as-of DAY`: grade those whose day has come. Run every night, a little after midnight."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from bureau.audit.actors import System
from bureau.grades.actions import regrade_due
from bureau.grades.adopting import preview_waiting
from bureau.ui.clock import day, now


class Command(BaseCommand):
    """Grades what is due."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the day."""
        parser.add_argument("--as-of", type=date.fromisoformat, help="the day for which to grade; today")

    def handle(self, *args: object, as_of: date | None, **options: object) -> None:
        """Grade it, and say how much changed."""
        del args, options
        at = now()
        try:
            count = regrade_due(by=System(request_id=str(uuid.uuid4())), at=at, as_of=as_of or day(at))
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        if previewed := preview_waiting(by=System(request_id=str(uuid.uuid4())), at=at):
            self.stdout.write(_("已预览采用标准的提议 %(count)s 项。") % {"count": previewed})
        self.stdout.write(_("新作决定 %(count)s 项。") % {"count": count})
