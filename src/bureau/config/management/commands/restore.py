"""`manage restore FILE`: a backup brought back into an empty database, SQLite or PostgreSQL, whichever it was made on."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from bureau.config.restoring import restore


class Command(BaseCommand):
    """Restores a backup."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: object, file: Path, **options: object) -> None:
        """Make the tables, fill them, and say what came back."""
        del args, options
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        try:
            manifest = restore(file, self.stderr.write)
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self.stdout.write(
            _("已恢复 %(rows)s 行、扫描件 %(scans)s 份，都是 %(at)s 的。")
            % {"rows": manifest.rows, "scans": manifest.scans, "at": manifest.made_at}
        )
