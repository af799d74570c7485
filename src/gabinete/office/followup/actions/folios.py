"""Folios: taken one by one from a locked counter, never given twice, not even when the matter is written off."""

from django.db import connection

from gabinete.kernel.errors import BadInput
from gabinete.kernel.folio import SESSION_FOLIO, YEAR_FOLIO, recognised
from gabinete.office.followup.models import Matter, MatterKind
from gabinete.office.followup.orders import NewMatter

_PREFIXES = {
    MatterKind.AGREEMENT: "ACU",
    MatterKind.INSTRUCTION: "INS",
    MatterKind.COMMITMENT: "COM",
    MatterKind.ERRAND: "ENC",
}
_NEXT = """
INSERT INTO followup_counter (series, last) VALUES (%s, 1)
ON CONFLICT (series) DO UPDATE SET last = followup_counter.last + 1 RETURNING last
"""


def next_folio(new: NewMatter) -> str:
    """Return the folio of a new matter: the one it brings, else the next of its session or of its kind and year.

    The row of the series stays locked until the transaction ends, so two people never get the same number and a
    number that was rolled back is the next one given.

    Raises:
        BadInput: when the folio it brings is taken.
    """
    if new.folio:
        return _brought(new.folio)
    year = new.issued_on.year
    while True:
        folio = _following(new, year)
        if not Matter.objects.filter(folio=folio).exists():
            return folio


def _following(new: NewMatter, year: int) -> str:
    if new.origin.body and new.origin.session:
        last = _take(f"{new.origin.body}/{year}/{new.origin.session:02}")
        return SESSION_FOLIO.format(
            SESSION_FOLIO.following(last - 1, new.origin.body, year, new.origin.session)
        )
    prefix = _PREFIXES[MatterKind(new.kind)]
    return YEAR_FOLIO.format(YEAR_FOLIO.following(_take(f"{prefix}/{year}") - 1, prefix, year))


def _take(series: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [series])
        return int(cursor.fetchone()[0])


def _brought(text: str) -> str:
    folio = (recognised(text) or text.strip().upper())[:40]
    if Matter.objects.filter(folio=folio).exists():
        raise BadInput(
            "matter.folio_taken",
            f"El folio {folio} ya existe y los folios no se reutilizan. No se registró nada; quite el folio o elija otro.",
            folio=folio,
        )
    return folio
