"""Reads of sessions: what comes, what was held, one of them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gabinete.foundation.access.people import Actor
from gabinete.office.cabinet import policies, rules
from gabinete.office.cabinet.models import AgreementDraft, CabinetSession, Minutes
from gabinete.office.cabinet.states import CANCELLED, LABELS
from gabinete.office.followup.policies import visible_matters
from gabinete.office.followup.queries.rows import MatterRow, rows_of

PAGE = 25

UPCOMING = 50


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One line of the list of sessions.

    Attributes:
        points: how many its order of the day has.
        matters: how many matters were born in it.
        in_review: key of the minutes that wait to be reviewed; 0 when none.
    """

    session: CabinetSession
    points: int
    matters: int
    in_review: int

    @property
    def name(self) -> str:
        """Return «7.ª sesión ordinaria»."""
        return name_of(self.session)

    @property
    def state_label(self) -> str:
        """Return the state in words."""
        return LABELS[self.session.state]


@dataclass(frozen=True, slots=True)
class SessionPage:
    """The past, page by page.

    Attributes:
        after: place where the next page begins; empty on the last one.
    """

    rows: list[SessionRow]
    after: str


def name_of(session: CabinetSession) -> str:
    """Return how a session is called, without its body."""
    return rules.session_name(session.number, extraordinary=session.extraordinary)


def full_name_of(session: CabinetSession) -> str:
    """Return «7.ª sesión ordinaria del Gabinete Legal»."""
    return f"{name_of(session)} {rules.of_body(session.body.name)}"


def upcoming_sessions(actor: Actor, today: date, body_id: int | None = None) -> list[SessionRow]:
    """Return the sessions from today on, the nearest first."""
    sessions = _of_body(actor, body_id).filter(held_on__gte=today).exclude(state=CANCELLED)
    return _rows(sessions.order_by("held_on", "id")[:UPCOMING])


def past_sessions(
    actor: Actor, today: date, body_id: int | None = None, after: tuple[date, int] | None = None
) -> SessionPage:
    """Return a page of the sessions before today and the cancelled ones, newest first."""
    sessions = _of_body(actor, body_id).filter(Q(held_on__lt=today) | Q(state=CANCELLED))
    if after is not None:
        held_on, pk = after
        sessions = sessions.filter(Q(held_on__lt=held_on) | Q(held_on=held_on, pk__lt=pk))
    rows = _rows(sessions.order_by("-held_on", "-id")[: PAGE + 1])
    last = rows[PAGE - 1].session if len(rows) > PAGE else None
    return SessionPage(rows[:PAGE], f"{last.held_on.isoformat()}.{last.pk}" if last else "")


def session_of(actor: Actor, pk: int) -> CabinetSession:
    """Return a visible session with its body.

    Raises:
        NotFound.
    """
    sessions = policies.visible_sessions(actor).select_related("body__secretary_unit")
    session = sessions.filter(pk=pk).first()
    if session is None:
        raise policies.unknown("una sesión")
    return session


def session_called(actor: Actor, reference: str) -> CabinetSession:
    """Return a session by how people write it: «GL/2026/7», or its number in the system.

    Raises:
        NotFound.
    """
    parts = [part.strip() for part in reference.strip().split("/")]
    sessions = policies.visible_sessions(actor).select_related("body")
    found = None
    if len(parts) == 3 and parts[1].isdecimal() and parts[2].isdecimal():  # noqa: PLR2004 - body, year, number
        found = sessions.filter(body__code=parts[0].upper(), year=int(parts[1]), number=int(parts[2])).first()
    elif reference.strip().isdecimal():
        found = sessions.filter(pk=int(reference)).first()
    if found is None:
        raise policies.unknown(f"una sesión «{reference[:40]}» (se escribe como GL/2026/7)")
    return found


def matters_of_session(actor: Actor, session: CabinetSession, today: date) -> list[MatterRow]:
    """Return the matters born in a session that this person may see, in the order they were agreed."""
    born = AgreementDraft.objects.filter(minutes__session=session, matter__isnull=False).values("matter_id")
    return rows_of(visible_matters(actor).filter(pk__in=born).order_by("folio", "pk"), today)


def _of_body(actor: Actor, body_id: int | None) -> QuerySet[CabinetSession]:
    sessions = policies.visible_sessions(actor).select_related("body")
    return sessions.filter(body_id=body_id) if body_id else sessions


def _counted(rows: QuerySet[AgreementDraft] | QuerySet[Minutes], what: str) -> Coalesce:
    counted = rows.order_by().values(what).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _rows(sessions: QuerySet[CabinetSession]) -> list[SessionRow]:
    born = AgreementDraft.objects.filter(minutes__session=OuterRef("pk"), matter__isnull=False)
    waiting = Minutes.objects.filter(
        session=OuterRef("pk"), confirmed_at__isnull=True, from_room=False
    ).values("pk")[:1]
    points = CabinetSession.objects.filter(pk=OuterRef("pk")).annotate(n=Count("agenda")).values("n")
    annotated = sessions.annotate(
        points=Subquery(points, output_field=IntegerField()),
        born=_counted(born, "minutes__session"),
        waiting=Coalesce(Subquery(waiting), 0),
    )
    return [SessionRow(session, session.points, session.born, session.waiting) for session in annotated]
