"""Receiving minutes and reviewing what was agreed, beside the text it was read from."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gabinete.foundation.access.readings import note_reading
from gabinete.foundation.org.queries import unit_choices
from gabinete.foundation.ui.render import redirect, render, wants_part
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError
from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet import actions, policies, queries
from gabinete.office.cabinet.models import CabinetSession, DraftKind, DraftTerm, Minutes, Reading
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.sessions import Request
from gabinete.office.followup.queries.people import possible_monitors

MINUTES_TYPES = ".docx,.pdf,.txt,.md,.odt,.png,.jpg,.jpeg"


@require_http_methods(["GET", "HEAD", "POST"])
def upload_minutes(request: Request, pk: int) -> HttpResponse:
    """Take the minutes as a file or as pasted text."""
    session = queries.session_of(request.actor, pk)
    policies.require(policies.may_manage_session(request.actor, session), _("subir minutas"))
    fields, problem = Fields(request.POST), None
    if request.method == "POST":
        try:
            minutes = actions.upload_minutes(request.actor, pk, _given(request), clock.now(), fields.once())
        except GabineteError as error:
            problem = error
        else:
            messages.success(request, _("Se recibió la minuta."))
            return redirect(reverse("cabinet:review-minutes", args=[minutes.pk]))
    context = {
        "session": session,
        "name": queries.name_of(session),
        "text": fields.text("text"),
        "once": fields.text("once") or uuid4(),
        "types": MINUTES_TYPES,
        "problems": [problem.message] if problem else [],
        "waiting": next(
            (m for m in queries.minutes_of_session(request.actor, session) if m.confirmed_at is None), None
        ),
    }
    return render(request, "cabinet/upload.html", context, status=problem.status if problem else 200)


@require_safe
def review_minutes(request: Request, pk: int) -> HttpResponse:
    """Show the text and its drafts side by side; the reading, while it lasts; the matters, once confirmed."""
    minutes = queries.minutes_of(request.actor, pk)
    if Reserve(minutes.session.reserve).is_restricted:
        note_reading(
            request.actor, "cabinet.minutes", minutes.pk, str(minutes.session), request.path, clock.now()
        )
    if minutes.reading != Reading.READY:
        return render(request, "cabinet/reading.html", _reading_context(request, minutes))
    return _review(request, minutes, ())


@require_safe
def reading_progress(request: Request, pk: int) -> HttpResponse:
    """Tell how far the reading of a scan is; when it ends, send the page to the review."""
    minutes = queries.minutes_of(request.actor, pk)
    if minutes.reading != Reading.READY:
        return render(request, "cabinet/reading.html", _reading_context(request, minutes), "progress")
    address = reverse("cabinet:review-minutes", args=[pk])
    if wants_part(request):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = address
        return response
    return redirect(address)


@require_POST
def confirm_minutes(request: Request, pk: int) -> HttpResponse:
    """Turn the drafts that were kept into matters; what lacks something is said over the same page."""
    try:
        confirmed = actions.confirm_minutes(request.actor, pk, Fields(request.POST).version(), clock.now())
    except GabineteError as error:
        if error.status in {403, 404}:
            raise
        reasons = tuple(error.data.get("reasons", ())) or (error.message,)
        return _review(request, queries.minutes_of(request.actor, pk), reasons, status=error.status)
    count = len(confirmed.matter_ids)
    if confirmed.already:
        said = _("Los acuerdos de esta minuta ya estaban registrados; no se duplicó nada.")
    else:
        said = ngettext(
            "Se registró y notificó %(n)s asunto.", "Se registraron y notificaron %(n)s asuntos.", count
        ) % {"n": count}
    messages.success(request, said)
    return redirect(reverse("cabinet:show-session", args=[confirmed.minutes.session_id]))


@require_POST
def add_draft(request: Request, pk: int) -> HttpResponse:
    """Add a draft, from the selected words or empty."""
    fields = Fields(request.POST)
    start, end = fields.whole("start"), fields.whole("end")
    fields.require_good()
    quoted = (start, end) if start is not None and end is not None else None
    draft = actions.add_draft(request.actor, pk, quoted, clock.now(), fields.once())
    return redirect(f"{reverse('cabinet:review-minutes', args=[pk])}#borrador-{draft.pk}")


@require_POST
def set_monitor(request: Request, pk: int) -> HttpResponse:
    """Say who follows every matter of the minutes that names nobody else."""
    fields = Fields(request.POST)
    monitor = fields.whole("monitor")
    fields.require_good()
    actions.set_monitor(request.actor, pk, monitor or None, clock.now())
    return redirect(reverse("cabinet:review-minutes", args=[pk]))


@require_POST
def discard_minutes(request: Request, pk: int) -> HttpResponse:
    """Throw the minutes in review away, to upload others."""
    session = actions.discard_minutes(request.actor, pk, clock.now())
    messages.success(request, _("Se descartó la minuta con sus borradores. Puede subir otra."))
    return redirect(reverse("cabinet:upload-minutes", args=[session.pk]))


def _given(request: Request) -> actions.MinutesGiven:
    file = request.FILES.get("file")
    if file is not None:
        return actions.MinutesGiven(file=file, name=file.name or "")
    return actions.MinutesGiven(text=request.POST.get("text", ""))


def _review(request: Request, minutes: Minutes, problems: tuple[str, ...], status: int = 200) -> HttpResponse:
    context = {
        **_session_context(minutes.session),
        "minutes": minutes,
        "review": queries.review_of(request.actor, minutes, clock.today()),
        "kinds": DraftKind.choices,
        "terms": DraftTerm.choices,
        "monitors": possible_monitors(clock.today(), minutes.session.reserve),
        "units": unit_choices(clock.today()) if minutes.confirmed_at is None else [],
        "may_edit": minutes.confirmed_at is None
        and policies.may_manage_session(request.actor, minutes.session),
        "may_confirm": policies.may_confirm_minutes(request.actor, minutes.session),
        "once": uuid4(),
        "problems": problems,
    }
    return render(request, "cabinet/review.html", context, status=status)


def _reading_context(request: Request, minutes: Minutes) -> dict[str, object]:
    may_edit = policies.may_manage_session(request.actor, minutes.session)
    return {**_session_context(minutes.session), "minutes": minutes, "may_edit": may_edit}


def _session_context(session: CabinetSession) -> dict[str, object]:
    return {"session": session, "name": queries.name_of(session)}
