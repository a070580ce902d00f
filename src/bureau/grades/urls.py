"""The addresses of grades."""

from django.urls import path

from bureau.grades import views

urlpatterns = [
    path("board/", views.board, name="board"),
    path("list/", views.grades, name="grades"),
    path("moved/", views.grades_moved, name="grades_moved"),
    path("counted/", views.grades_counted, name="grades_counted"),
    path("standard/", views.law, name="standard"),
    path("enterprises/<str:code>/", views.grade, name="grade"),
    path("enterprises/<str:code>/<str:language>.pdf", views.grade_paper, name="grade_paper"),
    path("enterprises/<str:code>/history/", views.grade_history, name="grade_history"),
]
