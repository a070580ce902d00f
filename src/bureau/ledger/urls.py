"""The addresses of the log."""

from django.urls import path

from bureau.ledger import views

urlpatterns = [path("decisions/<int:pk>/pocket.json", views.pocket, name="pocket")]
