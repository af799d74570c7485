"""What a draft lacks before it can be a matter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gabinete.kernel.days import DayCalendar
from gabinete.kernel.errors import BadInput
from gabinete.kernel.terms import Counted, Term, TermUnit, count
from gabinete.kernel.words import listed, plain_date

NEXT_SESSION = "session"
"""Term unit of a draft that is due by the next session; kernel terms do not know sessions."""


@dataclass(frozen=True, slots=True)
class DraftTermGiven:
    """The term of a draft as it stands on the card.

    Attributes:
        unit: a value of ``models.DraftTerm``.
        n: count, for days and months.
        on: date, when the unit is a fixed date.
    """

    unit: str
    n: int | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """What a draft must have before it is registered."""

    text: str
    means: str
    lead_id: int | None
    co_ids: Sequence[int]
    term: DraftTermGiven


def term_of(given: DraftTermGiven, next_session_on: date | None) -> Term:
    """Return the term of a draft as the engine counts it.

    Raises:
        BadInput: the number or the date that its unit needs is missing, or the next session has no date.
    """
    if given.unit == NEXT_SESSION:
        if next_session_on is None:
            raise BadInput("draft.no_next_session", "falta la fecha de la próxima sesión, que es su plazo")
        return Term.fixed(next_session_on)
    if given.unit == TermUnit.FIXED:
        if given.on is None:
            raise BadInput("draft.no_date", "falta la fecha en que vence")
        return Term.fixed(given.on)
    if given.unit == TermUnit.NONE:
        return Term.none()
    if not given.n:
        raise BadInput("draft.no_count", "falta el número de días o meses del plazo")
    return Term(given.n, TermUnit(given.unit))


def counted(
    given: DraftTermGiven, next_session_on: date | None, notice_on: date, calendar: DayCalendar
) -> Counted | None:
    """Return when a draft would fall due if it were notified on a day; ``None`` while its term is incomplete."""
    try:
        return count(term_of(given, next_session_on), notice_on, calendar)
    except BadInput:
        return None


def lacks(draft: DraftFacts, held_on: date, next_session_on: date | None) -> list[str]:
    """Return everything a draft lacks to be registered, in Spanish; empty when it is ready."""
    missing = []
    if not draft.text.strip():
        missing.append("falta el texto")
    if draft.lead_id is None:
        missing.append("falta quién responde")
    elif draft.lead_id in draft.co_ids:
        missing.append("la responsable aparece también como corresponsable")
    if not draft.means.strip():
        missing.append("falta con qué se dará por cumplido")
    return missing + _term_lacks(draft.term, held_on, next_session_on)


def _term_lacks(given: DraftTermGiven, held_on: date, next_session_on: date | None) -> list[str]:
    try:
        term = term_of(given, next_session_on)
    except BadInput as error:
        return [
            error.message if error.code.startswith("draft.") else "el número del plazo no se puede contar"
        ]
    if term.on is not None and term.on < held_on:
        return [f"vence el {plain_date(term.on)}, antes de la sesión"]
    return []


def lacking_sentence(by_number: Iterable[tuple[int, Sequence[str]]]) -> list[str]:
    """Return one sentence for each draft that is not ready, by its number on the screen."""
    return [f"Borrador {number}: {listed(list(missing))}." for number, missing in by_number if missing]
