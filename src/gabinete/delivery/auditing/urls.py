"""Addresses of this package."""

from django.urls import path

from gabinete.delivery.auditing import seals, views

app_name = "audit"
urlpatterns = [
    path("", views.changes, name="list-changes"),
    path("actos/<int:pk>/", views.act, name="show-act"),
    path("registros/<slug:table>/<int:pk>/", views.record, name="show-record"),
    path("consultas/", views.readings, name="list-readings"),
    path("sello/", seals.show, name="show-seal"),
    path("sello/verificar/", seals.verify, name="verify-audit"),
]
