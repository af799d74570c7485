"""Folios: taken one by one from a locked counter, never given twice, not even when the matter is written off."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import connection

from gabinete.kernel.errors import BadInput
from gabinete.kernel.folio import SESSION_FOLIO, YEAR_FOLIO, recognised
from gabinete.office.followup.models import MatterKind
from gabinete.office.followup.orders import NewMatter

_PREFIXES = {
    MatterKind.AGREEMENT: "ACU",
    MatterKind.INSTRUCTION: "INS",
    MatterKind.COMMITMENT: "COM",
    MatterKind.ERRAND: "ENC",
}
_NEXT = """
INSERT INTO followup_counter (series, last) VALUES (%(series)s, %(n)s)
ON CONFLICT (series) DO UPDATE SET last = followup_counter.last + %(n)s RETURNING last
"""


@dataclass(frozen=True, order=True, slots=True)
class Series:
    """The folios that follow each other: those of a session of a cabinet, or of a kind of matter in a year.

    Attributes:
        session: number of the session within its year; 0 outside a session.
    """

    prefix: str
    year: int
    session: int = 0

    @property
    def key(self) -> str:
        """Return the name of its counter."""
        return f"{self.prefix}/{self.year}" + (f"/{self.session:02}" if self.session else "")

    def folio(self, number: int) -> str:
        """Return the folio of a number of the series, from 1."""
        if self.session:
            return SESSION_FOLIO.format(
                SESSION_FOLIO.following(number - 1, self.prefix, self.year, self.session)
            )
        return YEAR_FOLIO.format(YEAR_FOLIO.following(number - 1, self.prefix, self.year))


def next_folio(new: NewMatter) -> str:
    """Return the folio of a new matter: the one it brings, else the next of its session or of its kind and year.

    Raises:
        BadInput: when the folio it brings is taken.
    """
    own = as_folio(new.folio)
    if own:
        require_free([own])
        return own
    return take_folios(series_of(new), 1)[0]


def series_of(new: NewMatter) -> Series:
    """Return the series that gives a new matter its folio."""
    if new.origin.body and new.origin.session:
        return Series(new.origin.body, new.issued_on.year, new.origin.session)
    return Series(_PREFIXES[MatterKind(new.kind)], new.issued_on.year)


def take_folios(series: Series, wanted: int, others: Collection[str] = ()) -> list[str]:
    """Return the next folios of a series, those somebody brought left out.

    The row of the series stays locked until the transaction ends, so two people never get the same number and a
    number that was rolled back is the next one given.

    Args:
        others: folios that the same act brings along.
    """
    found: list[str] = []
    while missing := wanted - len(found):
        last = _take(series.key, missing)
        next_ones = [series.folio(number) for number in range(last - missing + 1, last + 1)]
        taken = _taken(next_ones).union(others)
        found += [folio for folio in next_ones if folio not in taken]
    return found


def as_folio(text: str) -> str:
    """Return a folio as the office writes it; empty when none is brought."""
    return (recognised(text) or text.strip().upper())[:40]


def require_free(folios: Sequence[str]) -> None:
    """Refuse folios already in use or given twice; empty ones are not looked at.

    Raises:
        BadInput: naming the first one, with its place among those given.
    """
    brought = [folio for folio in folios if folio]
    taken = _taken(brought) if brought else set()
    for row, folio in enumerate(folios):
        if folio and folio in taken:
            raise BadInput(
                "matter.folio_taken",
                f"El folio {folio} ya existe y los folios no se reutilizan. No se registró nada; quite el folio o elija otro.",
                folio=folio,
                row=row,
            )
        taken.add(folio)


def _taken(folios: Sequence[str]) -> set[str]:
    """Return which of these folios are in use; they travel as one array, for there may be thousands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT folio FROM followup_matter WHERE folio = ANY(%s)", [list(folios)])
        return {folio for (folio,) in cursor.fetchall()}


def _take(series: str, n: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, {"series": series, "n": n})
        return int(cursor.fetchone()[0])
