"""`manage export FOLDER`: write the archive as the library's three tables. It is logged."""

import uuid
from datetime import date
from pathlib import Path
from typing import Literal

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bureau.archives.exporting import export
from bureau.audit.actors import System
from bureau.ui.clock import day, now
from qualitycredit.errors import QualityCreditError


class Command(BaseCommand):
    """Exports the archive."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder, the day whose products count, and the format."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--as-of", type=date.fromisoformat, help="products made on this day; today")
        parser.add_argument("--format", choices=["parquet", "csv"], default="parquet", dest="file_format")

    def handle(
        self,
        *args: object,
        folder: Path,
        as_of: date | None,
        file_format: Literal["parquet", "csv"],
        **options: object,
    ) -> None:
        """Export it, or say why not."""
        del args, options
        at, by = now(), System(request_id=str(uuid.uuid4()))
        try:
            transfer = export(by=by, at=at, as_of=as_of or day(at), folder=folder, file_format=file_format)
        except QualityCreditError as error:
            raise CommandError(error.say("en" if get_language() == "en" else "zh")) from error
        self.stdout.write(
            _("导出企业 %(enterprises)s 家，产品 %(products)s 种，记录 %(records)s 条。")
            % {
                "enterprises": transfer.enterprises,
                "products": transfer.products,
                "records": transfer.records,
            }
        )
