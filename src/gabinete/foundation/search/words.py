"""Spanish words to look for: with and without accents, in singular and plural."""

import re
from typing import Any

from django.contrib.postgres.search import SearchQuery

MAX_LENGTH = 200
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
_LAST_WORD = re.compile(r"(\w{3,})\W*$")


def tidy(text: str) -> str:
    """Return what was typed without control or direction marks, at most 200 characters."""
    return " ".join(_CONTROL.sub(" ", text).split())[:MAX_LENGTH]


class _EitherReading(SearchQuery):
    """Two readings of the same words; only one when they come to the same, so that the index is read once.

    PostgreSQL computes the comparison while it plans, for the words are constants.
    """

    _SPANISH = "websearch_to_tsquery('spanish'::regconfig, %s)"
    _FOLDED = "websearch_to_tsquery('es_folded'::regconfig, %s)"

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def as_sql(self, *_args: Any, **_more: Any) -> tuple[str, list[Any]]:
        """Return the readings joined, or the one there is."""
        one, other = self._SPANISH, self._FOLDED
        return f"(CASE WHEN {one} = {other} THEN {one} ELSE {one} || {other} END)", [self.text] * 5


def spanish_query(text: str) -> SearchQuery:
    """Return the query for a vector made of ``spanish`` and ``es_folded``: either reading may match.

    Quotes, «or» and a leading minus mean what they mean in a web search engine.

    Source: the stemmer needs the accents that people leave out, so both readings are kept (see the migration
        of this package).
    """
    return _EitherReading(text)


def beginning_query(text: str) -> SearchQuery | None:
    """Return the query for words of which the last is still being typed; ``None`` when it is too short."""
    words = re.findall(r"\w+", text)
    if not words or not _LAST_WORD.search(text):
        return None
    return SearchQuery(" & ".join([*words[:-1], f"{words[-1]}:*"]), config="es_folded", search_type="raw")
