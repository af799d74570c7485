"""Papers of a session to take away: the call, the minutes built from the system, the file that was received."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gabinete.foundation.documents.responses import serve
from gabinete.foundation.rendering.pdf import pdf
from gabinete.foundation.rendering.tree import Document
from gabinete.foundation.rendering.word import word
from gabinete.kernel import clock
from gabinete.office.cabinet import policies, printing, queries
from gabinete.office.cabinet.queries.followed import followed_of
from gabinete.office.cabinet.queries.versions import shown_version
from gabinete.office.cabinet.web.sessions import Request
from gabinete.office.cabinet.word_papers import word_call

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_safe
def download_call(request: Request, pk: int, kind: str) -> HttpResponse:
    """Give the call with its order of the day."""
    session = queries.session_of(request.actor, pk)
    made_at = session.call_sent_at or clock.now()
    seats, name = queries.seats_of(session.body), f"convocatoria-{printing.slug_of(session)}"
    followed = followed_of(session, clock.now())
    if kind == "docx":
        return _answer(word_call(session, seats, made_at, printing.address_of(session), followed), kind, name)
    return _paper(
        printing.call_document(session, seats, made_at, printing.address_of(session), followed), kind, name
    )


@require_safe
def download_minutes(request: Request, pk: int, kind: str) -> HttpResponseBase:
    """Give the last version of the minutes this person may read; without one, what the system knows of the session."""
    session = queries.session_of(request.actor, pk)
    if (version := shown_version(request.actor, session)) is not None:
        return serve(version.pdf if kind == "pdf" else version.docx, request)
    matters = queries.matters_of_session(request.actor, session, clock.today())
    seats, made_at = queries.seats_of(session.body), clock.now()
    followed = followed_of(session, session.opened_at) if session.opened_at else None
    paper = printing.minutes_document(
        session, seats, matters, made_at, printing.address_of(session), followed
    )
    return _paper(paper, kind, f"minuta-{printing.slug_of(session)}")


@require_safe
def download_original(request: Request, pk: int) -> HttpResponseBase:
    """Give the file from which the agreements were read."""
    minutes = queries.minutes_of(request.actor, pk)
    if minutes.document is None:
        raise policies.unknown(_("un archivo: la minuta se pegó como texto"))
    return serve(minutes.document, request)


def _paper(paper: Document, kind: str, name: str) -> HttpResponse:
    return _answer(pdf(paper) if kind == "pdf" else word(paper), kind, name)


def _answer(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
