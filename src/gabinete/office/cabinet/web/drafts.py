"""One draft at a time: corrected in place, dropped, brought back; its term explained, its look-alikes shown."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gabinete.foundation.ui.render import redirect, render, wants_part
from gabinete.kernel import clock
from gabinete.kernel.errors import BadInput, GabineteError
from gabinete.office.cabinet import actions, naming_units, policies, queries
from gabinete.office.cabinet.models import AgreementDraft, DraftKind, DraftTerm
from gabinete.office.cabinet.queries.contradictions import clashes_of_draft
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.sessions import Request
from gabinete.office.followup.queries.lookalikes import look_alikes
from gabinete.office.followup.queries.people import possible_monitors


@require_POST
def edit_draft(request: Request, pk: int) -> HttpResponse:
    """Save the card; htmx receives only what changed by itself, so that nobody loses their place."""
    fields = Fields(request.POST)
    try:
        changes = _changes(fields)
        draft = actions.edit_draft(request.actor, pk, fields.version(), changes, clock.now())
    except GabineteError as error:
        if not wants_part(request):
            raise
        return _said(request, pk, error)
    if wants_part(request):
        return render(
            request, "cabinet/saved.html", _card_context(request, pk) | {"typed": request.POST}, "saved"
        )
    return _back(draft)


@require_POST
def drop_draft(request: Request, pk: int) -> HttpResponse:
    """Set it aside."""
    return _card(request, actions.drop_draft(request.actor, pk, Fields(request.POST).version(), clock.now()))


@require_POST
def restore_draft(request: Request, pk: int) -> HttpResponse:
    """Bring it back."""
    return _card(
        request, actions.restore_draft(request.actor, pk, Fields(request.POST).version(), clock.now())
    )


@require_safe
def similar_matters(request: Request, pk: int) -> HttpResponse:
    """Show the open matters that look like this draft, and the orders of other tables that clash with it."""
    card = queries.card_of(request.actor, pk, clock.today())
    units = [card.draft.lead_id] if card.draft.lead_id else []
    similar = look_alikes(card.draft.text, units, request.actor) if card.draft.text else []
    due = card.counted.due if card.counted else card.draft.due
    clashes = clashes_of_draft(card.draft, due, request.actor) if card.draft.text else []
    pointed = {clash.url for clash in clashes}
    context = {
        "card": card,
        "similar": [one for one in similar if one.url not in pointed],
        "clashes": clashes,
    }
    return render(request, "cabinet/similar.html", context, "similar")


@require_safe
def explain_term(request: Request, pk: int) -> HttpResponse:
    """Explain day by day when it would fall due if it were notified today."""
    card = queries.card_of(request.actor, pk, clock.today())
    return render(request, "cabinet/term.html", {"card": card}, "explanation")


def _changes(fields: Fields) -> actions.DraftChanges:
    """Return what the card says, whole: what a form does not carry stays as it was."""
    changes = actions.DraftChanges()
    if "kind" in fields.data:
        changes["kind"] = fields.choice("kind", DraftKind.values)
    if "text" in fields.data:
        changes["text"] = fields.text("text")
    if "means" in fields.data:
        changes["means_of_verification"] = fields.text("means")
    if "term_unit" in fields.data:
        changes["term_unit"] = fields.choice("term_unit", DraftTerm.values)
        changes["term_n"], changes["due"] = fields.whole("term_n"), fields.day("due")
    if "monitor" in fields.data:
        changes["monitor_id"] = fields.whole("monitor") or None
    _units(fields, changes)
    fields.require_good()
    return changes


def _units(fields: Fields, changes: actions.DraftChanges) -> None:
    if "lead" in fields.data:
        lead = fields.one_unit("lead")
        changes["lead_id"] = lead.pk if lead else None
    if "co" in fields.data:
        changes["co_ids"] = [unit.pk for unit in fields.units("co")]


def _card_context(request: Request, pk: int) -> dict[str, object]:
    card = queries.card_of(request.actor, pk, clock.today())
    minutes = card.draft.minutes
    return {
        "card": card,
        "minutes": minutes,
        "kept": queries.kept_count(minutes),
        "lead": naming_units.written([card.draft.lead]) if card.draft.lead else "",
        "kinds": DraftKind.choices,
        "terms": DraftTerm.choices,
        "monitors": possible_monitors(clock.today(), minutes.session.reserve),
        "may_edit": minutes.confirmed_at is None
        and policies.may_manage_session(request.actor, minutes.session),
        "may_confirm": policies.may_confirm_minutes(request.actor, minutes.session),
    }


def _card(request: Request, draft: AgreementDraft) -> HttpResponse:
    if wants_part(request):
        return render(request, "cabinet/card_alone.html", _card_context(request, draft.pk), "card")
    return _back(draft)


def _back(draft: AgreementDraft) -> HttpResponse:
    return redirect(f"{reverse('cabinet:review-minutes', args=[draft.minutes_id])}#borrador-{draft.pk}")


def _said(request: Request, pk: int, error: GabineteError) -> HttpResponse:
    """Answer htmx with the refusal inside the card; what was typed stays in its fields."""
    message = error.message if isinstance(error, BadInput) else f"{error.message}"
    response = render(
        request,
        "cabinet/refused.html",
        {"message": message or _("No se guardó.")},
        "refused",
        status=error.status,
    )
    response["HX-Retarget"], response["HX-Reswap"] = f"#draft-{pk}-said", "innerHTML"
    return response
