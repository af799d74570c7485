"""Addresses of the bodies and of the calendar."""

from django.urls import path

from gabinete.office.cabinet.web.bodies import calendar, define, pages, planning, recurring, usual

urlpatterns = [
    path("sesiones/calendario/", calendar.show_calendar, name="show-calendar"),
    path("sesiones/choques/", planning.check_conflicts, name="check-conflicts"),
    path("sesiones/gabinetes/", pages.list_bodies, name="list-bodies"),
    path("sesiones/gabinetes/nuevo/", define.create_body, name="create-body"),
    path("sesiones/gabinetes/usuales/", usual.add_usual_bodies, name="add-usual-bodies"),
    path("sesiones/gabinetes/<int:pk>/", pages.show_body, name="show-body"),
    path("sesiones/gabinetes/<int:pk>/definir/", define.edit_body, name="edit-body"),
    path("sesiones/gabinetes/<int:pk>/puntos/", recurring.set_recurring, name="set-recurring"),
    path("sesiones/gabinetes/<int:pk>/programar/", planning.plan_sessions, name="plan-sessions"),
]
