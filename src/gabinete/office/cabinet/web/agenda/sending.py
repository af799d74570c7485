"""Sending a point or an agreement to another body."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError
from gabinete.office.cabinet import queries
from gabinete.office.cabinet.actions import sending
from gabinete.office.cabinet.queries.bodies import body_choices
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.sessions import Request, managed


@require_POST
def send_point(request: Request, pk: int) -> HttpResponse:
    """Put a point on the order of the day of another body's next session."""
    fields = Fields(request.POST)
    body = fields.whole("body") or 0
    fields.require_good()
    twin = sending.send_point(request.actor, pk, body, clock.now())
    said = _("Se envió a %(body)s: es su punto %(n)s.") % {"body": twin.session.body.name, "n": twin.position}
    messages.success(request, said)
    return redirect(reverse("cabinet:show-point", args=[pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def send_agreement(request: Request, pk: int) -> HttpResponse:
    """Choose an agreement of the session and the body it goes to."""
    session = managed(request, pk)
    fields = Fields(request.POST)
    problems: list[str] = []
    status = 200
    if request.method == "POST":
        try:
            matter, body = fields.whole("matter") or 0, fields.whole("body") or 0
            fields.require_good()
            twin = sending.send_agreement(request.actor, pk, matter, body, clock.now())
        except GabineteError as error:
            problems, status = [error.message], error.status
        else:
            said = _("Se envió a %(body)s: es su punto %(n)s.")
            messages.success(request, said % {"body": twin.session.body.name, "n": twin.position})
            return redirect(reverse("cabinet:show-session", args=[pk]))
    matters = queries.matters_of_session(request.actor, session, clock.today())
    context = {
        "session": session,
        "name": queries.name_of(session),
        "matters": [(row.id, f"{row.folio} · {row.title}"[:120]) for row in matters],
        "bodies": [(b.pk, b.name) for b in body_choices(request.actor) if b.pk != session.body_id],
        "sent": {name: fields.text(name) for name in ("matter", "body")},
        "problems": problems,
    }
    return render(request, "cabinet/agenda/send_agreement.html", context, status=status)
