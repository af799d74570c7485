"""Orders of other tables that repeat or contradict one being written, or one already given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from gabinete.foundation.access.people import Actor
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.models import AgreementDraft
from gabinete.office.cabinet.rules.contradiction import Clash, Found, Order, compare
from gabinete.office.cabinet.rules.same_object import search_words
from gabinete.office.followup.models import Matter
from gabinete.office.followup.policies import visible_condition
from gabinete.office.followup.queries.rows import matter_url

SHOWN = 2
"""How many clashes are shown for an order: pointing at ten is pointing at none."""
_CANDIDATES, _WORDS, _DRAFTS = 40, 6, 200
_TITLE, _TEXT = 240, 600

# One look into the index of open matters for each order; those of another agency must share three words, as the rule
# asks. The words are read once (MATERIALIZED): left to itself PostgreSQL would read them again for every row. What may be
# seen is asked of what was found (OFFSET 0), or a scope of few rows would send it to the index of every matter ever.
_NEAR = """
WITH s AS MATERIALIZED (
  SELECT n, own, units::bigint[] AS units, to_tsquery('es_folded', two) AS two, to_tsquery('es_folded', three) AS three,
         to_tsquery('es_folded', anyone) AS anyone
  FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::text[], %s::bigint[])
    AS given(n, two, three, anyone, units, own))
SELECT s.n, m.id, m.folio, m.title, m.body, m.due, m.reserve, m.party_unit_ids, u.acronym
FROM s CROSS JOIN LATERAL (
  SELECT id, folio, title, body, due, reserve, party_unit_ids, lead_id
  FROM (SELECT * FROM followup_matter WHERE closed_on IS NULL AND search @@ s.two OFFSET 0) AS followup_matter
  WHERE id <> s.own AND (party_unit_ids && s.units OR search @@ s.three) {seen}
  ORDER BY ts_rank(search, s.anyone) DESC, id DESC LIMIT {limit}) m
JOIN org_unit u ON u.id = m.lead_id
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """An order whose clashes are looked for.

    Attributes:
        body: code of the table that gave it.
        matter_id: key of its matter; 0 while it has none.
        minutes_id: the minutes it is being written in; 0 when it is not.
    """

    order: Order
    body: str = ""
    matter_id: int = 0
    minutes_id: int = 0


@dataclass(frozen=True, slots=True)
class Clashing:
    """Another order that clashes, with what matched.

    Attributes:
        where: code of the table that gave it; empty when no table did.
        matter_id: key of its matter; 0 while it is being written.
        reserve: its degree of reserve: whoever prints must look at it.
    """

    found: Found
    url: str
    folio: str
    title: str
    lead: str
    where: str
    matter_id: int
    reserve: int

    @property
    def word(self) -> str:
        """Return in what they clash, in a few words."""
        return self.found.clash.spanish


@dataclass(frozen=True, slots=True)
class Seen:
    """What may be compared: a condition on matters, and drafts."""

    matters: Q
    drafts: QuerySet[AgreementDraft]


def seen_by(actor: Actor) -> Seen:
    """Return what somebody may see of the orders of other tables."""
    return Seen(visible_condition(actor), policies.visible_drafts(actor))


def clashes_of_draft(draft: AgreementDraft, due: date | None, actor: Actor) -> list[Clashing]:
    """Return up to two orders that clash with a draft, the gravest first; usually none (two queries).

    Args:
        draft: with its lead and the session of its minutes at hand.
        due: when it would fall due; ``None`` while it is not known.
    """
    units = frozenset([draft.lead_id] if draft.lead_id else [])
    order = Order(draft.text[:_TEXT], draft.lead.acronym if draft.lead else "", units, due)
    subject = Subject(order, draft.minutes.session.body.code, draft.matter_id or 0, draft.minutes_id)
    return clashes_of([subject], seen_by(actor))[0]


def clashes_of(subjects: Sequence[Subject], seen: Seen, shown: int = SHOWN) -> list[list[Clashing]]:
    """Return for each order those that clash with it, the gravest first: two queries, however many orders.

    What the same table ordered before is told only when it is the opposite: it knows its own dates and amounts.
    """
    found: list[list[Clashing]] = [[] for _subject in subjects]
    if not subjects:
        return found
    for place, other, order in _near_matters(subjects, seen.matters):
        _weigh(subjects[place], other, order, found[place])
    for draft in _waiting(seen.drafts):
        other, order = _of_draft(draft)
        for place, subject in enumerate(subjects):
            if subject.minutes_id != draft.minutes_id:
                _weigh(subject, other, order, found[place])
    return [_gravest(one, shown) for one in found]


def _gravest(found: list[Clashing], shown: int) -> list[Clashing]:
    return sorted(found, key=lambda one: (one.found.rank, one.matter_id, one.url))[:shown]


def _weigh(subject: Subject, other: "_Other", order: Order, into: list[Clashing]) -> None:
    found = compare(subject.order, order)
    if found is None or (other.body == subject.body and found.clash is not Clash.OPPOSES):
        return
    into.append(
        Clashing(
            found, other.url, other.folio, other.title, order.lead, other.body, other.matter_id, other.reserve
        )
    )


@dataclass(frozen=True, slots=True)
class _Other:
    url: str
    folio: str
    title: str
    body: str
    matter_id: int
    reserve: int


def _near_matters(subjects: Sequence[Subject], seen: Q) -> list[tuple[int, _Other, Order]]:
    """Return open matters that share two words with each order, the most alike first."""
    asked = [
        (place, *queries, f"{{{','.join(map(str, sorted(one.order.units)))}}}", one.matter_id)
        for place, one in enumerate(subjects)
        if (queries := _queries(one.order.text))
    ]
    if not asked:
        return []
    try:
        narrowed, values = _narrowed(seen)
    except EmptyResultSet:  # who asks reads no matter at all
        return []
    columns = [list(column) for column in zip(*asked, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_NEAR.format(seen=narrowed, limit=_CANDIDATES), [*columns, *values])
        return [_of_matter(row) for row in cursor.fetchall()]


def _narrowed(seen: Q) -> tuple[str, list[Any]]:
    """Return a condition on matters as PostgreSQL reads it, to be asked of each order's look into the index."""
    if not seen:
        return "", []
    matters = Matter.objects.filter(seen).query
    written, values = matters.get_compiler(connection=connection).compile(matters.where)
    return f"AND ({written})", list(values)


def _of_matter(row: tuple[Any, ...]) -> tuple[int, _Other, Order]:
    place, pk, folio, title, body, due, reserve, units, lead = row
    return (
        place,
        _Other(matter_url(pk), folio, title, body, pk, reserve),
        Order(title, lead, frozenset(units), due),
    )


def _queries(text: str) -> tuple[str, str, str] | None:
    """Return the words of an order as PostgreSQL looks for them: any two together, any three, and any one.

    ``None`` when it has fewer than two.
    """
    groups = [f"({' | '.join(one)})" for one in search_words(text, _WORDS)]
    if len(groups) < 2:  # noqa: PLR2004 - one word in common is not enough
        return None
    two, three = (_together(groups, n) for n in (2, min(3, len(groups))))
    return two, three, " | ".join(groups)


def _together(groups: Sequence[str], n: int) -> str:
    return " | ".join(f"({' & '.join(some)})" for some in combinations(groups, n))


def _waiting(drafts: QuerySet[AgreementDraft]) -> list[AgreementDraft]:
    waiting = drafts.filter(dropped=False, matter__isnull=True, minutes__confirmed_at__isnull=True)
    return list(waiting.select_related("lead", "minutes__session__body").order_by("-pk")[:_DRAFTS])


def _of_draft(draft: AgreementDraft) -> tuple[_Other, Order]:
    session = draft.minutes.session
    url = f"/minutas/{draft.minutes_id}/revisar/#borrador-{draft.pk}"
    units = frozenset([draft.lead_id] if draft.lead_id else [])
    lead = draft.lead.acronym if draft.lead else ""
    other = _Other(url, "", draft.text[:_TITLE], session.body.code, 0, session.reserve)
    return other, Order(draft.text[:_TEXT], lead, units, draft.due)
