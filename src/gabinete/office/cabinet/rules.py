"""Pure decisions about bodies, sessions and drafts: no Django, no clock, no database."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gabinete.kernel.days import DayCalendar
from gabinete.kernel.errors import BadInput
from gabinete.kernel.folio import SESSION_FOLIO
from gabinete.kernel.terms import Counted, Term, TermUnit, count
from gabinete.kernel.words import listed, plain_date

CODE_LIMIT = 12
NEXT_SESSION = "session"
"""Term unit of a draft that is due by the next session; kernel terms do not know sessions."""
TITLE_LIMIT = 240
_TITLE_ENDS = re.compile(r"[.;:,]\s")


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


def session_name(number: int, *, extraordinary: bool) -> str:
    """Return how a session is called.

    Example:
        >>> session_name(7, extraordinary=False), session_name(1, extraordinary=True)
        ('7.ª sesión ordinaria', '1.ª sesión extraordinaria')
    """
    return f"{number}.ª sesión {'extraordinaria' if extraordinary else 'ordinaria'}"


def of_body(name: str) -> str:
    """Return the name of a body after «de», with its article.

    Example:
        >>> of_body("Gabinete Legal"), of_body("Comisión de Agua"), of_body("Órgano Rector")
        ('del Gabinete Legal', 'de la Comisión de Agua', 'del Órgano Rector')
    """
    first = name.split(maxsplit=1)[0].lower() if name.strip() else ""
    feminine = first.endswith(("a", "ión", "dad", "red"))
    return f"{'de la' if feminine else 'del'} {name}"


def clean_line(text: str, limit: int, label: str) -> str:
    """Return one line of what a person typed, without invisible marks.

    Raises:
        BadInput: longer than the limit.
    """
    line = " ".join(clean_text(text).split())
    if len(line) > limit:
        raise BadInput(
            "cabinet.too_long",
            f"«{label}» lleva {len(line)} caracteres y admite {limit}. No se guardó nada; acórtelo y envíelo de nuevo.",
        )
    return line


def clean_text(text: str) -> str:
    """Return several lines without control or direction marks, which neither print nor store well."""
    kept = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        c for c in kept if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"}
    ).strip()


def body_code(text: str) -> str:
    """Return the code of a body in capitals, fit to begin a folio.

    Raises:
        BadInput: it could not be read back from a folio.
    """
    code = "".join(text.split()).upper()
    if not 1 <= len(code) <= CODE_LIMIT or not SESSION_FOLIO.matches(f"{code}/2026/01-01"):
        raise BadInput(
            "body.code",
            f"«{text[:30]}» no sirve de clave: use de 1 a {CODE_LIMIT} letras mayúsculas, números o guiones (GL, GE-SEG). "
            "No se guardó nada; corríjala y envíe de nuevo.",
        )
    return code


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


def title_of(text: str) -> str:
    """Return what lists show of an agreement: its text, cut at a sensible place when it is long.

    Example:
        >>> title_of("presentar el plan de abasto, en coordinación con el ISSSTESON")
        'Presentar el plan de abasto, en coordinación con el ISSSTESON'
    """
    line = " ".join(text.split()).rstrip(".;, ")
    if len(line) > TITLE_LIMIT:
        cut = line[: TITLE_LIMIT - 1]
        ends = [m.start() for m in _TITLE_ENDS.finditer(cut) if m.start() > TITLE_LIMIT // 2]
        line = cut[: ends[-1]] if ends else cut.rsplit(" ", 1)[0] + "…"
    return line[:1].upper() + line[1:]
