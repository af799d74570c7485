"""Addresses of sessions, minutes and drafts."""

from django.urls import path

from gabinete.office.cabinet.web import drafts, papers, review, sessions
from gabinete.office.cabinet.web.agenda import urls as agenda
from gabinete.office.cabinet.web.bodies import urls as bodies
from gabinete.office.cabinet.web.call import urls as call
from gabinete.office.cabinet.web.firstpoint import urls as firstpoint
from gabinete.office.cabinet.web.formats import PAPER
from gabinete.office.cabinet.web.minutes import urls as minutes
from gabinete.office.cabinet.web.room import urls as room
from gabinete.office.cabinet.web.signing import urls as signing

app_name = "cabinet"


urlpatterns = [
    *call.urlpatterns,
    *minutes.urlpatterns,
    *signing.urlpatterns,
    path("sesiones/", sessions.list_sessions, name="list-sessions"),
    path("sesiones/nueva/", sessions.create_session, name="create-session"),
    *bodies.urlpatterns,
    path("sesiones/<int:pk>/", sessions.show_session, name="show-session"),
    path("sesiones/<int:pk>/corregir/", sessions.edit_session, name="edit-session"),
    path("sesiones/<int:pk>/convocar/", sessions.call_session, name="call-session"),
    path("sesiones/<int:pk>/cancelar/", sessions.cancel_session, name="cancel-session"),
    path("sesiones/<int:pk>/siguiente/", sessions.set_next_session, name="set-next-session"),
    path(f"sesiones/<int:pk>/convocatoria.{PAPER}", papers.download_call, name="download-call"),
    path(f"sesiones/<int:pk>/minuta.{PAPER}", papers.download_minutes, name="download-minutes"),
    path("sesiones/<int:pk>/minuta/", review.upload_minutes, name="upload-minutes"),
    path("minutas/<int:pk>/revisar/", review.review_minutes, name="review-minutes"),
    path("minutas/<int:pk>/lectura/", review.reading_progress, name="reading-progress"),
    path("minutas/<int:pk>/registrar/", review.confirm_minutes, name="confirm-minutes"),
    path("minutas/<int:pk>/agregar/", review.add_draft, name="add-draft"),
    path("minutas/<int:pk>/seguimiento/", review.set_monitor, name="set-monitor"),
    path("minutas/<int:pk>/descartar/", review.discard_minutes, name="discard-minutes"),
    path("minutas/<int:pk>/archivo/", papers.download_original, name="download-original"),
    path("borradores/<int:pk>/", drafts.edit_draft, name="edit-draft"),
    path("borradores/<int:pk>/descartar/", drafts.drop_draft, name="drop-draft"),
    path("borradores/<int:pk>/recuperar/", drafts.restore_draft, name="restore-draft"),
    path("borradores/<int:pk>/parecidos/", drafts.similar_matters, name="similar-matters"),
    path("borradores/<int:pk>/plazo/", drafts.explain_term, name="explain-term"),
    *agenda.urlpatterns,
    *firstpoint.urlpatterns,
    *room.urlpatterns,
]
