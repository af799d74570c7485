"""Addresses of this package."""

from django.urls import path

from gabinete.delivery.desk import health, views
from gabinete.office.followup.web.detail import go_to_folio

app_name = "desk"
urlpatterns = [
    path("", views.home, name="show-home"),
    path("buscar/", views.search, name="search"),
    path("folio/<path:folio>", go_to_folio, name="go-to-folio"),
    path("salud/", health.alive, name="show-alive"),
    path("salud/base/", health.ready, name="show-ready"),
    path("ayuda/", views.help_by_role, name="show-help"),
    path("ayuda/glosario/", views.glossary, name="show-glossary"),
]
