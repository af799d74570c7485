"""What a session would clash with: the room, the agenda of its members, whoever presides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from gabinete.foundation.access.people import Actor
from gabinete.kernel.reserve import Reserve
from gabinete.kernel.words import folded, listed, plural
from gabinete.office.cabinet import policies, rules
from gabinete.office.cabinet.models import Body, CabinetSession, Seat
from gabinete.office.cabinet.rules.planning import Span, overlap
from gabinete.office.cabinet.states import CANCELLED, NO_QUORUM

ROOM, MEMBER, CHAIR, BODY = "room", "member", "chair", "body"
_NAMED = 6
"""More members than these are counted, not named."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where and when a body would meet.

    Attributes:
        starts_at: None while the hour is not known.
        minutes: how long.
        place: room or link; empty while it is not known.
        session_id: the session itself, when there is one, which does not clash with itself.
    """

    body_id: int
    day: date
    starts_at: time | None = None
    minutes: int = 120
    place: str = ""
    session_id: int | None = None

    @property
    def span(self) -> Span:
        """Return from when to when."""
        return Span(self.day, self.starts_at, self.minutes)


@dataclass(frozen=True, slots=True)
class Conflict:
    """One clash.

    Attributes:
        kind: ``room``, ``member``, ``chair`` or ``body`` (it already meets then).
        sure: the hours overlap; otherwise it is the same day and an hour is missing.
        text: what clashes with what, a whole sentence in Spanish.
        session_id: the other session, when the person may open it; else None.
    """

    kind: str
    sure: bool
    text: str
    session_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Table:
    """Who sits in a body.

    Attributes:
        chair: the post that presides, folded.
        units: how each unit is called.
        posts: the unit of each post of the directory, and how it is called.
        chair_unit: the unit whose seat presides; None when no seat does.
    """

    chair: str
    units: dict[int, str]
    posts: dict[int, tuple[int, str]]
    chair_unit: int | None = None


def slot_of(session: CabinetSession) -> Slot:
    """Return where and when a session meets."""
    return Slot(
        session.body_id,
        session.held_on,
        session.starts_at,
        session.length_minutes,
        session.place,
        session.pk,
    )


def conflicts_of(session: CabinetSession, actor: Actor | None = None) -> list[Conflict]:
    """Return what a session clashes with, the surest first; four queries. One whose date is pending clashes with nothing.

    Args:
        session: any, saved.
        actor: who asks. A session they may not read is not named; None names only those of ordinary reserve.
    """
    return [] if session.date_pending else conflicts_at([slot_of(session)], actor)[0]


def conflicts_at(slots: Sequence[Slot], actor: Actor | None = None) -> list[list[Conflict]]:
    """Return what each slot clashes with, in the order of the slots; the same queries for any number of them."""
    if not slots:
        return []
    others = _around([slot.day for slot in slots])
    alone = len(slots) == 1 and [other.pk for other in others] == [slots[0].session_id]
    if alone or not others:
        return [[] for _slot in slots]
    tables = _tables({slot.body_id for slot in slots} | {session.body_id for session in others})
    readable = _readable(others, actor)
    found = []
    for slot in slots:
        clashes = [
            clash
            for other in others
            if other.pk != slot.session_id
            for clash in _between(slot, other, tables, named=other.pk in readable)
        ]
        found.append(sorted(clashes, key=lambda clash: (not clash.sure, clash.kind)))
    return found


def _around(days: Iterable[date]) -> list[CabinetSession]:
    """Return the sessions that may touch those days: of the day, and of the one before, which may go past midnight."""
    wanted = {day + timedelta(days=step) for day in days for step in (-1, 0, 1)}
    sessions = CabinetSession.objects.filter(held_on__in=wanted, date_pending=False).exclude(
        state__in=(CANCELLED, NO_QUORUM)
    )
    return list(sessions.select_related("body").order_by("held_on", "starts_at", "pk"))


def _readable(sessions: Sequence[CabinetSession], actor: Actor | None) -> set[int]:
    if actor is None:
        return {session.pk for session in sessions if session.reserve <= Reserve.INTERNAL}
    keys = [session.pk for session in sessions]
    return set(policies.visible_sessions(actor).filter(pk__in=keys).values_list("pk", flat=True))


def _tables(bodies: set[int]) -> dict[int, _Table]:
    chairs = dict(Body.objects.filter(pk__in=bodies).values_list("pk", "chair"))
    seats: dict[int, list[Seat]] = {}
    for seat in Seat.objects.filter(body__in=bodies).select_related("unit"):
        seats.setdefault(seat.body_id, []).append(seat)
    return {pk: _table(chair, seats.get(pk, ())) for pk, chair in chairs.items()}


def _table(chair: str, seats: Sequence[Seat]) -> _Table:
    return _Table(
        folded(chair),
        {seat.unit_id: seat.unit.acronym for seat in seats},
        {
            seat.position_id: (seat.unit_id, f"{seat.titular} ({seat.unit.acronym})")
            for seat in seats
            if seat.position_id
        },
        next((seat.unit_id for seat in seats if seat.is_chair), None),
    )


def _between(
    slot: Slot, other: CabinetSession, tables: dict[int, _Table], *, named: bool
) -> Iterable[Conflict]:
    clash = overlap(slot.span, slot_of(other).span)
    if clash is False:
        return
    what = _described(other, named=named)
    when = "" if clash else " El mismo día; falta fijar la hora."
    link = other.pk if named else None
    if slot.body_id == other.body_id:
        yield Conflict(BODY, bool(clash), f"El mismo gabinete ya tiene {what}.{when}", link)
    elif slot.body_id in tables:
        mine, theirs = tables[slot.body_id], tables[other.body_id]
        if mine.chair and mine.chair == theirs.chair:
            yield Conflict(CHAIR, bool(clash), f"Quien preside también preside {what}.{when}", link)
        if shared := _shared(mine, theirs):
            sits = "también integra" if len(shared) == 1 else "también integran"
            yield Conflict(MEMBER, bool(clash), f"{_named(shared)} {sits} {what}.{when}", link)
    if slot.place and folded(slot.place) == folded(other.place):
        yield Conflict(ROOM, bool(clash), f"{slot.place}: la ocupa {what}.{when}", link)


def _shared(mine: _Table, theirs: _Table) -> list[str]:
    """Return the members of both, by unit or by post; whoever presides both apart, who is said on its own."""
    same_chair = mine.chair == theirs.chair and mine.chair_unit == theirs.chair_unit
    both = {unit for unit in mine.units if unit in theirs.units}
    said = both - {mine.chair_unit} if same_chair else both
    posts = [name for post, (unit, name) in mine.posts.items() if post in theirs.posts and unit not in both]
    return sorted(mine.units[unit] for unit in said) + sorted(posts)


def _named(names: Sequence[str]) -> str:
    if len(names) <= _NAMED:
        return listed(list(names))
    return f"{', '.join(names[:_NAMED])} y {plural(len(names) - _NAMED, 'integrante más', 'integrantes más')}"


def _described(session: CabinetSession, *, named: bool) -> str:
    hour = f" a las {session.starts_at:%H:%M}" if session.starts_at else ""
    if not named:
        return f"otra sesión reservada{hour}"
    name = rules.session_name(session.number, extraordinary=session.extraordinary)
    return f"la {name} {rules.of_body(session.body.name)}{hour}"
