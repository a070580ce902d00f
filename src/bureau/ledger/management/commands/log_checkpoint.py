"""`manage log_checkpoint`: sign the log of decisions and publish it. Run every night, and after every release."""

import sys
import uuid

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.utils.translation import gettext as _

from bureau.audit.actors import System
from bureau.ledger.actions import publish, sign_checkpoint
from bureau.ledger.keys import signing_keys
from bureau.ui.clock import now


class Command(BaseCommand):
    """Signs a checkpoint."""

    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        """Do it, and say how long the log is; a store that does not answer is told, and gets it the next time."""
        del args, options
        at = now()
        try:
            keys = signing_keys()
            made = sign_checkpoint(by=System(request_id=str(uuid.uuid4())), at=at, keys=keys)
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self.stdout.write(_("已签署日志 %(name)s，%(size)s 条。") % {"name": keys[0].name, "size": made.size})
        try:
            count = publish(at=at, keys=keys)
        except Error as error:
            self.stderr.write(_("公开数据库没有回应：%(error)s") % {"error": error})
            sys.exit(1)
        self.stdout.write(_("已公布 %(count)s 块。") % {"count": count})
