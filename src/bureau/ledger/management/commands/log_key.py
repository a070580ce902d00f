"""`manage log_key NAME`: make a key that signs the log of decisions. NAME is the log's, such as credit.example.gov.cn/log."""

import re

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from bureau.ledger.keys import new_key


class Command(BaseCommand):
    """Makes a key."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the name."""
        parser.add_argument("name", help="the name of the log, without blanks and without +")

    def handle(self, *args: object, name: str, **options: object) -> None:
        """Print the secret to standard output, for a file that nobody else reads, and the public key beside it."""
        del args, options
        if not re.fullmatch(r"[^\s+]+", name):
            raise CommandError(_("日志的名称不能有空格和加号。"))
        key = new_key(name)
        self.stdout.write(key.secret())
        self.stderr.write(str(key.verifier))
