"""`manage first_administrator`: make the first administrator of a body, who invites everybody else.

What is not given as an option is asked for; the password is asked for, or taken from FIRST_ADMINISTRATOR_PASSWORD.
"""

import getpass
import os
import uuid

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from bureau.accounts.actions import appoint_first_administrator
from bureau.accounts.models import Body
from bureau.audit.actors import System
from bureau.ui.clock import now

PASSWORD = "FIRST_ADMINISTRATOR_PASSWORD"  # noqa: S105 - the name of a variable


class Command(BaseCommand):
    """Makes a person who may sign in without having been invited."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take who, and of which body."""
        parser.add_argument("--username")
        parser.add_argument("--name")
        parser.add_argument(
            "--body", default="CN", help="code of the body; the national administration if not given"
        )

    def handle(self, *args: object, **options: str | None) -> None:
        """Make the administrator, or say why not."""
        del args
        body = Body.objects.filter(code=options["body"]).first()
        if body is None:
            raise CommandError(
                _("没有代码为 %(code)s 的单位；先运行 manage seed。") % {"code": options["body"]}
            )
        username = options["username"] or input(_("用户名：")).strip()
        name = options["name"] or input(_("姓名：")).strip()
        password = os.environ.get(PASSWORD) or getpass.getpass(_("密码："))
        by = System(request_id=str(uuid.uuid4()))
        try:
            person = appoint_first_administrator(
                by=by, at=now(), body=body, username=username, name=name, password=password
            )
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self.stdout.write(_("%(person)s现在是%(body)s的管理员。") % {"person": person, "body": body})
