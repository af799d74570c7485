"""Finding matters by folio or words, and those that look like one being written."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, QuerySet

from gabinete.foundation.access.people import Actor
from gabinete.foundation.search.registry import Hit
from gabinete.foundation.search.words import beginning_query, spanish_query, tidy
from gabinete.kernel.folio import recognised
from gabinete.office.followup.models import Matter
from gabinete.office.followup.policies import visible_matters
from gabinete.office.followup.queries.rows import matter_url
from gabinete.office.followup.rules import ALIKE, content_words, likeness
from gabinete.office.followup.states import MATTER_FLOW

RANKED = 120
"""How many of the newest matches are put in order of closeness; ranking thousands would cost seconds."""
FEW = 2000
"""Up to so many matches are fetched by key before they are filtered and put in order."""
TRIED_FOR_SPELLING = 800
"""How many of the newest titles are compared letter by letter when no word is found."""
MISSPELT = 0.55
"""Word similarity from which a misspelt title is still shown."""
_CANDIDATES = 200
_QUERY_WORDS = 8


@dataclass(frozen=True, slots=True)
class Similar:
    """An open matter that looks like the one being written.

    Attributes:
        score: 0–1.
        shared: words both have, the reason it is shown.
        same_unit: whether it belongs to one of the units named.
    """

    id: int
    folio: str
    title: str
    lead: str
    score: float
    shared: tuple[str, ...]
    same_unit: bool

    @property
    def url(self) -> str:
        """Return the address of its page."""
        return matter_url(self.id)


def found(matters: QuerySet[Matter], text: str) -> QuerySet[Matter]:
    """Return the matters of a query that a text finds: by folio when it is one, else by its words.

    When no word matches, the last word is taken for a beginning; when that fails too, titles spelt alike are
    taken, few and never counted in thousands.
    """
    words = tidy(text)
    if not words:
        return matters.none()
    if folio := recognised(words):
        return matters.filter(folio=folio)
    if _looks_like_folio(words):
        return matters.filter(folio__startswith=words.upper().replace(" ", ""))
    for query in (spanish_query(words), beginning_query(words)):
        keys = _keys(matters, query) if query else []
        if len(keys) > FEW:
            return matters.filter(search=query)
        if keys:
            return Matter.objects.filter(pk__any=keys)
    return Matter.objects.filter(pk__any=_spelt_alike(matters, words))


def search_matters(actor: Actor, text: str, limit: int) -> list[Hit]:
    """Return the matters a text finds for the global search, closest first; a whole folio comes alone."""
    matching = found(visible_matters(actor), text)
    newest = matching.order_by("-issued_on", "-id").values("pk")[:RANKED]
    closest = SearchRank(F("search"), spanish_query(tidy(text)))
    rows = (
        Matter.objects.filter(pk__in=newest)
        .annotate(closeness=closest)
        .order_by("-closeness", "-issued_on", "-id")
        .values_list("pk", "folio", "title", "lead__acronym", "state")[:limit]
    )
    exact = recognised(tidy(text))
    return [
        Hit(
            folio,
            title,
            matter_url(pk),
            f"{lead} · {MATTER_FLOW.states[state].label}",
            is_exact=folio == exact,
        )
        for pk, folio, title, lead, state in rows
    ]


def similar_open(text: str, unit_ids: Sequence[int], actor: Actor, limit: int = 5) -> list[Similar]:
    """Return the open matters that say nearly the same, most alike first; empty when none comes near.

    Args:
        text: the order being written.
        unit_ids: units it would be given to; their matters are looked at first, those of others after.
    """
    words = sorted(content_words(tidy_long(text)), key=len, reverse=True)[:_QUERY_WORDS]
    if not words:
        return []
    any_word = SearchQuery(" | ".join(words), config="es_folded", search_type="raw")
    candidates = visible_matters(actor).filter(closed_on__isnull=True, search=any_word)
    near = _newest(candidates.filter(party_unit_ids__overlap=list(unit_ids))) if unit_ids else []
    both = " & ".join(words[:2])
    far = _newest(candidates.filter(search=SearchQuery(both, config="es_folded", search_type="raw")))
    scored = {pk: _scored(row, text, set(unit_ids)) for row in (*near, *far) if (pk := row[0])}
    alike = [one for one in scored.values() if one.score >= ALIKE]
    return sorted(alike, key=lambda one: (-one.score, one.id))[:limit]


def tidy_long(text: str) -> str:
    """Return the beginning of a long order, enough to know what it is about."""
    return text.replace("\0", " ")[:2000]


_Candidate = tuple[int, str, str, str, str, list[int]]


def _newest(matters: QuerySet[Matter]) -> list[_Candidate]:
    columns = ("pk", "folio", "title", "text", "lead__acronym", "party_unit_ids")
    return list(matters.order_by("-issued_on", "-id").values_list(*columns)[:_CANDIDATES])


def _scored(row: _Candidate, text: str, unit_ids: set[int]) -> Similar:
    pk, folio, title, said, lead, parties = row
    by_text, by_title = likeness(text, said), likeness(text, title)
    best = max(by_text, by_title, key=lambda it: it.score)
    return Similar(pk, folio, title, lead, best.score, best.shared, not unit_ids.isdisjoint(parties))


def _looks_like_folio(words: str) -> bool:
    return "/" in words and words[0].isalpha() and any(c.isdigit() for c in words)


def _keys(matters: QuerySet[Matter], query: SearchQuery) -> list[int]:
    """Return the keys of those that match, up to one more than ``FEW``.

    They are looked for apart and as a whole (MATERIALIZED), because with a limit in sight PostgreSQL reads the
    table from end to end, sure to stop soon, and with few matches it never does.
    """
    try:
        matching, values = matters.filter(search=query).order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:  # who asks reads no matter at all
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"WITH m AS MATERIALIZED ({matching}) SELECT pk FROM m LIMIT {FEW + 1}", values)  # noqa: S608 - written by Django, values apart
        return [pk for (pk,) in cursor.fetchall()]


def _spelt_alike(matters: QuerySet[Matter], words: str) -> list[int]:
    """Return the keys of a few matters, among the newest, whose title is spelt like the words, the closest first."""
    candidates = matters.order_by("-issued_on", "-id").values("pk")[:TRIED_FOR_SPELLING]
    near = Matter.objects.filter(pk__in=candidates).annotate(near=TrigramWordSimilarity(words, "title"))
    return list(near.filter(near__gte=MISSPELT).order_by("-near", "-id").values_list("pk", flat=True)[:25])
