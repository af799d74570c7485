"""What every session that is really held shares: who acts, on which day, and how a table sits point by point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gabinete.demo.cast import Cast
from gabinete.demo.world import World
from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.queries import actor_of
from gabinete.foundation.accounts.models import User
from gabinete.office.cabinet.actions.attendance import SeatTaken, take_seat
from gabinete.office.cabinet.actions.capture import capture
from gabinete.office.cabinet.actions.confirmation import confirm_minutes
from gabinete.office.cabinet.actions.drafts import DraftChanges, edit_draft
from gabinete.office.cabinet.actions.entries import Mark
from gabinete.office.cabinet.actions.room import conclude, open_session, set_outcome, start_point, write_text
from gabinete.office.cabinet.models import AgendaItem, CabinetSession, Outcome, PointKind, Quality, Seat


@dataclass(frozen=True, slots=True)
class Taken:
    """A point that was taken.

    Attributes:
        proposer: acronym.
        agreed: what was captured, as it is typed in the room; empty when nothing was.
    """

    title: str
    kind: PointKind
    proposer: str
    outcome: Outcome
    notes: str
    agreed: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """The people and the days of the demonstration."""

    world: World
    cast: Cast

    def actor(self, username: str, now: datetime) -> Actor:
        """Return somebody by account."""
        return actor_of(User.objects.get(pk=self.cast.people[username]), now.date())

    def member(self, acronym: str, now: datetime) -> Actor:
        """Return the liaison of a unit."""
        return actor_of(User.objects.get(pk=self.cast.liaisons[acronym]), now.date())

    def head(self, acronym: str, now: datetime) -> Actor:
        """Return the head of a unit."""
        return self.actor(f"titular.{acronym.lower()}", now)

    def back(self, days: int) -> date:
        """Return the business day that was so many business days ago."""
        day = self.world.today
        for _ in range(days):
            day -= timedelta(days=1)
            while not self.world.calendar.is_business(day):
                day -= timedelta(days=1)
        return day


def sit(
    secretary: Actor,
    session: CabinetSession,
    told: Mapping[int, Taken],
    missing: Mapping[str, Quality],
    start: datetime,
) -> datetime:
    """Hold a session point by point, as its technical secretary would; return when it ended.

    Args:
        told: what became of each of its own points, by key; of the rest notice is taken.
        missing: acronym → why they are not there.
        start: when the first one comes.
    """
    seats = Seat.objects.filter(body=session.body).select_related("unit").order_by("order", "pk")
    for place, seat in enumerate(seats):
        taken = SeatTaken(seat.pk, missing.get(seat.unit.acronym, Quality.HOLDER))
        take_seat(secretary, session.pk, taken, Mark(start + timedelta(seconds=20 * place)))
    now = start + timedelta(minutes=10)
    open_session(secretary, session.pk, Mark(now))
    for point in session.agenda.order_by("position"):
        now = _take_point(secretary, session, point, told.get(point.pk), now)
    conclude(secretary, session.pk, Mark(now))
    return now


def _take_point(
    secretary: Actor, session: CabinetSession, point: AgendaItem, told: Taken | None, now: datetime
) -> datetime:
    start_point(secretary, session.pk, point.pk, Mark(now))
    now += timedelta(minutes=6)
    if told is not None:
        write_text(secretary, session.pk, point.pk, ("notes", told.notes, ""), Mark(now))
        if told.agreed:
            capture(secretary, session.pk, point.pk, told.agreed, Mark(now))
    outcome = told.outcome if told is not None else Outcome.NOTED
    set_outcome(secretary, session.pk, point.pk, outcome, "", Mark(now + timedelta(minutes=1)))
    return now + timedelta(minutes=4)


def register_agreed(secretary: Actor, session: CabinetSession, now: datetime) -> None:
    """Turn what was agreed in the room into matters, each with its proof."""
    minutes = session.minutes.get(from_room=True)
    for draft in minutes.drafts.filter(means_of_verification=""):
        changes = DraftChanges(means_of_verification="Oficio de cumplimiento")
        edit_draft(secretary, draft.pk, draft.version, changes, now)
    minutes.refresh_from_db()
    confirm_minutes(secretary, minutes.pk, minutes.version, now)


def version_of(session: CabinetSession) -> int:
    """Return the version a form would carry now."""
    return CabinetSession.objects.values_list("version", flat=True).get(pk=session.pk)


def points_told(points: Sequence[AgendaItem], told: Sequence[Taken]) -> dict[int, Taken]:
    """Return what became of each point, by key."""
    return {point.pk: one for point, one in zip(points, told, strict=True)}
