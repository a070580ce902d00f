"""The addresses of absences."""

from django.urls import path

from bureau.absences import views

urlpatterns = [
    path("", views.absences, name="absences"),
    path("add/", views.absence_add, name="absence_add"),
    path("<int:pk>/end/", views.absence_end, name="absence_end"),
    path("work/<str:username>/", views.work_pass, name="work_pass"),
]
