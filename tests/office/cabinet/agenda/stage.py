"""A session of GL with three points, and the people who prepare it and sit in it."""

from datetime import date, timedelta

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.office.cabinet import actions
from gabinete.office.cabinet.actions import BodyGiven, PointGiven, SeatGiven
from gabinete.office.cabinet.actions.positions import PositionGiven, take_position
from gabinete.office.cabinet.models import AgendaItem, Body, CabinetSession, MemberPosition, Seat
from tests.office.cabinet.stage import NOW, Room

MEETS_ON = date(2026, 12, 10)
SECRET = "Remoción del titular de la Zyxquark"
"""A title that must never be seen by whom it does not name."""


def agenda(room: Room, *titles: str, called: bool = False) -> CabinetSession:
    """A session of GL with these points, called or not."""
    session = room.session(held_on=MEETS_ON)
    for title in titles or ("Uno", "Dos", "Tres"):
        actions.add_point(room.lucia, session.pk, PointGiven(title, "decision"), NOW)
    session.refresh_from_db()
    if called:
        actions.call_session(room.lucia, session.pk, session.version, NOW)
        session.refresh_from_db()
    return session


def points_of(session: CabinetSession) -> list[AgendaItem]:
    return list(session.agenda.order_by("position"))


def titles_of(session: CabinetSession) -> list[str]:
    found = points_of(session)
    assert [point.position for point in found] == list(range(1, len(found) + 1))
    return [point.title for point in found]


def secret(room: Room, session: CabinetSession, *names: str) -> AgendaItem:
    """A restricted point that names these people, and Lucía who writes it."""
    readers = [room.cast.people[name].pk for name in names]
    given = PointGiven(
        SECRET, "decision", text=f"Exposición: {SECRET}", is_restricted=True, reader_ids=readers
    )
    return actions.add_point(room.lucia, session.pk, given, NOW)


def seat(room: Room, acronym: str) -> Seat:
    return room.body.seats.get(unit__acronym=acronym)


def says(
    room: Room, who: str, acronym: str, point: AgendaItem, stance: str, **more: object
) -> MemberPosition:
    given = PositionGiven(seat(room, acronym).pk, stance, **more)  # type: ignore[arg-type]
    return take_position(room.cast.actor(who), point.pk, given, NOW + timedelta(hours=1))


def in_state(session: CabinetSession, state: str) -> CabinetSession:
    """The session taken to a state by hand, where another area has the door that leads there."""
    with act(0, "tests.state", at=NOW):
        CabinetSession.objects.filter(pk=session.pk).update(state=state)
    session.refresh_from_db()
    return session


def other_body(room: Room, code: str = "GE-SEG", *acronyms: str) -> Body:
    seats = [SeatGiven(room.cast.unit(a).pk, f"Titular de {a}") for a in acronyms]
    given = BodyGiven(
        code, f"Gabinete {code}", "specialised", "Titular", room.cast.unit("OEE").pk, seats=seats
    )
    return actions.create_body(room.lucia, given, NOW)


def marcos(room: Room) -> Actor:
    """The chief: runs sessions as Lucía does, and no point names him unless it says so."""
    return room.cast.actor("marcos")
