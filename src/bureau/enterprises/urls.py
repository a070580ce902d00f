"""The addresses of enterprises."""

from django.urls import path

from bureau.enterprises import views

urlpatterns = [
    path("", views.enterprises, name="enterprises"),
    path("add/", views.enterprise_add, name="enterprise_add"),
    path("<str:code>/", views.enterprise, name="enterprise"),
    path("<str:code>/rename/", views.enterprise_rename, name="enterprise_rename"),
    path("<str:code>/exporter/", views.enterprise_exporter, name="enterprise_exporter"),
    path("<str:code>/deregister/", views.enterprise_deregister, name="enterprise_deregister"),
    path("<str:code>/succeed/", views.enterprise_succeed, name="enterprise_succeed"),
    path("<str:code>/products/add/", views.product_add, name="product_add"),
    path("<str:code>/products/<int:pk>/end/", views.product_end, name="product_end"),
]
