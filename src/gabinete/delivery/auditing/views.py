"""Screens of the audit: what changed, one act, the story of a record, restricted readings."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gabinete.delivery.auditing.inputs import filters_of, number_of
from gabinete.delivery.auditing.policies import may_see_seal
from gabinete.delivery.auditing.queries import people
from gabinete.delivery.auditing.queries import readings as all_readings
from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.foundation.access.policies import require
from gabinete.foundation.access.requests import actor_in
from gabinete.foundation.audit import queries, reading
from gabinete.foundation.audit.registry import audited
from gabinete.foundation.audit.wording import table_label, verb_label
from gabinete.foundation.ui.render import render
from gabinete.kernel.errors import NotFound

SHOWN_IN_ACT = 100
"""Rows of one act that a page shows; a larger one says how many there are."""


@require_GET
def changes(request: HttpRequest) -> HttpResponse:
    """List changes, the newest first, by who, what, kind of record and dates."""
    require(actor_in(request), Permission.VIEW_AUDIT)
    filters = filters_of(request)
    found = queries.changes(filters, queries.PAGE + 1)
    context = {
        "changes": reading.read(found[: queries.PAGE]),
        "next": _next_page(request, found[queries.PAGE - 1].id) if len(found) > queries.PAGE else "",
        "filters": filters,
        "asked": request.GET,
        "people": people(),
        "tables": sorted(((name, table_label(name)) for name in audited()), key=lambda pair: pair[1]),
        "verbs": sorted(((v, verb_label(v)) for v in queries.verbs()), key=lambda pair: pair[1]),
        **_tabs(request, "changes"),
    }
    return render(request, "audit/changes.html", context, fragment="results")


@require_GET
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one act: who, why, from where, and each record before and after."""
    require(actor_in(request), Permission.VIEW_AUDIT)
    found = queries.act_of(pk)
    if found is None:
        raise NotFound("audit.no_act", _("No hay un acto con ese número."))
    context = {
        "act": found,
        "verb": verb_label(found.verb),
        "changes": reading.read(queries.changes_of_act(pk, SHOWN_IN_ACT)),
        "omitted": max(found.row_count - SHOWN_IN_ACT, 0),
        **_tabs(request, "changes"),
    }
    return render(request, "audit/act.html", context)


@require_GET
def record(request: HttpRequest, table: str, pk: int) -> HttpResponse:
    """Show everything that happened to one record."""
    require(actor_in(request), Permission.VIEW_AUDIT)
    told = queries.history_of(table, pk) if table in audited() else []
    if not told:
        raise NotFound("audit.no_record", _("No hay historia de ese registro."))
    context = {
        "changes": list(reversed(reading.read(told))),
        "label": told[-1].label,
        "table": table_label(table),
        **_tabs(request, "changes"),
    }
    return render(request, "audit/record.html", context)


@require_GET
def readings(request: HttpRequest) -> HttpResponse:
    """List who read restricted records."""
    require(actor_in(request), Permission.VIEW_AUDIT)
    user_id = number_of(request, "quien")
    found = list(all_readings(user_id=user_id, before_id=number_of(request, "antes"))[: queries.PAGE + 1])
    context = {
        "readings": found[: queries.PAGE],
        "next": _next_page(request, found[queries.PAGE - 1].pk) if len(found) > queries.PAGE else "",
        "asked": request.GET,
        "people": people(),
        **_tabs(request, "readings"),
    }
    return render(request, "audit/readings.html", context, fragment="results")


def tabs_of(actor: Actor, current: str) -> dict[str, Any]:
    """Return what the tabs of every page of the audit need."""
    return {
        "may_view": actor.may(Permission.VIEW_AUDIT),
        "may_verify": actor.may(Permission.VERIFY_AUDIT),
        "may_see_seal": may_see_seal(actor),
        "tab": current,
    }


def _tabs(request: HttpRequest, current: str) -> dict[str, Any]:
    return tabs_of(actor_in(request), current)


def _next_page(request: HttpRequest, last_id: int) -> str:
    """Return the address of the following page with the same filters."""
    asked = request.GET.copy()
    asked["antes"] = str(last_id)
    return f"{request.path}?{asked.urlencode()}"
