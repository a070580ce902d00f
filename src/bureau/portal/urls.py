"""Every address of the portal: pages in two languages, data and API in one."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path, register_converter

from bureau.portal import downloads, log, reports, views
from bureau.portal.api import api
from bureau.portal.codes import CodeConverter

register_converter(CodeConverter, "code")

urlpatterns = [
    path("health/live/", views.live, name="live"),
    path("health/ready/", views.ready, name="ready"),
    path("data/v1/register.<slug:form>", downloads.register, name="register"),
    path("data/v1/changes.jsonl", downloads.changes, name="changes"),
    path("data/v1/schema.json", downloads.schema, name="schema"),
    path("data/v1/catalogue.jsonld", downloads.catalogue, name="catalogue"),
    path("data/v1/feed.atom", downloads.feed, name="feed"),
    path("log/checkpoint", log.checkpoint, name="checkpoint"),
    path("log/vkey", log.vkey, name="vkey"),
    path("log/tile/<path:path>", log.log_tile, name="log_tile"),
    path("api/v1/", api.urls),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("search/", views.searched, name="search"),
        path("entries/<code:code>/", views.entry, name="entry"),
        path("withdrawn/", views.taken_down, name="withdrawn"),
        path("statistics/", views.statistics, name="statistics"),
        path("standard/", views.standard, name="standard"),
        path("education/", views.education, name="education"),
        path("self-check/", views.self_check, name="self_check"),
        path("advice/", views.advice, name="advice"),
        path("report/", reports.report, name="report"),
        path("report/answer/", reports.answer, name="report_answer"),
        path("data/", views.open_data, name="data"),
        prefix_default_language=False,
    ),
]

handler400 = "bureau.portal.errors.bad_request"
handler404 = "bureau.portal.errors.not_found"
handler500 = "bureau.portal.errors.failed"
