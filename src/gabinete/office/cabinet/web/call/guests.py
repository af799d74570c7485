"""The guests of a session on the desk: called without a seat, and told when they are not expected any more."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gabinete.foundation.notifications.mail import is_mail_on
from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError
from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet import policies, queries, states
from gabinete.office.cabinet.actions.guests import invite_guest, withdraw_guest
from gabinete.office.cabinet.models import CabinetSession, Invitation
from gabinete.office.cabinet.queries.calls import guest_rows, invitation_of
from gabinete.office.cabinet.queries.guests import points_for_guests
from gabinete.office.cabinet.rules.guests import GuestGiven
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.sessions import Request


@require_http_methods(["GET", "HEAD", "POST"])
def list_guests(request: Request, pk: int) -> HttpResponse:
    """Show who is called without a seat, and call somebody else."""
    session = queries.session_of(request.actor, pk)
    policies.require(policies.may_manage_session(request.actor, session), _("invitar a la sesión"))
    fields, problem = Fields(request.POST), None
    if request.method == "POST":
        try:
            one = invite_guest(request.actor, pk, _given(fields), clock.now())
        except GabineteError as error:
            problem = error
        else:
            messages.success(request, _told_of(one, session) % {"name": one.guest})
            return redirect(reverse("cabinet:list-guests", args=[pk]))
    return render(
        request,
        "cabinet/call/guests.html",
        _context(session, fields, problem),
        status=problem.status if problem else 200,
    )


@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Call a guest no longer."""
    invited = invitation_of(request.actor, pk, clock.today())
    policies.require(policies.may_manage_session(request.actor, invited.session), _("retirar invitados"))
    one = withdraw_guest(request.actor, pk, Fields(request.POST).version(), clock.now())
    told = one.withdrawn_at is not None and one.addresses and _by_mail(invited.session)
    said = _("Se retiró a %(name)s y se le avisó.") if told else _("Se retiró a %(name)s.")
    messages.success(request, said % {"name": one.guest})
    return redirect(reverse("cabinet:list-guests", args=[invited.session_id]))


def _told_of(one: Invitation, session: CabinetSession) -> str:
    if not (one.addresses and _by_mail(session)):
        return _("%(name)s quedó entre los invitados; avísele por otra vía.")
    if one.sent_at is None:
        return _("%(name)s quedó entre los invitados; se le avisará al convocar.")
    return _("%(name)s quedó entre los invitados y se le avisó.")


def _by_mail(session: CabinetSession) -> bool:
    """Return whether letters of a session leave at all."""
    return is_mail_on() and session.reserve < Reserve.RESTRICTED


def _given(fields: Fields) -> GuestGiven:
    point = fields.whole("point")
    fields.require_good()
    return GuestGiven(
        fields.text("name"), fields.text("title"), fields.text("agency"), fields.text("mail"), point
    )


def _context(session: CabinetSession, fields: Fields, problem: GabineteError | None) -> dict[str, Any]:
    return {
        "session": session,
        "name": queries.name_of(session),
        "rows": guest_rows(session, clock.today()),
        "points": points_for_guests(session),
        "may_invite": session.state in states.AHEAD,
        "is_out": session.state in {states.CALLED, states.FROZEN},
        "by_mail": _by_mail(session),
        "sent": fields.data,
        "errors": fields.errors,
        "problems": [problem.message] if problem and not fields.errors else [],
    }
