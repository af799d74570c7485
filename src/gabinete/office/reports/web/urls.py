"""Addresses of the reports."""

from django.urls import path

from gabinete.office.reports.web import files, views

app_name = "reports"
urlpatterns = [
    path("", views.list_reports, name="list-reports"),
    path("<int:pk>/", views.show_report, name="show-report"),
    path("<int:pk>/avance/", files.show_progress, name="show-progress"),
    path("<int:pk>/preparar/", files.prepare_report, name="prepare-report"),
    path("<int:pk>/cifras/<str:ref>/", views.show_figure, name="show-figure"),
    path("<int:pk>/informe.<str:kind>", files.download_report, name="download-report"),
]
