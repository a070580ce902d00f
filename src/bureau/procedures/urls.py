"""The addresses of procedures, and of the desk of an enterprise."""

from django.urls import path

from bureau.procedures.views import agenda, burden, cases, desk, documents, opening, wording

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/check/", desk.check, name="self_check"),
    path("desk/check/<str:kind>/", desk.check_kind, name="self_check_kind"),
    path("cases/", cases.cases, name="cases"),
    path("cases/asked/", burden.burden, name="burden"),
    path("cases/documents/<int:pk>/<str:form>/<str:language>/", documents.document, name="case_document"),
    path("cases/texts/", wording.wordings, name="wordings"),
    path("cases/texts/<str:code>/", wording.wording, name="wording"),
    path("cases/texts/<str:code>/edit/", wording.wording_edit, name="wording_edit"),
    path("cases/texts/<str:code>/confirm/", wording.wording_confirm, name="wording_confirm"),
    path("cases/texts/<str:code>/return/", wording.wording_return, name="wording_return"),
    path("cases/calendar/", agenda.agenda, name="agenda"),
    path("cases/calendar.ics", agenda.agenda_file, name="agenda_file"),
    path("cases/holidays/", cases.holidays, name="holidays"),
    path("cases/holidays/enter/", cases.holidays_enter, name="holidays_enter"),
    path("cases/apply/<str:code>/", opening.apply, name="case_apply"),
    path("cases/object/<str:code>/", opening.object_to_grade, name="case_object"),
    path("cases/object/record/<int:pk>/", opening.object_to_record, name="case_object_record"),
    path("cases/repair/<str:code>/", opening.repair, name="case_repair"),
    path("cases/order/<str:code>/", opening.order, name="case_order"),
    path("cases/eliminate/<str:code>/", opening.eliminate, name="case_eliminate"),
    path("cases/of/<str:code>/", opening.cases_of_one, name="cases_of"),
    path("cases/<int:pk>/", cases.case, name="case"),
    path("cases/<int:pk>/interest/", cases.case_interest, name="case_interest"),
    path("cases/<int:pk>/<str:step>/", cases.case_step, name="case_step"),
]
