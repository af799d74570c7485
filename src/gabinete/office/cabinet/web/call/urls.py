"""Addresses of calls and calendars."""

from django.urls import path, register_converter

from gabinete.office.cabinet.rules.call_keys import KEY_PATTERN
from gabinete.office.cabinet.web.call import desk, guests, public, subscriptions


class Key:
    """A key of a link: its shape only; what it opens is asked of the database."""

    regex = KEY_PATTERN

    def to_python(self, value: str) -> str:
        """Return it as it is."""
        return value

    def to_url(self, value: str) -> str:
        """Return it as it is."""
        return value


register_converter(Key, "cabinet_key")

urlpatterns = [
    path("convocatoria/<cabinet_key:key>/", public.answer_by_link, name="answer-by-link"),
    path("convocatoria/<cabinet_key:key>/convocatoria.pdf", public.call_by_link, name="call-by-link"),
    path("convocatoria/<cabinet_key:key>/acuse/", public.acknowledge_by_link, name="acknowledge-by-link"),
    path("convocatorias/<int:pk>/responder/", desk.answer_call, name="answer-call"),
    path("convocatorias/<int:pk>/registrar/", desk.answer_for_member, name="answer-for-member"),
    path("convocatorias/<int:pk>/designacion/", desk.download_designation, name="download-designation"),
    path("respuestas/<int:pk>/confirmar/", desk.settle_reply, {"takes": True}, name="confirm-reply"),
    path("respuestas/<int:pk>/descartar/", desk.settle_reply, {"takes": False}, name="dismiss-reply"),
    path("sesiones/<int:pk>/recordar/", desk.chase, name="chase-answers"),
    path("sesiones/<int:pk>/diferir/", desk.postpone, name="postpone-session"),
    path("sesiones/<int:pk>/invitados/", guests.list_guests, name="list-guests"),
    path("convocatorias/<int:pk>/retirar/", guests.withdraw, name="withdraw-guest"),
    path("sesiones/calendarios/", subscriptions.calendar_links, name="calendar-links"),
    path("sesiones/calendarios/<int:pk>/revocar/", subscriptions.revoke_link, name="revoke-calendar"),
    path("calendarios/<cabinet_key:key>.ics", subscriptions.follow, name="follow-calendar"),
]
