"""`manage demo FOLDER`: the whole system with an archive and demo people in it, to try. Can be run again."""

import uuid
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from bureau.accounts.demo import refuse_production
from bureau.archives.loading import was_loaded
from bureau.archives.vocabulary import grade_label
from bureau.audit.actors import System
from bureau.grades.actions import regrade_due
from bureau.grades.queries import count_by_grade
from bureau.ui.clock import day, now


class Command(BaseCommand):
    """Sets up, loads and grades the archive where that was not done before, and makes standard and demo people known."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder of an archive."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: object, folder: Path, **options: object) -> None:
        """Do it, and say what was graded and how to sign in."""
        del args, options
        refuse_production(settings.PRODUCTION)
        call_command("setup", stdout=self.stdout)
        if not was_loaded(folder):
            call_command("load", folder, stdout=self.stdout, stderr=self.stderr)
        at = now()
        regrade_due(by=System(request_id=str(uuid.uuid4())), at=at, as_of=day(at))
        self.stdout.write(_("按 %(day)s 定级：") % {"day": day(at)})
        for grade, count in count_by_grade():
            self.stdout.write(f"  {count:>9,}  {grade_label(grade)}")
        call_command("log_checkpoint", stdout=self.stdout, stderr=self.stderr)
        call_command("release_standard", stdout=self.stdout)
        call_command("demo_people", stdout=self.stdout)
