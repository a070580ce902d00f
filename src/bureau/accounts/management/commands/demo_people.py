"""`manage demo_people`: people of every role to try the system with. Never in production.

All have one password and one authenticator, and both are printed. The command refuses wherever real work could be done.
"""

import uuid

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from bureau.accounts.demo import PASSWORD, SECRET, code_at, make_cast, refuse_production
from bureau.audit.actors import System
from bureau.ui.clock import now


class Command(BaseCommand):
    """Makes the demo people; can be run again."""

    help = __doc__

    def handle(self, *args: object, **options: object) -> None:
        """Make them, unless this could be production."""
        del args, options
        refuse_production(settings.PRODUCTION)
        at = now()
        cast = make_cast(by=System(request_id=str(uuid.uuid4())), at=at)
        self.stdout.write(_("仅供演示。密码都是 %(password)s") % {"password": PASSWORD})
        self.stdout.write(_("动态口令的密钥都是 %(secret)s") % {"secret": SECRET})
        self.stdout.write(
            _("没有验证器时用 %(code)s，半分钟之内有效；再要时运行 qualitycredit manage demo_code")
            % {"code": code_at(at)}
        )
        for one in cast:
            roles = "、".join(str(role.label) for role in one.roles)
            self.stdout.write(f"  {one.username:<18} {one.name}  {one.body}  {roles}")
