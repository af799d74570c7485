"""A session ready to be called, with mail that leaves for a real server and a worker that runs when asked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from email.message import EmailMessage

import vobject

from gabinete.office.cabinet import actions
from gabinete.office.cabinet.actions import PointGiven
from gabinete.office.cabinet.calling import key_of
from gabinete.office.cabinet.models import AgendaItem, CabinetSession, Invitation
from tests.cast import Cast
from tests.foundation.notifications.conftest import Mailbox
from tests.office.cabinet.stage import NOW, Room

MEETS_ON = date(2026, 12, 3)
SECRET_POINT = "Compra de radios cifrados"
LATER = NOW + timedelta(hours=2)


@dataclass
class Table:
    """A called session and what people received of it."""

    room: Room
    session: CabinetSession
    mailbox: Mailbox
    work: Callable[[], None]

    @property
    def cast(self) -> Cast:
        return self.room.cast

    def fresh(self) -> CabinetSession:
        self.session.refresh_from_db()
        return self.session

    def call(self) -> None:
        """Call it and let the letters leave."""
        actions.call_session(self.room.lucia, self.session.pk, self.fresh().version, NOW)
        self.fresh()
        self.work()

    def invited(self, acronym: str) -> Invitation:
        return Invitation.objects.select_related("session__body", "seat__unit").get(
            session=self.session, seat__unit__acronym=acronym
        )

    def key(self, acronym: str) -> str:
        return key_of(self.invited(acronym))

    def letters_to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.mailbox.letters if address in f"{letter['To']} {letter['Cc']}"]  # type: ignore[misc]


def make_table(room: Room, mailbox: Mailbox | None = None, work: Callable[[], None] = lambda: None) -> Table:
    session = room.session(held_on=MEETS_ON, starts_at=time(10), place="Salón «Ñ», 2.º piso; ala norte")
    points = [
        PointGiven("Abasto de agua", "decision", room.cast.unit("CEA").pk, 15),
        PointGiven(SECRET_POINT),
    ]
    actions.set_agenda(room.lucia, session.pk, session.version, points, NOW)
    point = AgendaItem.objects.get(session=session, position=2)
    point.is_restricted = True
    point.save()
    session.refresh_from_db()
    return Table(room, session, mailbox or Mailbox(), work)


def calendar_in(letter: EmailMessage) -> vobject.base.Component:
    """Return the calendar inside a letter, as an independent library reads it."""
    (part,) = [
        part for part in letter.walk()
        if part.get_content_type() == "text/calendar" and part.get_content_disposition() != "attachment"
    ]  # fmt: skip
    calendar = vobject.readOne(part.get_content())
    assert part.get_param("method") == calendar.method.value
    return calendar
