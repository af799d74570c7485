"""The page of a matter, how its term was counted, and the files offered as proof."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.foundation.access.readings import note_reading
from gabinete.foundation.access.requests import actor_in
from gabinete.foundation.documents.responses import serve
from gabinete.foundation.ui.filters import percent, short_date_of
from gabinete.foundation.ui.render import heading_in, redirect, render
from gabinete.kernel import clock
from gabinete.kernel.confidence import confidence_label
from gabinete.kernel.reserve import Reserve
from gabinete.kernel.words import plural
from gabinete.office.followup import queries
from gabinete.office.followup.models import Evidence, Matter, Part
from gabinete.office.followup.queries.people import liaisons_of
from gabinete.office.followup.queries.rows import matter_url
from gabinete.office.followup.rules import OpenMove
from gabinete.office.followup.states import MATTER_FLOW
from gabinete.office.followup.web.acting import as_offered
from gabinete.office.followup.web.origins import origin_of
from gabinete.office.followup.web.story import lines

NEXT_MOVES = (
    "verify_concluded", "accept_fulfilment", "accept_report", "grant_extension", "confirm_void", "confirm_superseded",
    "confirm_unfulfilled", "acknowledge", "notify", "confirm_assignment", "resume", "unblock",
    "report_progress", "report_fulfilment", "judge_confidence", "message", "reopen",
)  # fmt: skip
"""Which open move is offered first: what others wait for, before what one may do at leisure."""


@require_safe
def show_matter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a matter; reading a restricted one is written down."""
    actor, now = actor_in(request), clock.now()
    today = clock.today()
    detail = queries.matter_detail(actor, pk, today)
    matter = detail.matter
    if Reserve(matter.reserve).is_restricted:
        note_reading(actor, "followup.matter", matter.pk, matter.folio, request.path, now)
    moves = as_offered(detail.moves)
    open_moves = [move for move in moves if move.is_open]
    context = {
        "it": detail,
        "matter": matter,
        "state": MATTER_FLOW.states[matter.state],
        "reserve": Reserve(matter.reserve),
        "questions": _questions(detail),
        "story": lines(detail.log, detail.reports, today),
        "next_move": _next(open_moves),
        "open_moves": open_moves,
        "closed_moves": [move for move in moves if not move.is_open],
        "with_units": [
            p.unit for p in detail.participants if p.part == Part.CO_RESPONSIBLE and p.until is None
        ],
        "copies": [p.unit for p in detail.participants if p.part == Part.COPY and p.until is None],
        "proven": any(e.proves_means and not e.withdrawn for e in _all_evidence(detail)),
        "liaisons": liaisons_of(matter.lead_id, today) if actor.is_office else [],
        "origin": origin_of(actor, matter),
        "today": today,
        "may_audit": actor.may(Permission.VIEW_AUDIT),
    }
    return render(request, "followup/matter.html", context)


def _next(moves: list[OpenMove]) -> OpenMove | None:
    by_name = {move.name: move for move in moves}
    return next((by_name[name] for name in NEXT_MOVES if name in by_name), None)


def _all_evidence(detail: queries.MatterDetail) -> list[Evidence]:
    return [*detail.loose_evidence, *(e for report in detail.reports for e in report.evidence.all())]


def _questions(detail: queries.MatterDetail) -> list[tuple[str, str, str, str]]:
    """Return the four questions: label, value, note, and the key of what explains it."""
    matter = detail.matter
    since = _("desde el %(day)s") % {"day": short_date_of(matter.state_since)}
    if matter.reopened_count and matter.first_closed_on:
        since = _("reabierto; se cerró por primera vez el %(day)s") % {
            "day": short_date_of(matter.first_closed_on)
        }
    return [
        (_("Estado"), _(MATTER_FLOW.states[matter.state].label), since, ""),
        (
            _("Plazo"),
            short_date_of(matter.due, _("Sin plazo")),
            _term_note(matter),
            "term" if matter.term_from and matter.due else "",
        ),
        (_("Avance reportado"), percent(detail.progress.reported), _progress_note(detail), ""),
        (_("Confianza"), _(confidence_label(matter.confidence)), _confidence_note(matter), ""),
    ]


def _term_note(matter: Matter) -> str:
    if not matter.due:
        return matter.term_text or _("no vence")
    if not matter.extension_count:
        return _("sin prórrogas")
    return _("%(times)s; el término original era el %(day)s") % {
        "times": plural(matter.extension_count, "prórroga", "prórrogas"),
        "day": short_date_of(matter.original_due),
    }


def _progress_note(detail: queries.MatterDetail) -> str:
    matter = detail.matter
    if detail.progress.doubt:
        return detail.progress.doubt
    if matter.accepted_percent is None:
        return _("nada aceptado todavía")
    return _("aceptado %(percent)s, el %(day)s") % {
        "percent": percent(matter.accepted_percent),
        "day": short_date_of(matter.accepted_at),
    }


def _confidence_note(matter: Matter) -> str:
    if matter.confidence is None:
        return _("la Oficina no la ha juzgado")
    return _("juicio de la Oficina, nivel %(level)s de 5, el %(day)s") % {
        "level": matter.confidence,
        "day": short_date_of(matter.confidence_at),
    }


@require_safe
def explain_term(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how the term was counted, day by day."""
    matter = queries.get_matter(actor_in(request), pk)
    detail = {
        "matter": matter,
        "heading": heading_in(request),
        "counted": queries.deadline_explanation(matter),
        "extensions": _granted(matter),
    }
    return render(request, "followup/term.html", detail, "main")


def _granted(matter: Matter) -> list[Any]:
    return list(
        matter.extensions.filter(decision="granted").select_related("decided_by").order_by("decided_at")
    )


@require_safe
def show_log(request: HttpRequest, pk: int) -> HttpResponse:
    """Show older lines of the bitácora."""
    actor = actor_in(request)
    matter = queries.get_matter(actor, pk)
    after = request.GET.get("tras", "")
    entries, following = queries.log_page(matter, int(after) if after.isdecimal() and len(after) < 19 else 0)  # noqa: PLR2004 - a key
    reports = matter.reports.filter(pk__in=[e.report_id for e in entries if e.report_id]).prefetch_related(
        "evidence__document"
    )
    context = {"matter": matter, "story": lines(entries, reports, clock.today()), "log_after": following}
    return render(request, "followup/log.html", context, "lines")


@require_safe
def download_evidence(request: HttpRequest, pk: int, evidence: int) -> HttpResponseBase:
    """Give a file of a matter to whoever may see the matter."""
    matter = _readable(actor_in(request), pk, request.path)
    return serve(queries.evidence_of(matter, evidence).document, request)


def _readable(actor: Actor, pk: int, door: str) -> Matter:
    matter = queries.get_matter(actor, pk)
    if Reserve(matter.reserve).is_restricted:
        note_reading(actor, "followup.matter", matter.pk, matter.folio, door, clock.now())
    return matter


@require_safe
def go_to_folio(request: HttpRequest, folio: str) -> HttpResponse:
    """Go to the matter of a folio: the address printed on paper."""
    return redirect(matter_url(queries.get_by_folio(actor_in(request), folio.rstrip("/")).pk))
