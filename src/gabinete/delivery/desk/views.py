"""The first page of each person, the search, and help."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gabinete.delivery.desk import guide, homes
from gabinete.foundation.access.models import Role
from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.foundation.access.requests import actor_in
from gabinete.foundation.search.registry import HitGroup, search_all
from gabinete.foundation.ui.render import redirect, render, wants_part
from gabinete.kernel import clock
from gabinete.office.cabinet.queries import minutes_waiting
from gabinete.office.cabinet.queries.first_point import next_attention
from gabinete.office.cabinet.queries.opinions import opinions_owed
from gabinete.office.followup import actions as followup
from gabinete.office.followup import queries
from gabinete.office.followup.web.lists import address, parts_of, sentence_of

SUGGESTED, FOUND = 5, 12


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for whoever asks."""
    actor = actor_in(request)
    if Role.GOVERNOR in actor.roles:
        return _governor(request, actor)
    if not actor.may(Permission.VIEW_MATTERS):
        return _without_matters(request, actor)
    now, today = clock.now(), clock.today()
    sections = homes.sections_for(actor, today)
    total = queries.board_total(actor, today) if actor.is_office else None
    context = {
        "greeting": homes.greeting(actor, now),
        "summary": homes.summary(sections),
        "sections": sections,
        "now": now,
        "parts": parts_of(total) if total else [],
        "sentence": sentence_of(total) if total else "",
        "total": total,
        "shows_sessions": actor.may(Permission.MANAGE_SESSIONS),
        "audits": actor.may(Permission.VERIFY_AUDIT),
        "waiting_minutes": minutes_waiting(actor),
        "owed": opinions_owed(actor, today),
        "next_session": next_attention(actor, today),
    }
    return render(request, "desk/home.html", context, "main")


def _governor(request: HttpRequest, actor: Actor) -> HttpResponse:
    now = clock.now()
    page = queries.governor_page(actor, now)
    context = {
        "greeting": homes.greeting(actor, now, formal=homes.formal_name(getattr(request.user, "title", ""))),
        "it": page,
        "now": now,
        "changes": [
            (change.count.n, homes.change_text(change.key, change.count.n), address(change.count.filters))
            for change in page.changes
        ],
        "parts": parts_of(page.total),
        "sentence": sentence_of(page.total),
        "failing": address(page.failing_count.filters),
        "address": address,
    }
    response = render(request, "desk/governor.html", context)
    if followup.is_another_look(page.looked_at, now):
        followup.note_look(actor.user_id, now)
    return response


def _without_matters(request: HttpRequest, actor: Actor) -> HttpResponse:
    context = {
        "greeting": homes.greeting(actor, clock.now()),
        "guide": guide.guide_for(actor.roles),
        "manages_accounts": actor.may(Permission.MANAGE_ACCOUNTS),
        "audits": actor.may(Permission.VERIFY_AUDIT),
    }
    return render(request, "desk/quiet.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what the words find; a whole folio goes straight to its page."""
    actor, text = actor_in(request), request.GET.get("q", "").strip()[:200]
    suggesting = wants_part(request)
    groups = search_all(actor, text, SUGGESTED if suggesting else FOUND)
    if not suggesting and (only := _exact(groups)):
        return redirect(only)
    context: dict[str, Any] = {"q": text, "groups": groups}
    response = render(request, "desk/suggestions.html" if suggesting else "desk/search.html", context)
    response["Vary"] = "HX-Request"
    return response


def _exact(groups: list[HitGroup]) -> str:
    exact = [hit.url for group in groups for hit in group.hits if hit.is_exact]
    return exact[0] if len(exact) == 1 else ""


@require_safe
def help_by_role(request: HttpRequest) -> HttpResponse:
    """Show what each of one's roles does here."""
    return render(request, "desk/help.html", {"guide": guide.guide_for(actor_in(request).roles)})


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Show the words of the office."""
    return render(request, "desk/glossary.html", {"entries": guide.glossary()})
