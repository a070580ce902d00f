"""The addresses of publication."""

from django.urls import path, re_path

from bureau.publication import views

# The steps of a publisher begin on the page that shows the rule and like cases.
steps = [
    re_path(
        r"^cases/(?P<pk>[0-9]{1,18})/(?P<step>publish|not_publish|list|restore)/$",
        views.publisher_step,
        name="publisher_step",
    )
]
urlpatterns = [
    path("", views.publication, name="publication"),
    path("rules/", views.publication_rules, name="publication_rules"),
    path("cases/<int:pk>/", views.publication_case, name="publication_case"),
    path("rulings/", views.rulings, name="rulings"),
    path("rulings/<int:pk>/", views.ruling, name="ruling"),
    path("rulings/<int:pk>/reply/", views.ruling_reply, name="ruling_reply"),
]
