"""`manage receive_leads`: take what the public reported out of the inbox, and put answers in. Run every few minutes."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from bureau.inbox.sealing import private_of
from bureau.leads.actions import receive
from bureau.ui.clock import now


class Command(BaseCommand):
    """Brings reports to the bureau of the region, and answers back."""

    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        """Do it, and say how many there were."""
        del args, options
        done = receive(at=now(), private=private_of(settings.ENCRYPTION_KEY))
        self.stdout.write(
            _("收到 %(received)s 件，打不开 %(unopened)s 件，送出答复 %(delivered)s 件。")
            % {"received": done.received, "unopened": done.unopened, "delivered": done.delivered}
        )
