"""The addresses of notices."""

from django.urls import path

from bureau.notices import views

urlpatterns = [
    path("", views.notices, name="notices"),
    path("seen/", views.notices_seen, name="notices_seen"),
    path("mail/", views.notices_mail, name="notices_mail"),
    path("mail/stop/", views.notices_mail_stop, name="notices_mail_stop"),
    path("mail/confirm/<str:key>/", views.notices_confirm, name="notices_confirm"),
    path("<slug:kind>/open/", views.notice_open, name="notice_open"),
]
