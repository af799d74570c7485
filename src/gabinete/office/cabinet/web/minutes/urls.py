"""Addresses of the built minutes, their extracts and the Word templates."""

from django.urls import path

from gabinete.office.cabinet.web.formats import PAPER
from gabinete.office.cabinet.web.minutes import circulation, extracts, moves, templates, versions

_SESSION, _BODY = "sesiones/<int:pk>", "sesiones/gabinetes/<int:pk>/plantillas"

urlpatterns = [
    path(f"{_SESSION}/versiones/", versions.list_versions, name="list-versions"),
    path(f"{_SESSION}/versiones/armar/", moves.build_minutes, name="build-minutes"),
    path(f"{_SESSION}/versiones/texto/", moves.mend_minutes, name="mend-minutes"),
    path(f"{_SESSION}/versiones/enviar/", moves.circulate_minutes, name="circulate-minutes"),
    path(f"{_SESSION}/versiones/corregir/", moves.correct_minutes, name="correct-minutes"),
    path(f"{_SESSION}/cerrar/", moves.close_session, name="close-session"),
    path(f"{_SESSION}/extractos/", extracts.list_extracts, name="list-extracts"),
    path(f"{_SESSION}/extractos/enviar/", extracts.send_extracts, name="send-extracts"),
    path(f"asuntos/<int:pk>/extracto.{PAPER}", extracts.download_extract, name="download-extract"),
    path("versiones/<int:pk>/", versions.show_version, name="show-version"),
    path(f"versiones/<int:pk>/minuta.{PAPER}", versions.download_version, name="download-version"),
    path("versiones/<int:pk>/cambios/", versions.show_changes, name="show-changes"),
    path("versiones/<int:pk>/observar/", circulation.observe_minutes, name="observe-minutes"),
    path("observaciones/<int:pk>/resolver/", circulation.resolve_observation, name="resolve-observation"),
    path(f"{_BODY}/", templates.list_templates, name="list-templates"),
    path(f"{_BODY}/<slug:kind>/", templates.put_template, name="put-template"),
    path(f"{_BODY}/<slug:kind>/quitar/", templates.drop_template, name="drop-template"),
    path(f"{_BODY}/<slug:kind>/plantilla.docx", templates.download_template, name="download-template"),
    path(f"{_BODY}/<slug:kind>/ejemplo.docx", templates.preview_template, name="preview-template"),
]
