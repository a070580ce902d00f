"""`manage load FOLDER`: take an archive of the library in, as a whole or not at all. Can be run again."""

import uuid
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bureau.archives.loading import load
from bureau.audit.actors import System
from bureau.ui.clock import now
from qualitycredit.archive import open_archive
from qualitycredit.errors import QualityCreditError


class Command(BaseCommand):
    """Loads an archive, and says how far it is."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: object, folder: Path, **options: object) -> None:
        """Load it, or say why not."""
        del args, options
        done = 0

        def progress(count: int) -> None:
            nonlocal done
            done += count
            self.stderr.write(_("已读 %(count)s 家") % {"count": done}, ending="\r")

        try:
            transfer = load(
                by=System(request_id=str(uuid.uuid4())),
                at=now(),
                archive=open_archive(folder),
                progress=progress,
            )
        except QualityCreditError as error:
            raise CommandError(error.say("en" if get_language() == "en" else "zh")) from error
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self.stdout.write(
            _("载入企业 %(enterprises)s 家，产品 %(products)s 种，记录 %(records)s 条。")
            % {
                "enterprises": transfer.enterprises,
                "products": transfer.products,
                "records": transfer.records,
            }
        )
