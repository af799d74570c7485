"""One screen for whoever governs: what changed since the last look, what needs a hand, what will fail."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.words import short_date
from gabinete.office.followup import states
from gabinete.office.followup.models import Decision, Extension, LastLook
from gabinete.office.followup.policies import visible_matters
from gabinete.office.followup.queries.board import BoardRow, LinkedCount, board_total
from gabinete.office.followup.queries.filters import Filters, horizon
from gabinete.office.followup.queries.rows import MatterRow, matter_url, rows_of
from gabinete.office.followup.queries.worklists import work_list_condition

FIRST_LOOK = timedelta(days=7)
"""What «since you last looked» means for whoever never has."""
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Change:
    """Something that changed since the last look: how many, said in words, with the list behind it."""

    key: str
    text: str
    count: LinkedCount


@dataclass(frozen=True, slots=True)
class Waiting:
    """A decision that only this person's rank may take.

    Attributes:
        kind: ``extension`` or ``end``.
        sentence: who asks what and why.
        proposed: the date asked for, for an extension.
    """

    kind: str
    matter_id: int
    version: int
    folio: str
    title: str
    sentence: str
    proposed: date | None

    @property
    def url(self) -> str:
        """Return the address of the matter's page."""
        return matter_url(self.matter_id)


@dataclass(frozen=True, slots=True)
class GovernorPage:
    """Everything on the screen, in the order in which it is read.

    Attributes:
        since: last look; changes are counted from here.
        waiting: the first few decisions; ``waiting_count`` says how many there are.
        failing: the first few matters that may fail; ``failing_count`` says how many there are.
        total: how all the open matters stand, with coverage.
    """

    since: datetime
    changes: tuple[Change, ...]
    waiting: tuple[Waiting, ...]
    waiting_extensions: LinkedCount
    waiting_ends: LinkedCount
    failing: tuple[MatterRow, ...]
    failing_count: LinkedCount
    total: BoardRow


def governor_page(actor: Actor, now: datetime) -> GovernorPage:
    """Return the page: a fixed number of queries, whatever the number of matters."""
    today = now.astimezone(OFFICE_ZONE).date()
    since = last_look(actor.user_id, now)
    extensions, ends = _extensions(actor, today), _ends(actor)
    at_risk = Filters(work_list="riesgo")
    risky = visible_matters(actor).filter(work_list_condition("riesgo", actor, horizon(today)))
    return GovernorPage(
        since,
        _changes(actor, since, today),
        (*extensions[:SHOWN], *ends[:SHOWN]),
        LinkedCount(len(extensions), Filters(work_list="prorrogas-de-rango")),
        LinkedCount(len(ends), Filters(work_list="cierres-propuestos")),
        tuple(rows_of(risky.order_by("priority", "due_order", "id")[:SHOWN], today)),
        LinkedCount(risky.order_by().values("pk").count(), at_risk),
        board_total(actor, today),
    )


def last_look(user_id: int, now: datetime) -> datetime:
    """Return from when on things are new to a person: the visit before this one, else a week ago."""
    look = LastLook.objects.filter(user=user_id).first()
    return (look.before if look else None) or now - FIRST_LOOK


def _changes(actor: Actor, since: datetime, today: date) -> tuple[Change, ...]:
    day = since.astimezone(OFFICE_ZONE).date()
    seen = visible_matters(actor)
    closed = seen.filter(closed_on__gte=day, state_since__gt=since).order_by()
    ended = closed.aggregate(
        done=Count("pk", filter=Q(state__in=states.VERIFIED_STATES)),
        unfulfilled=Count("pk", filter=Q(state=states.UNFULFILLED)),
    )
    done = Filters(states=states.VERIFIED_STATES, closed_from=day, changed_since=since)
    late = Filters(standing="overdue", due_from=day)
    born = Filters(created_since=since, order="reciente")
    broken = Filters(states=(states.UNFULFILLED,), closed_from=day, changed_since=since)
    at = horizon(today)
    newly_late = seen.filter(late.condition(at)).order_by().count()
    newly_born = seen.filter(born.condition(at)).order_by().count()
    told = (
        Change("done", "concluidos con prueba", LinkedCount(ended["done"], done)),
        Change("late", "nuevos vencidos", LinkedCount(newly_late, late)),
        Change("born", "asuntos nuevos", LinkedCount(newly_born, born)),
        Change("unfulfilled", "declarados incumplidos", LinkedCount(ended["unfulfilled"], broken)),
    )
    return tuple(change for change in told if change.count.n)


def _extensions(actor: Actor, today: date) -> list[Waiting]:
    """Return the requests beyond the rank of an analyst, oldest first."""
    if not actor.may(Permission.DECIDE_EXTENSION):
        return []
    condition = work_list_condition("prorrogas-de-rango", actor, horizon(today))
    waiting = Extension.objects.filter(
        decision=Decision.PENDING, matter__in=visible_matters(actor).filter(condition).values("pk")
    )
    rows = waiting.select_related("matter", "matter__lead").order_by("asked_at", "id")[:100]
    return [
        Waiting(
            "extension",
            it.matter_id,
            it.matter.version,
            it.matter.folio,
            it.matter.title,
            f"{it.matter.lead.acronym} pide ampliar el plazo al {short_date(it.proposed_due)}: {it.reason} "
            f"Es la {_ordinal(it.matter.extension_count + 1)} prórroga.",
            it.proposed_due,
        )
        for it in rows
    ]


def _ends(actor: Actor) -> list[Waiting]:
    """Return the proposed ends, oldest first, those this person proposed left out."""
    if not actor.may(Permission.CONFIRM_END):
        return []
    proposed = visible_matters(actor).filter(state=states.END_PROPOSED, closed_on__isnull=True)
    rows = (
        proposed.exclude(proposed_by=actor.user_id).select_related("lead").order_by("state_since", "id")[:100]
    )
    return [
        Waiting(
            "end",
            it.pk,
            it.version,
            it.folio,
            it.title,
            f"Se propone cerrarlo como «{states.MATTER_FLOW.states[it.proposed_end].label.lower()}» "
            f"({it.lead.acronym}).",
            None,
        )
        for it in rows
    ]


def _ordinal(number: int) -> str:
    names = {1: "primera", 2: "segunda", 3: "tercera", 4: "cuarta", 5: "quinta"}
    return names.get(number, f"{number}.ª")
