"""Addresses of the reports."""

from django.urls import path

from gabinete.office.reports.web import views

app_name = "reports"
urlpatterns = [
    path("", views.list_reports, name="list-reports"),
    path("<int:pk>/", views.show_report, name="show-report"),
    path("<int:pk>/cifras/<str:ref>/", views.show_figure, name="show-figure"),
    path("<int:pk>/informe.<str:kind>", views.download_report, name="download-report"),
]
