"""`manage roles_page`: print the matrix of roles as a page of the documentation."""

from django.core.management.base import BaseCommand

from bureau.accounts.presentation import roles_page


class Command(BaseCommand):
    """Prints Markdown."""

    help = __doc__
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        """Print the page."""
        del args, options
        self.stdout.write(roles_page(), ending="")
