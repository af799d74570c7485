"""What is written down in the room, one entry at a time, from a screen that keeps it until it is answered."""

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gabinete.foundation.ui.render import redirect, render
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel import clock
from gabinete.kernel.errors import BadInput, GabineteError
from gabinete.office.cabinet import actions, policies, queries
from gabinete.office.cabinet.actions import attendance, capture, floor, guests, room, voting
from gabinete.office.cabinet.actions.consent import take_consent_block
from gabinete.office.cabinet.actions.entries import Mark, Result, entered
from gabinete.office.cabinet.models import DraftKind, DraftTerm, Modality
from gabinete.office.cabinet.queries.minutes import DraftCard, is_draft_of
from gabinete.office.cabinet.queries.room_points import writable_point
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.room.pulse import note_typing
from gabinete.office.cabinet.web.sessions import Request
from gabinete.office.followup.rules import OFFICE_CALENDAR

Writer = Callable[[Request, int, Fields, Mark], Result]
KEPT = "X-Room"
"""Header of a screen that keeps what it sends: it wants the answer as data."""


@require_POST
def write_entry(request: Request, pk: int) -> HttpResponse:
    """Write an entry; answer with data to a screen that keeps it, with the page to a plain form."""
    fields = Fields(request.POST)
    kept = KEPT in request.headers
    try:
        write = WRITERS.get(fields.text("do"))
        if write is None:
            raise BadInput("room.unknown", _("No se reconoce esa anotación. No se guardó nada."))
        result = write(request, pk, fields, _mark(fields))
    except GabineteError as error:
        if not kept:
            raise
        told = {"error": error.message, "code": error.code, "current": error.data.get("current")}
        return JsonResponse(told, status=error.status)
    if kept:
        return JsonResponse(result)
    point = fields.whole("point")
    return redirect(reverse("cabinet:show-room", args=[pk]) + (f"?punto={point}" if point else ""))


@require_POST
def read_agreement(request: Request, pk: int) -> HttpResponse:
    """Show how a typed agreement would be read, and tell the wall when it may be seen there."""
    fields = Fields(request.POST)
    session = queries.session_of(request.actor, pk)
    point = writable_point(request.actor, session, fields.whole("point") or 0)
    typed = fields.text("text")
    found = capture.heard(session, typed) if typed else None
    shown = found is not None and fields.text("wall") == "1" and not point.is_restricted
    now = clock.now()
    if found is None or not shown:
        note_typing(pk, None)
    else:
        who = found.units[0].name if found.units else ""
        note_typing(pk, {"text": found.draft.quote, "who": who, "point": point.pk, "stamp": f"{now:%M%S%f}"})
    card = DraftCard(found.draft, session, now.date(), calendar(OFFICE_CALENDAR)) if found else None
    context = {"card": card, "units": found.units if found else (), "kinds": dict(DraftKind.choices)}
    return render(request, "cabinet/room/reading.html", context)


def _mark(fields: Fields) -> Mark:
    """Return what the entry carries; only how long ago it was is the screen's to say, never the hour."""
    age = timedelta(milliseconds=min(fields.whole("age") or 0, 10**9))
    return Mark(clock.now(), fields.once(), age)


def _key(fields: Fields, name: str) -> int:
    found = fields.whole(name)
    fields.require_good()
    return found or 0


def _draft_of(pk: int, fields: Fields) -> int:
    """Return the key of an agreement of this session.

    Raises:
        NotFound: it was taken in another.
    """
    draft = _key(fields, "draft")
    if not is_draft_of(pk, draft):
        raise policies.unknown("un acuerdo")
    return draft


def _take_seat(request: Request, pk: int, fields: Fields, mark: Mark) -> Result:
    quality = fields.text("quality")
    remote = quality == "remote"
    given = attendance.SeatTaken(
        seat_id=_key(fields, "seat"),
        quality="holder" if remote else quality,
        modality=Modality.REMOTE if remote or fields.text("remote") == "1" else Modality.IN_PERSON,
        name=fields.text("alternate_name") if quality == "alternate" else fields.text("name"),
        title=fields.text("alternate_title") if quality == "alternate" else fields.text("title"),
        seen=fields.text("seen"),
    )
    return attendance.take_seat(request.actor, pk, given, mark)


def _write_text(request: Request, pk: int, fields: Fields, mark: Mark) -> Result:
    given = (fields.text("field"), fields.text("text"), fields.text("seen"))
    return room.write_text(request.actor, pk, _key(fields, "point"), given, mark)


def _capture(request: Request, pk: int, fields: Fields, mark: Mark) -> Result:
    result = capture.capture(request.actor, pk, _key(fields, "point"), fields.text("text"), mark)
    note_typing(pk, None)
    return result


def _vote(request: Request, pk: int, fields: Fields, mark: Mark) -> Result:
    point = _key(fields, "point")
    if every := fields.text("every"):
        return voting.cast_unanimous(request.actor, pk, point, every, mark)
    ballots = {
        int(name.removeprefix("seat-")): fields.text(name)
        for name in fields.data
        if name.startswith("seat-") and name.removeprefix("seat-").isdecimal()
    }
    return voting.cast_votes(request.actor, pk, point, ballots, mark)


def _edit_draft(request: Request, pk: int, fields: Fields, mark: Mark) -> Result:
    lead = fields.one_unit("lead")
    changes = actions.DraftChanges(
        text=fields.text("text"),
        lead_id=lead.pk if lead else None,
        co_ids=[unit.pk for unit in fields.units("co")],
        term_unit=fields.choice("term_unit", DraftTerm.values),
        term_n=fields.whole("term_n"),
        due=fields.day("due"),
        means_of_verification=fields.text("means"),
    )
    draft, version = _draft_of(pk, fields), fields.version()

    def write(_session: object) -> Result:
        return {"draft": actions.edit_draft(request.actor, draft, version, changes, mark.now).pk}

    return entered(request.actor, pk, "edit_draft", mark, write)


def _drop_draft(request: Request, pk: int, fields: Fields, mark: Mark) -> Result:
    draft, version = _draft_of(pk, fields), fields.version()

    def write(_session: object) -> Result:
        return {"draft": actions.drop_draft(request.actor, draft, version, mark.now).pk}

    return entered(request.actor, pk, "drop_draft", mark, write)


def _take_consent(request: Request, pk: int, _fields: Fields, mark: Mark) -> Result:
    def write(_session: object) -> Result:
        return {"taken": len(take_consent_block(request.actor, pk, None, mark.now))}

    return entered(request.actor, pk, "take_consent_block", mark, write)


WRITERS: dict[str, Writer] = {
    "open": lambda r, pk, _f, m: room.open_session(r.actor, pk, m),
    "open_without_quorum": lambda r, pk, f, m: room.open_without_quorum(r.actor, pk, f.text("reason"), m),
    "record_no_quorum": lambda r, pk, _f, m: room.record_no_quorum(r.actor, pk, m),
    "second_call": lambda r, pk, _f, m: attendance.declare_second_call(r.actor, pk, m),
    "conclude": lambda r, pk, _f, m: room.conclude(r.actor, pk, m),
    "resume": lambda r, pk, f, m: room.resume(r.actor, pk, f.text("reason"), m),
    "start": lambda r, pk, f, m: room.start_point(r.actor, pk, _key(f, "point"), m),
    "finish": lambda r, pk, f, m: room.finish_point(r.actor, pk, _key(f, "point"), m),
    "outcome": lambda r, pk, f, m: room.set_outcome(
        r.actor, pk, _key(f, "point"), f.text("outcome"), f.text("seen"), m
    ),
    "text": _write_text,
    "defer_rest": lambda r, pk, _f, m: room.defer_rest(r.actor, pk, m),
    "seat": _take_seat,
    "guest": lambda r, pk, f, m: attendance.add_guest(r.actor, pk, f.text("name"), f.text("title"), m),
    "arrive": lambda r, pk, f, m: guests.guest_arrives(r.actor, pk, _key(f, "invitation"), m),
    "leave": lambda r, pk, f, m: attendance.leave(r.actor, pk, _key(f, "line"), m),
    "return": lambda r, pk, f, m: attendance.come_back(r.actor, pk, _key(f, "line"), m),
    "strike": lambda r, pk, f, m: attendance.strike(r.actor, pk, _key(f, "line"), m),
    "agreement": _capture,
    "edit_draft": _edit_draft,
    "drop_draft": _drop_draft,
    "consent": _take_consent,
    "vote": _vote,
    "floor": lambda r, pk, f, m: floor.give_floor(r.actor, pk, _key(f, "request"), m),
}
"""What each entry of the screen does."""
