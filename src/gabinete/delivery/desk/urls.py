"""Addresses of this package."""

from django.urls import path

from gabinete.delivery.desk import calendar, views
from gabinete.office.followup.web.detail import go_to_folio

app_name = "desk"
urlpatterns = [
    path("", views.home, name="show-home"),
    path("buscar/", views.search, name="search"),
    path("folio/<path:folio>", go_to_folio, name="go-to-folio"),
    path("calendario/", calendar.show_calendar, name="show-calendar"),
    path("calendario/<slug:code>/", calendar.show_calendar, name="show-one-calendar"),
    path("calendario/<slug:code>/cerrar/", calendar.close_day, name="close-day"),
    path("calendario/<slug:code>/abrir/", calendar.open_day, name="open-day"),
    path("ayuda/", views.help_by_role, name="show-help"),
    path("ayuda/glosario/", views.glossary, name="show-glossary"),
]
