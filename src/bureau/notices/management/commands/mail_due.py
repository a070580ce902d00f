"""`manage mail_due`: write to those who have new notices and want to be told by e-mail. Run every few minutes."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from bureau.notices.letters import mail_due
from bureau.ui.clock import now


class Command(BaseCommand):
    """Sends what is due; what a mail server does not take is tried again later."""

    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        """Send it, and say how much."""
        del args, options
        if not settings.MAIL:
            raise CommandError(
                _("没有接通邮件：请设置 MAIL_URL、MAIL_FROM 和 SITE_URL，见 docs/how-to/deploy.md。")
            )
        done = mail_due(at=now())
        self.stdout.write(
            _("发出 %(sent)s 封，%(failed)s 封没有发出去，以后再发。")
            % {"sent": done.sent, "failed": done.failed}
        )
