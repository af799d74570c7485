"""Addresses of this package."""

from django.urls import path

from gabinete.office.followup.web import acting, detail, export, lists, register

app_name = "followup"
urlpatterns = [
    path("", lists.list_matters, name="list-matters"),
    path("nuevo/", register.register_matter, name="register-matter"),
    path("exportar/", export.export_matters, name="export-matters"),
    path("tablero/", lists.show_board, name="show-board"),
    path("<int:pk>/", detail.show_matter, name="show-matter"),
    path("<int:pk>/plazo/", detail.explain_term, name="explain-term"),
    path("<int:pk>/bitacora/", detail.show_log, name="show-log"),
    path("<int:pk>/evidencia/<int:evidence>/", detail.download_evidence, name="download-evidence"),
    path("<int:pk>/confirm_end/", acting.confirm_proposed, name="confirm-end"),
    path("<int:pk>/<slug:name>/", acting.make_move, name="make-move"),
]
