"""Address of the first point."""

from django.urls import path

from gabinete.office.cabinet.web.firstpoint import views

urlpatterns = [path("sesiones/<int:pk>/seguimiento/", views.show_first_point, name="show-first-point")]
