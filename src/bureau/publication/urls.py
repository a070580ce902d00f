"""The addresses of publication."""

from django.urls import path

from bureau.publication import views

urlpatterns = [
    path("", views.publication, name="publication"),
    path("rules/", views.publication_rules, name="publication_rules"),
    path("cases/<int:pk>/", views.publication_case, name="publication_case"),
    path("rulings/", views.rulings, name="rulings"),
    path("rulings/<int:pk>/", views.ruling, name="ruling"),
    path("rulings/<int:pk>/reply/", views.ruling_reply, name="ruling_reply"),
]
