"""The addresses of leads."""

from django.urls import path

from bureau.leads import views

urlpatterns = [
    path("", views.leads, name="leads"),
    path("<int:pk>/", views.lead, name="lead"),
    path("<int:pk>/open/", views.lead_open, name="lead_open"),
    path("<int:pk>/record/", views.lead_record, name="lead_record"),
    path("<int:pk>/answer/", views.lead_answer, name="lead_answer"),
]
