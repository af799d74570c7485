"""One screen for whoever governs: what changed since the last look, what needs a hand, what will fail."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.kernel.clock import day_of
from gabinete.kernel.words import short_date
from gabinete.office.followup import states
from gabinete.office.followup.models import Decision, Extension, LastLook, Matter
from gabinete.office.followup.policies import visible_matters
from gabinete.office.followup.queries.board import BoardRow, LinkedCount, total_question, total_row
from gabinete.office.followup.queries.filters import Filters, Horizon, horizon
from gabinete.office.followup.queries.remembered import WRITTEN, Question, question, remembered
from gabinete.office.followup.queries.rows import MatterRow, matter_url, rows_from, rows_question
from gabinete.office.followup.queries.together import counting
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
        since: the visit before this one; changes are counted from here.
        looked_at: last time this person looked; ``None`` if never.
        waiting: the first few decisions; ``waiting_count`` says how many there are.
        failing: the first few matters that may fail; ``failing_count`` says how many there are.
        total: how all the open matters stand, with coverage.
    """

    since: datetime
    looked_at: datetime | None
    changes: tuple[Change, ...]
    waiting: tuple[Waiting, ...]
    waiting_extensions: LinkedCount
    waiting_ends: LinkedCount
    failing: tuple[MatterRow, ...]
    failing_count: LinkedCount
    total: BoardRow


def governor_page(actor: Actor, now: datetime) -> GovernorPage:
    """Return the page: a fixed number of queries, whatever the number of matters."""
    today = day_of(now)
    look = LastLook.objects.filter(user=actor.user_id).first()
    since = _since(look, now)
    at = horizon(today)
    changed = _changes(since)
    (counts,), asking, ending, fearing, total = remembered(*_questions(actor, since, at))
    *news, asked, proposed, failing = counts
    return GovernorPage(
        since,
        look.at if look else None,
        tuple(Change(k, t, LinkedCount(n, f)) for (k, t, f), n in zip(changed, news, strict=True) if n),
        (*map(_asked, asking), *map(_proposed, ending)),
        LinkedCount(asked, Filters(work_list="prorrogas-de-rango")),
        LinkedCount(proposed, Filters(work_list="cierres-propuestos")),
        tuple(rows_from(fearing, today)),
        LinkedCount(failing, Filters(work_list="riesgo")),
        total_row(total),
    )


@lru_cache(maxsize=WRITTEN)
def _questions(actor: Actor, since: datetime, at: Horizon) -> tuple[Question, ...]:
    """Return what the page asks: counts, requests for extension, proposed ends, what may fail, and the total."""
    extensions, ends = _extensions(actor, at), _ends(actor)
    seen = visible_matters(actor)
    risky = seen.filter(work_list_condition("riesgo", actor, at))
    first = risky.order_by("priority", "due_order", "id").values("pk")[:SHOWN]
    shown = Matter.objects.filter(pk__in=first).order_by("priority", "due_order", "id")
    changed = (seen.filter(filters.condition(at)) for *_, filters in _changes(since))
    return (
        counting(*changed, extensions, ends, risky),
        _asked_question(extensions),
        _ends_question(ends),
        rows_question(shown),
        total_question(actor, at),
    )


def _since(look: LastLook | None, now: datetime) -> datetime:
    # Of who never looked before, by the hour: what is asked stays the same, and is remembered.
    return (look.before if look else None) or (now - FIRST_LOOK).replace(minute=0, second=0, microsecond=0)


def _changes(since: datetime) -> tuple[tuple[str, str, Filters], ...]:
    """Return what may have changed: key, words and filters of the list."""
    day = day_of(since)
    return (
        (
            "done",
            "concluidos con prueba",
            Filters(states=states.VERIFIED_STATES, closed_from=day, changed_since=since),
        ),
        ("late", "nuevos vencidos", Filters(standing="overdue", due_from=day)),
        ("born", "asuntos nuevos", Filters(created_since=since, order="reciente")),
        (
            "unfulfilled",
            "declarados incumplidos",
            Filters(states=(states.UNFULFILLED,), closed_from=day, changed_since=since),
        ),
    )


def _extensions(actor: Actor, at: Horizon) -> QuerySet[Extension]:
    """Return the requests beyond the rank of an analyst; none for whoever may not decide them."""
    if not actor.may(Permission.DECIDE_EXTENSION):
        return Extension.objects.none()
    condition = work_list_condition("prorrogas-de-rango", actor, at)
    seen = visible_matters(actor).filter(condition).values("pk")
    return Extension.objects.filter(decision=Decision.PENDING, matter__in=seen)


def _asked_question(extensions: QuerySet[Extension]) -> Question:
    """Return what is asked for the first requests, oldest first."""
    columns = (
        "matter_id", "matter__version", "matter__folio", "matter__title", "matter__lead__acronym", "proposed_due",
        "reason", "matter__extension_count",
    )  # fmt: skip
    return question(extensions.order_by("asked_at", "id").values_list(*columns)[:SHOWN])


def _asked(row: tuple[Any, ...]) -> Waiting:
    pk, version, folio, title, lead, until, reason, n = row
    sentence = (
        f"{lead} pide ampliar el plazo al {short_date(until)}: {reason} Es la {_ordinal(n + 1)} prórroga."
    )
    return Waiting("extension", pk, version, folio, title, sentence, until)


def _ends(actor: Actor) -> QuerySet[Matter]:
    """Return the proposed ends, those this person proposed left out; none for whoever may not confirm them."""
    if not actor.may(Permission.CONFIRM_END):
        return Matter.objects.none()
    proposed = visible_matters(actor).filter(state=states.END_PROPOSED, closed_on__isnull=True)
    return proposed.exclude(proposed_by=actor.user_id)


def _ends_question(ends: QuerySet[Matter]) -> Question:
    """Return what is asked for the first proposed ends, oldest first."""
    columns = ("pk", "version", "folio", "title", "lead__acronym", "proposed_end")
    return question(ends.order_by("state_since", "id").values_list(*columns)[:SHOWN])


def _proposed(row: tuple[Any, ...]) -> Waiting:
    pk, version, folio, title, lead, end = row
    word = states.MATTER_FLOW.states[end].label.lower()
    return Waiting("end", pk, version, folio, title, f"Se propone cerrarlo como «{word}» ({lead}).", None)


def _ordinal(number: int) -> str:
    names = {1: "primera", 2: "segunda", 3: "tercera", 4: "cuarta", 5: "quinta"}
    return names.get(number, f"{number}.ª")
