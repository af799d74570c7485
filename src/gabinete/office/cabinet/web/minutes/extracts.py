"""The extracts of the agreements of a session: who was sent theirs and who gave the acuse."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from gabinete.foundation.documents.responses import serve
from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.office.cabinet import policies, queries
from gabinete.office.cabinet.actions import extracts
from gabinete.office.cabinet.queries.extracts import extract_of, extract_rows
from gabinete.office.cabinet.states import HAPPENED, RECORDED
from gabinete.office.cabinet.web.sessions import Request


@require_safe
def list_extracts(request: Request, pk: int) -> HttpResponse:
    """List the agreements of a session with their extracts and acuses."""
    session = queries.session_of(request.actor, pk)
    rows = extract_rows(request.actor, session)
    may_send = policies.may_confirm_minutes(request.actor, session)
    context = {
        "session": session,
        "name": queries.name_of(session),
        "rows": rows,
        "unsent": sum(row.extract is None for row in rows),
        "received": sum(row.received_at is not None for row in rows),
        "may_send": may_send and session.state in HAPPENED | {RECORDED},
    }
    return render(request, "cabinet/minutes/extracts.html", context)


@require_POST
def send_extracts(request: Request, pk: int) -> HttpResponse:
    """Send the extracts that have not been sent."""
    sent = extracts.send_extracts(request.actor, pk, clock.now())
    said = ngettext(
        "Se envió %(n)s extracto, con solicitud de acuse.",
        "Se enviaron %(n)s extractos, con solicitud de acuse.",
        len(sent),
    )
    messages.success(request, said % {"n": len(sent)})
    return redirect(reverse("cabinet:list-extracts", args=[pk]))


@require_safe
def download_extract(request: Request, pk: int, kind: str) -> HttpResponseBase:
    """Give the extract of a matter to whoever may read the matter."""
    extract = extract_of(request.actor, pk)
    return serve(extract.pdf if kind == "pdf" else extract.docx, request)
