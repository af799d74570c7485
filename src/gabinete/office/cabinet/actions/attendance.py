"""Who comes, who goes and who comes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from gabinete.foundation.access.people import Actor
from gabinete.kernel.clock import day_of, hour_of
from gabinete.kernel.errors import BadInput, RuleBroken, Stale
from gabinete.kernel.words import listed, plain_date
from gabinete.office.cabinet import policies, rules
from gabinete.office.cabinet.actions.entries import Mark, Result, entered
from gabinete.office.cabinet.models import (
    Attendance,
    CabinetSession,
    Invitation,
    Modality,
    Presence,
    Quality,
    Seat,
    Vote,
)
from gabinete.office.cabinet.queries.quorum import quorum_now
from gabinete.office.cabinet.states import HELD, OPEN, SESSION_FLOW, Situation

PRESENT = (Quality.HOLDER, Quality.ALTERNATE)
SEATED = (*PRESENT, Quality.EXCUSED, Quality.ABSENT)


@dataclass(frozen=True, slots=True)
class SeatTaken:
    """A line of the list, as it was keyed.

    Attributes:
        name: who comes; compulsory for an alternate, else whoever the directory says.
        seen: quality the screen showed; empty: not on the list yet.
        designated: as ``name`` for a titular when the screen left it empty.
    """

    seat_id: int
    quality: str
    modality: str = Modality.IN_PERSON
    name: str = ""
    title: str = ""
    seen: str = ""


def take_seat(actor: Actor, session_id: int, given: SeatTaken, mark: Mark) -> Result:
    """Put a seat on the list: who occupies it, or why nobody does. Present from now on, or never was.

    Raises:
        BadInput: an unknown quality, or an alternate without a name.
        RuleBroken: that person already occupies another seat.
        Stale: another screen put it down differently meanwhile.
        IllegalMove: the session takes no attendance now.
    """

    def write(session: CabinetSession) -> Result:
        _require_list(session)
        line = put_down(session, given, mark.at())
        return {"attendance": line.pk}

    return entered(actor, session_id, "take_attendance", mark, write)


def put_down(
    session: CabinetSession, given: SeatTaken, moment: datetime, *, by_door: bool = False
) -> Attendance:
    """Write a seat on the list of a locked session; within an act."""
    seat = Seat.objects.filter(pk=given.seat_id, body_id=session.body_id).first()
    if seat is None:
        raise policies.unknown("un asiento de este gabinete")
    line = Attendance.objects.select_for_update().filter(session=session, seat=seat).first()
    before = line.quality if line else ""
    if before not in {given.seen, given.quality}:
        raise Stale(
            "attendance.conflict",
            f"Este asiento ya se registró como «{Quality(before).label}» desde otra pantalla. No se cambió; revise la lista.",
            current=before,
        )
    line = _filled(line or Attendance(session=session, seat=seat), given)
    line.by_door = by_door or (line.by_door and before == given.quality)
    if line.pk:
        line.version += 1
    line.save()
    if line.quality in PRESENT:
        _arrive(session, line, moment)
    else:
        _require_no_votes(line)
        line.presences.all().delete()
    return line


def add_guest(actor: Actor, session_id: int, name: str, title: str, mark: Mark) -> Result:
    """Put a guest on the list; guests do not count for the quorum.

    Raises:
        BadInput: no name.
    """
    who, post = rules.clean_line(name, 160, "Nombre"), rules.clean_line(title, 200, "Cargo")
    if not who:
        raise BadInput("attendance.no_name", "Escriba el nombre del invitado. No se registró nada.")

    def write(session: CabinetSession) -> Result:
        return {"attendance": put_guest(session, who, post, mark.at()).pk}

    return entered(actor, session_id, "add_guest", mark, write)


def put_guest(
    session: CabinetSession, name: str, title: str, moment: datetime, expected: Invitation | None = None
) -> Attendance:
    """Write a guest on the list of a locked session, once if they were expected; within an act."""
    _require_list(session)
    line = Attendance.objects.filter(invitation=expected).first() if expected is not None else None
    if line is None:
        line = Attendance.objects.create(
            session=session, name=name, title=title, quality=Quality.GUEST, invitation=expected
        )
    _arrive(session, line, moment)
    return line


def leave(actor: Actor, session_id: int, attendance_id: int, mark: Mark) -> Result:
    """Write that somebody left the room, and during which point. Who already left is not there to leave."""

    def write(session: CabinetSession) -> None:
        _require_list(session)
        line = _line(session, attendance_id)
        stay = line.presences.filter(left_at__isnull=True).first()
        if stay is not None:
            stay.left_at, stay.left_in = max(mark.at(), stay.arrived_at), session.current_point
            stay.save()

    return entered(actor, session_id, "leave_room", mark, write)


def come_back(actor: Actor, session_id: int, attendance_id: int, mark: Mark) -> Result:
    """Write that somebody who had left is in the room again."""

    def write(session: CabinetSession) -> None:
        _require_list(session)
        line = _line(session, attendance_id)
        if line.quality not in {*PRESENT, Quality.GUEST}:
            raise RuleBroken(
                "attendance.absent",
                "Ese asiento está como ausente: registre primero quién llega. No se cambió nada.",
            )
        _arrive(session, line, mark.at())

    return entered(actor, session_id, "come_back", mark, write)


def strike(actor: Actor, session_id: int, attendance_id: int, mark: Mark) -> Result:
    """Take a line off the list: it was written by mistake, or by somebody else at the door. History keeps it."""

    def write(session: CabinetSession) -> None:
        _require_list(session)
        line = _line(session, attendance_id)
        _require_no_votes(line)
        line.delete()

    return entered(actor, session_id, "strike_attendance", mark, write)


def declare_second_call(actor: Actor, session_id: int, mark: Mark) -> Result:
    """Count the quorum as in second call: those who are there.

    Raises:
        RuleBroken: the body has none, or its hour has not come.
    """

    def write(session: CabinetSession) -> None:
        SESSION_FLOW.require("take_attendance", session.state, Situation())
        proceeds = quorum_now(session).second_call_at
        if proceeds is None:
            raise RuleBroken(
                "room.no_second_call",
                "Las reglas de este gabinete no prevén segunda convocatoria. No se cambió nada.",
            )
        if mark.now < proceeds:
            raise RuleBroken(
                "room.second_call_early",
                f"La segunda convocatoria procede el {plain_date(day_of(proceeds))} a las {hour_of(proceeds)}. No se cambió nada; espere a esa hora.",
            )
        session.second_call = True
        session.save(update_fields=["second_call"])

    return entered(actor, session_id, "second_call", mark, write)


def fill_absences(session: CabinetSession) -> None:
    """Put down as absent whoever is not on the list of a locked session; within an act."""
    listed = Attendance.objects.filter(session=session, seat__isnull=False).values("seat_id")
    missing: Sequence[Seat] = list(Seat.objects.filter(~Q(pk__in=listed), body_id=session.body_id))
    Attendance.objects.bulk_create(
        Attendance(session=session, seat=seat, title=seat.titular, quality=Quality.ABSENT) for seat in missing
    )


def _filled(line: Attendance, given: SeatTaken) -> Attendance:
    if given.quality not in SEATED or given.modality not in Modality.values:
        raise BadInput("attendance.quality", "Elija de la lista cómo asiste. No se registró nada.")
    line.name = rules.clean_line(given.name, 160, "Nombre")
    line.title = rules.clean_line(given.title, 200, "Cargo")
    if given.quality == Quality.ALTERNATE and not line.name:
        raise BadInput(
            "attendance.no_name", "Escriba el nombre de quien va como suplente. No se registró nada."
        )
    line.quality = given.quality
    line.modality = Modality.REMOTE if given.modality == Modality.REMOTE else Modality.IN_PERSON
    if line.name and line.quality in PRESENT:
        _require_one_seat(line)
    return line


def _require_one_seat(line: Attendance) -> None:
    """Refuse somebody who already occupies another seat: nobody counts twice for the quorum."""
    others = Attendance.objects.filter(session=line.session, seat__isnull=False, quality__in=PRESENT)
    twice = (
        others.exclude(seat=line.seat).filter(name__unaccent__iexact=line.name).select_related("seat").first()
    )
    if twice is not None and twice.seat is not None:
        raise RuleBroken(
            "attendance.twice",
            f"{line.name} ya está en la lista por {twice.seat.titular}. Nadie cuenta dos veces: no se registró nada.",
        )


def _require_no_votes(line: Attendance) -> None:
    """Refuse to say that whoever voted was never there: their vote would count without anybody to cast it."""
    if line.seat_id is None:
        return
    votes = Vote.objects.filter(point__session=line.session, seat=line.seat_id)
    numbers = list(votes.order_by("point__position").values_list("point__position", flat=True))
    if numbers:
        points = listed([str(number) for number in numbers])
        where = f"en el punto {points}" if len(numbers) == 1 else f"en los puntos {points}"
        raise RuleBroken(
            "attendance.voted",
            f"Ese asiento votó {where}. No se cambió nada; retire antes su voto, o anote su salida.",
        )


def _arrive(session: CabinetSession, line: Attendance, moment: datetime) -> None:
    """Begin a stay, unless one is open; never before the last one ended."""
    if line.presences.filter(left_at__isnull=True).exists():
        return
    last = line.presences.order_by("-arrived_at", "-pk").first()
    since = last.left_at if last is not None and last.left_at is not None else moment
    during = session.current_point if session.state == OPEN else None
    Presence.objects.create(attendance=line, arrived_at=max(moment, since), arrived_in=during)


def _line(session: CabinetSession, attendance_id: int) -> Attendance:
    line = Attendance.objects.select_for_update().filter(pk=attendance_id, session=session).first()
    if line is None:
        raise policies.unknown("un renglón de la lista")
    return line


def _require_list(session: CabinetSession) -> None:
    name = "complete" if session.state == HELD else "take_attendance"
    SESSION_FLOW.require(name, session.state, Situation())
