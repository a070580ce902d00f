"""Every address of the system."""

from django.urls import include, path
from django.views.i18n import set_language

from bureau.accounts.oversight import overseen
from bureau.accounts.roles import Action
from bureau.audit.urls import oversight
from bureau.config.health import live, ready
from bureau.config.views import home
from bureau.publication.urls import steps

urlpatterns = [
    path("", home, name="home"),
    path("", include("bureau.accounts.urls")),
    path("absences/", include("bureau.absences.urls")),
    path("notices/", include("bureau.notices.urls")),
    path("enterprises/", include("bureau.enterprises.urls")),
    path("archives/", include("bureau.archives.urls")),
    path("grades/", include("bureau.grades.urls")),
    path("ledger/", include("bureau.ledger.urls")),
    path("", include(steps)),
    path("", include("bureau.procedures.urls")),
    path("leads/", include("bureau.leads.urls")),
    path("publication/", include("bureau.publication.urls")),
    path("measures/", include("bureau.measures.urls")),
    path("audit/", include(oversight(events=overseen(Action.AUDIT_READ), reads=overseen(Action.READS_READ)))),
    path("language/", set_language, name="set_language"),
    path("health/live/", live, name="live"),
    path("health/ready/", ready, name="ready"),
]

handler400 = "bureau.ui.views.bad_request"
handler403 = "bureau.ui.views.forbidden"
handler404 = "bureau.ui.views.not_found"
handler500 = "bureau.ui.views.failed"
