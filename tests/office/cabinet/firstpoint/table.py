"""A table that meets three times: the sessions are held as people hold them, nothing of the first point is written."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.terms import Term
from gabinete.office.cabinet import states
from gabinete.office.cabinet.actions.locks import move, session_to_change
from gabinete.office.cabinet.models import AgendaItem, CabinetSession
from gabinete.office.followup import actions
from gabinete.office.followup.models import Matter
from gabinete.office.followup.orders import NewReport, Origin
from tests.cast import Cast
from tests.office.cabinet.stage import Room
from tests.office.followup.stage import Stage

FIRST, SECOND, THIRD = date(2026, 10, 5), date(2026, 11, 3), date(2026, 12, 1)


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), OFFICE_ZONE)


@dataclass
class Table:
    """GL and what it ordered."""

    room: Room
    stage: Stage

    @property
    def cast(self) -> Cast:
        return self.room.cast

    def actor(self, name: str = "lucia") -> Actor:
        return self.cast.actor(name)

    def session(self, day: date, state: str = states.CALLED, body: int | None = None) -> CabinetSession:
        made = self.room.session(held_on=day)
        with act(0, "tests.session", at=at(day, 8)):
            AgendaItem.objects.create(
                session=made, position=1, title="Seguimiento de acuerdos", kind="followup", role="followup"
            )
            CabinetSession.objects.filter(pk=made.pk).update(
                state=state, **({"body_id": body} if body else {})
            )
        return CabinetSession.objects.select_related("body").get(pk=made.pk)

    def point(
        self, session: CabinetSession, title: str, kind: str = "decision", outcome: str = ""
    ) -> AgendaItem:
        with act(0, "tests.point", at=at(session.held_on, 9)):
            place = session.agenda.count() + 1
            return AgendaItem.objects.create(
                session=session, position=place, title=title, kind=kind, outcome=outcome
            )

    def open(self, session: CabinetSession) -> CabinetSession:
        """Open it as it is opened, and hold it."""
        when = at(session.held_on, 11)
        with act(self.actor().user_id, "cabinet.open_session", at=when):
            held = session_to_change(self.actor(), session.pk, None)
            held.opened_at = when
            move(held, "open_without_quorum")
        return held

    def hold(self, session: CabinetSession) -> CabinetSession:
        held = self.open(session)
        with act(self.actor().user_id, "cabinet.conclude_session", at=at(session.held_on, 13)):
            held = session_to_change(self.actor(), session.pk, None)
            held.held_at = at(session.held_on, 13)
            move(held, "conclude")
        return held

    def matter(self, title: str, day: date, due: date | None, **changes: object) -> Matter:
        """Register, notify and acknowledge what the table ordered that day."""
        given: dict[str, object] = {
            "title": title,
            "text": title,
            "issued_on": day,
            "term": Term.fixed(due) if due else Term.none(),
            "origin": Origin("session", "Gabinete Legal", "GL", 1, "La Gobernadora"),
            "report_every_days": 200,
        }
        order = self.stage.order(**{**given, **changes})

        made = actions.register(self.actor(), order, at(day + timedelta(days=1)))
        self.do("lucia", "notify", made, at(day + timedelta(days=1), 11))
        if order.lead_id == self.cast.unit("CEA").pk:
            self.do("rosa", "acknowledge", made, at(day + timedelta(days=2)))
        return made

    def do(self, who: str, verb: str, matter: Matter, when: datetime, **more: object) -> None:
        self.stage.move(who, verb, matter, now=when, **more)

    def report(self, matter: Matter, day: date, percent: int) -> None:
        """Report and have it accepted."""

        report = NewReport("Avance de la obra.", percent, (), (), uuid4())
        self.do("rosa", "report_progress", matter, at(day), report=report)
        self.do("tomas", "accept_report", matter, at(day, 12))
