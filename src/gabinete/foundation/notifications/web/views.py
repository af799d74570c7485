"""The page of notices: what I was told, what I have seen, and the acuses I owe."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from gabinete.foundation.access.people import Actor
from gabinete.foundation.notifications import actions, queries
from gabinete.foundation.notifications.mail import is_mail_on
from gabinete.foundation.notifications.models import Notice
from gabinete.foundation.ui.render import redirect, render, wants_part
from gabinete.kernel import clock


class Request(HttpRequest):
    """A request with its actor, as AccessMiddleware leaves it."""

    actor: Actor


@require_safe
def list_notices(request: Request) -> HttpResponse:
    """Show my notices, newest first, fifty at a time; ``sin_ver=1`` keeps the unseen ones."""
    unseen_only = request.GET.get("sin_ver") == "1"
    notices = queries.notices_of(request.actor.user_id, unseen_only=unseen_only)
    page, has_more = queries.page_of(notices, _place(request.GET.get("antes", "")))
    context = {
        "notices": page,
        "older": _written(page[-1]) if has_more else "",
        "unseen_only": unseen_only,
        "unseen": queries.unseen_count(request.actor.user_id),
        "mail_on": is_mail_on(),
    }
    return render(request, "notifications/list.html", context, "notices")


@require_safe
def open_notice(request: Request, pk: int) -> HttpResponse:
    """Go to what the notice is about, having noted that it was seen."""
    notice = actions.mark_seen(request.actor.user_id, pk, clock.now())
    return redirect(notice.url or reverse("notifications:list-notices"))


@require_POST
def mark_seen(request: Request, pk: int) -> HttpResponse:
    """Mark one as seen."""
    return _answer(request, actions.mark_seen(request.actor.user_id, pk, clock.now()))


@require_POST
def mark_all_seen(request: Request) -> HttpResponse:
    """Mark all as seen."""
    count = actions.mark_all_seen(request.actor.user_id, clock.now())
    said = ngettext("Se marcó %(n)s aviso como visto.", "Se marcaron %(n)s avisos como vistos.", count)
    messages.success(request, said % {"n": count})
    return redirect(reverse("notifications:list-notices"))


@require_POST
def acknowledge(request: Request, pk: int) -> HttpResponse:
    """Give the acuse."""
    notice = actions.acknowledge(request.actor.user_id, pk, clock.now())
    if not wants_part(request):
        messages.success(request, _("Acuse registrado."))
    return _answer(request, notice)


def _answer(request: Request, notice: Notice) -> HttpResponse:
    """Answer with the line alone to htmx, with the list to everybody else."""
    if wants_part(request):
        return render(
            request, "notifications/one.html", {"notice": notice, "mail_on": is_mail_on()}, "notice"
        )
    return redirect(reverse("notifications:list-notices"))


def _written(notice: Notice) -> str:
    return f"{notice.at.isoformat()}_{notice.pk}"


def _place(text: str) -> tuple[datetime, int] | None:
    """Return the place in the list that an address names; a spoilt address starts from the top."""
    at, _separator, pk = text.partition("_")
    try:
        moment = datetime.fromisoformat(at)
        return (moment, int(pk)) if moment.tzinfo else None
    except ValueError:
        return None
