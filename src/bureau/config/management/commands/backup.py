"""`manage backup FILE`: everything as it stands, in one file; may be run while people work."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from bureau.config.backups import back_up
from bureau.config.health import is_up_to_date
from bureau.ui.clock import now


class Command(BaseCommand):
    """Writes a backup."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: object, file: Path, **options: object) -> None:
        """Write it, and say what is in it."""
        del args, options
        if file.exists():
            raise CommandError(_("%(file)s 已经存在，不会覆盖。请换一个文件名。") % {"file": file})
        if not is_up_to_date():
            raise CommandError(_("数据库的表不是这一版本的。请先运行 qualitycredit manage setup。"))
        try:
            manifest = back_up(file, now())
        except OSError as error:
            raise CommandError(
                _("%(file)s 写不进去：%(why)s") % {"file": file, "why": error.strerror}
            ) from error
        self.stdout.write(
            _("已备份 %(rows)s 行、扫描件 %(scans)s 份到 %(file)s。密钥不在其中，请另外保管。")
            % {"rows": manifest.rows, "scans": manifest.scans, "file": file}
        )
