"""The addresses of measures."""

from django.urls import path

from bureau.measures.views import honours, tasks

urlpatterns = [
    path("", tasks.measures, name="measures"),
    path("catalogue/", tasks.measures_catalogue, name="measures_catalogue"),
    path("draw/", tasks.measures_draw, name="measures_draw"),
    path("of/<str:code>/", tasks.measures_about, name="measures_of"),
    path("honours/", honours.ledger, name="honours"),
    path("<int:pk>/", tasks.measure, name="measure"),
    path("<int:pk>/do/", tasks.measure_do, name="measure_do"),
    path("<int:pk>/assign/", tasks.measure_assign, name="measure_assign"),
    path("<int:pk>/propose/", honours.propose, name="measure_propose"),
    path("<int:pk>/confirm/", honours.confirm, name="measure_confirm"),
    path("<int:pk>/return/", honours.send_back, name="measure_return"),
]
