"""The addresses of grades."""

from django.urls import path

from bureau.grades.views import adoptions
from bureau.grades.views import grades as views

urlpatterns = [
    path("board/", views.board, name="board"),
    path("list/", views.grades, name="grades"),
    path("moved/", views.grades_moved, name="grades_moved"),
    path("counted/", views.grades_counted, name="grades_counted"),
    path("standard/", views.law, name="standard"),
    path("adoptions/", adoptions.adoptions, name="adoptions"),
    path("adoptions/propose/", adoptions.adoption_propose, name="adoption_propose"),
    path("adoptions/<int:pk>/", adoptions.adoption, name="adoption"),
    path("adoptions/<int:pk>/adopt/", adoptions.adoption_adopt, name="adoption_adopt"),
    path("adoptions/<int:pk>/refuse/", adoptions.adoption_refuse, name="adoption_refuse"),
    path("adoptions/<int:pk>/withdraw/", adoptions.adoption_withdraw, name="adoption_withdraw"),
    path("enterprises/<str:code>/", views.grade, name="grade"),
    path("enterprises/<str:code>/<str:language>.pdf", views.grade_paper, name="grade_paper"),
    path("enterprises/<str:code>/history/", views.grade_history, name="grade_history"),
]
