"""The addresses of measures."""

from django.urls import path

from bureau.measures import views

urlpatterns = [
    path("", views.measures, name="measures"),
    path("catalogue/", views.measures_catalogue, name="measures_catalogue"),
    path("draw/", views.measures_draw, name="measures_draw"),
    path("of/<str:code>/", views.measures_about, name="measures_of"),
    path("<int:pk>/", views.measure, name="measure"),
    path("<int:pk>/do/", views.measure_do, name="measure_do"),
    path("<int:pk>/assign/", views.measure_assign, name="measure_assign"),
]
