"""Reads of the order of the day: as each person may see it, one point whole, what former sessions left."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from gabinete.foundation.access.people import Actor
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.models import AgendaBlock, AgendaItem, AgreementDraft, CabinetSession, Outcome
from gabinete.office.cabinet.queries.opinions import why_not_presented
from gabinete.office.cabinet.queries.sessions import name_of

_DEFERRED_SHOWN = 20


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point as one person sees it.

    Attributes:
        point: None when it is restricted and does not name them.
        id: its key; needed to move it even unread.
        files: how many papers it has, each counted once.
        opinions: how many opinions were asked about it.
        waits: why it may not be presented yet; empty when it may.
    """

    id: int
    position: int
    point: AgendaItem | None
    files: int = 0
    opinions: int = 0
    waits: str = ""

    @property
    def is_hidden(self) -> bool:
        """Return whether only its place is known."""
        return self.point is None

    @property
    def block(self) -> str:
        """Return whether it entered by rule; a point that is not read passes for one of the session's own."""
        return self.point.block if self.point else AgendaBlock.OWN


@dataclass(frozen=True, slots=True)
class Agenda:
    """The order of the day of a session as one person sees it.

    Attributes:
        minutes: sum of what is allotted to all of them, withdrawn ones apart.
        length: how long the session should last, in minutes.
    """

    rows: tuple[PointRow, ...]
    minutes: int
    length: int

    @property
    def points(self) -> list[AgendaItem]:
        """Return the points they may read."""
        return [row.point for row in self.rows if row.point is not None]


def agenda_of(actor: Actor, session: CabinetSession, today: date) -> Agenda:
    """Return the points of a session in order, in three queries.

    A restricted point is whole for those it names and a number for the rest, as the call says it: so that everybody
    means the same by «punto 4».
    """
    counted = session.agenda.select_related(
        "proposer", "sent_from__session__body", "carried_from__session__body", "sent_matter"
    ).annotate(
        file_count=Count("files__title", distinct=True),
        opinion_count=Count("opinions", distinct=True),
        is_named=Count("readers", filter=Q(readers=actor.user_id), distinct=True),
    )
    waits = why_not_presented(session, today)
    rows, minutes = [], 0
    for item in counted.order_by("position"):
        named = not item.is_restricted or bool(item.is_named)
        minutes += 0 if item.outcome == Outcome.WITHDRAWN else item.minutes
        if named:
            waiting = waits.get(item.pk, "")
            rows.append(PointRow(item.pk, item.position, item, item.file_count, item.opinion_count, waiting))
        else:
            rows.append(PointRow(item.pk, item.position, None))
    return Agenda(tuple(rows), minutes, session.length_minutes)


def point_of(actor: Actor, pk: int) -> AgendaItem:
    """Return a point they may read, with its session.

    Raises:
        NotFound.
    """
    read = policies.visible_points(actor).select_related(
        "session__body",
        "proposer",
        "sent_from__session__body",
        "carried_from__session__body",
        "sent_matter",
    )
    point = read.filter(pk=pk).first()
    if point is None:
        raise policies.unknown("un punto")
    return point


def other_ends(actor: Actor, point: AgendaItem) -> list[AgendaItem]:
    """Return where a point went: the points of other sessions that came from it, if they may read them."""
    ends = policies.visible_points(actor).filter(Q(sent_from=point) | Q(carried_from=point))
    return list(ends.select_related("session__body").order_by("session__held_on", "pk"))


def sent_of_session(actor: Actor, session: CabinetSession) -> list[AgendaItem]:
    """Return the points of other bodies that came from a session: from its points or from its agreements."""
    born = AgreementDraft.objects.filter(minutes__session=session, matter__isnull=False)
    came = Q(sent_from__session=session) | Q(sent_matter__in=born.values("matter"))
    sent = policies.visible_points(actor).filter(came).exclude(session__body=session.body_id)
    return list(sent.select_related("session__body").order_by("session__held_on", "position"))


def deferred_points(actor: Actor, session: CabinetSession) -> list[AgendaItem]:
    """Return what former sessions of the body deferred and nobody took up yet, the newest first."""
    left = (
        policies.visible_points(actor)
        .filter(session__body=session.body_id, outcome=Outcome.DEFERRED, carried_to__isnull=True)
        .filter(session__held_on__lte=session.held_on)
        .exclude(session=session)
        .select_related("session__body", "proposer")
    )
    return list(left.order_by("-session__held_on", "-session_id", "position")[:_DEFERRED_SHOWN])


def called_of(point: AgendaItem) -> str:
    """Return how a point of another session is called: «punto 3 de la 7.ª sesión ordinaria, Gabinete Legal»."""
    return f"punto {point.position} de la {name_of(point.session)}, {point.session.body.name}"


def readers_of(point: AgendaItem) -> QuerySet[AgendaItem, tuple[int, str]]:
    """Return who may see a restricted point, as (key, name), by name."""
    return point.readers.order_by("name", "pk").values_list("pk", "name")  # type: ignore[return-value]
