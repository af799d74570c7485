"""Everything about one matter: the record, its moves for who looks, its bitácora, and how its term was counted."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import connection
from django.db.models import QuerySet

from gabinete.foundation.access.people import Actor
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel.errors import NotFound
from gabinete.kernel.standing import Light
from gabinete.kernel.terms import Counted, Term, TermUnit, count
from gabinete.office.followup import policies
from gabinete.office.followup.models import (
    Decision,
    Evidence,
    Extension,
    LogEntry,
    Matter,
    Milestone,
    Participant,
    Report,
    Review,
)
from gabinete.office.followup.queries.record import name_all, parts_of
from gabinete.office.followup.queries.remembered import Question, ask, question
from gabinete.office.followup.queries.rows import light_now
from gabinete.office.followup.rules import OpenMove, Progress, available_moves, progress_of
from gabinete.office.followup.states import Situation

LOG_SIZE = 40
REPORTS = 50


@dataclass(frozen=True, slots=True)
class MatterDetail:
    """A matter as its page shows it.

    Attributes:
        moves: those this person is allowed from the present state, closed ones with their reasons.
        pending_report: the report that waits to be reviewed.
        pending_extension: the request that waits to be decided.
        log: newest lines of the bitácora; ``log_after`` is the cursor of the next ones, 0 at the end.
    """

    matter: Matter
    light: Light
    progress: Progress
    moves: list[OpenMove]
    participants: list[Participant]
    milestones: list[Milestone]
    reports: list[Report]
    extensions: list[Extension]
    loose_evidence: list[Evidence]
    log: list[LogEntry]
    log_after: int

    @property
    def pending_report(self) -> Report | None:
        """Return the report that waits to be reviewed."""
        return next((r for r in self.reports if r.review == Review.PENDING), None)

    @property
    def pending_extension(self) -> Extension | None:
        """Return the request for extension that waits to be decided."""
        return next((e for e in self.extensions if e.decision == Decision.PENDING), None)


def get_matter(actor: Actor, matter_id: int) -> Matter:
    """Return a matter with the people and units its page names.

    Raises:
        NotFound: when there is none, or this person may not know that there is.
    """
    matter = get_plain_matter(actor, matter_id)
    name_all(matter)
    return matter


def get_plain_matter(actor: Actor, matter_id: int) -> Matter:
    """Return a matter without the names of what it points to, which are read one by one if asked for.

    Raises:
        NotFound: when there is none, or this person may not know that there is.
    """
    return _seen_by(actor, matter_id)


def get_locked_matter(actor: Actor, matter_id: int) -> Matter:
    """Return a matter as :func:`get_plain_matter` does, locked until the transaction ends.

    Raises:
        NotFound: when there is none, or this person may not know that there is.
    """
    return _seen_by(actor, matter_id, " FOR UPDATE")


def _seen_by(actor: Actor, matter_id: int, how: str = "") -> Matter:
    sql, names = _plain()
    rows = ask(Question(sql + how, (matter_id,)))
    matter = Matter.from_db(connection.alias, names, rows[0]) if rows else None
    if matter is None or not policies.may_view(actor, matter):
        raise no_such_matter()
    return matter


@lru_cache(maxsize=1)
def _plain() -> tuple[str, list[str]]:
    """Return how a matter is asked by its key, and the fields that come: writing it out each time costs a fifth of its page.

    All but the words of the search; none of the others has values that Django would convert.
    """
    one = Matter.objects.filter(pk=0).defer("search")
    return question(one).sql, [f.attname for f in Matter._meta.concrete_fields if f.name != "search"]  # noqa: SLF001


def get_by_folio(actor: Actor, folio: str) -> Matter:
    """Return the matter of a folio.

    Raises:
        NotFound: when there is none, or this person may not know that there is.
    """
    pk = Matter.objects.filter(folio=folio.strip().upper()).values_list("pk", flat=True).first()
    return get_matter(actor, pk or 0)


def no_such_matter() -> NotFound:
    """Return the refusal for a matter that is not there or may not be known."""
    return NotFound(
        "matter.unknown",
        "No hay un asunto con esa clave, o no está a su alcance. No se cambió nada; búsquelo por folio.",
    )


_SITUATION = """
SELECT (SELECT author_id FROM followup_report WHERE matter_id = %(id)s AND review = 'pending'),
       (SELECT asked_by_id FROM followup_extension WHERE matter_id = %(id)s AND decision = 'pending'),
       EXISTS (SELECT 1 FROM followup_evidence WHERE matter_id = %(id)s AND proves_means AND NOT withdrawn)
"""


def situation(actor: Actor, matter: Matter) -> Situation:
    """Return the matter as the guards of the flow see it for one person (one query; at most one of each waits)."""
    with connection.cursor() as cursor:
        cursor.execute(_SITUATION, {"id": matter.pk})
        report, extension, proven = cursor.fetchone()
    return _situation(actor, matter, report, extension, proven=proven)


def matter_detail(actor: Actor, matter_id: int, today: date) -> MatterDetail:
    """Return everything a matter's page shows: a fixed number of queries, whatever its history.

    Raises:
        NotFound: when there is none, or this person may not know that there is.
    """
    matter = get_plain_matter(actor, matter_id)
    parts = parts_of(matter, REPORTS, LOG_SIZE + 1)
    reports, extensions, milestones = parts.reports, parts.extensions, parts.milestones
    pending = next((r.author_id for r in reports if r.review == Review.PENDING), None)
    asked = next((e.asked_by_id for e in extensions if e.decision == Decision.PENDING), None)
    offered = [*parts.loose_evidence, *(e for r in reports for e in r.evidence.all())]
    seen = _situation(
        actor, matter, pending, asked, proven=any(e.proves_means and not e.withdrawn for e in offered)
    )
    weights = [(m.weight, m.done_on is not None) for m in milestones]
    return MatterDetail(
        matter=matter,
        light=light_now(matter, today),
        progress=progress_of(matter.reported_percent, matter.accepted_percent, weights),
        moves=available_moves(matter.state, seen, lambda move: policies.may(move, actor, matter)),
        participants=parts.participants,
        milestones=milestones,
        reports=reports,
        extensions=extensions,
        loose_evidence=parts.loose_evidence,
        log=parts.log[:LOG_SIZE],
        log_after=parts.log[LOG_SIZE - 1].pk if len(parts.log) > LOG_SIZE else 0,
    )


def log_page(matter: Matter, after: int = 0, size: int = LOG_SIZE) -> tuple[list[LogEntry], int]:
    """Return the newest lines of the bitácora, or those older than a line, and the cursor of the next ones (0: none)."""
    lines = matter.log.select_related("actor", "unit", "report").order_by("-at", "-id")
    if after and (last := matter.log.filter(pk=after).first()):
        lines = lines.filter(at__lte=last.at).exclude(at=last.at, pk__gte=last.pk)
    page = list(lines[: size + 1])
    return page[:size], page[size - 1].pk if len(page) > size else 0


def evidence_of(matter: Matter, evidence_id: int) -> Evidence:
    """Return a proof of a matter that the reader may see, with its file.

    Raises:
        NotFound.
    """
    found = Evidence.objects.filter(pk=evidence_id, matter=matter).select_related("document").first()
    if found is None:
        raise no_such_matter()
    return found


def term_of(matter: Matter) -> Term:
    """Return the term of a matter as the kernel counts it."""
    unit = TermUnit(matter.term_unit)
    if unit is TermUnit.FIXED:
        on = matter.term_on or matter.original_due
        return Term.fixed(on) if on else Term.none()
    return Term(matter.term_n or 0, unit) if matter.term_n else Term.none()


def deadline_explanation(matter: Matter) -> Counted | None:
    """Return how the original term was counted, day by day, under the calendar version it was counted with.

    ``None`` before the notice and for matters without a term. Extensions are dates of their own: they stand in the
    matter's list of extensions, not here.
    """
    term = term_of(matter)
    if matter.term_from is None or term.unit is TermUnit.NONE:
        return None
    return count(term, matter.term_from, calendar(matter.calendar_code, matter.calendar_version))


def open_matters_counted_with(calendar_code: str) -> QuerySet[Matter]:
    """Return the open matters whose term was counted with a calendar."""
    return Matter.objects.filter(
        calendar_code=calendar_code, closed_on__isnull=True, due__isnull=False, term_from__isnull=False
    )


def _situation(
    actor: Actor, matter: Matter, reporter: int | None, asker: int | None, *, proven: bool
) -> Situation:
    me = actor.user_id
    return Situation(
        means_proven=proven,
        pending_extension=asker is not None,
        pending_report=reporter is not None,
        proposed_end=matter.proposed_end,
        actor_is_party=policies.sits_with_a_party(actor, matter),
        actor_reported=me in {reporter, matter.fulfilment_by_id},
        actor_accepted=me == matter.accepted_by_id,
        actor_asked_extension=me == asker,
        actor_proposed_end=me == matter.proposed_by_id,
    )
