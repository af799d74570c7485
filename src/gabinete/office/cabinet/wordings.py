"""What still keeps a draft from being verifiable, said again after each correction. Pure."""

from dataclasses import dataclass
from datetime import date

from gabinete.office.cabinet.extraction import verbs, wording
from gabinete.office.cabinet.extraction.folding import fold
from gabinete.office.cabinet.extraction.verb_lists import WEAK
from gabinete.office.cabinet.rules import NEXT_SESSION

_WEAK = frozenset(fold(verb) for verb in WEAK)


@dataclass(frozen=True, slots=True)
class Wording:
    """A draft as its warnings see it.

    Attributes:
        responsible_text: who answers, as written in the minutes.
        term_text: when, as written in the minutes.
        falls_due: last day, when it can be told.
    """

    text: str
    has_lead: bool
    responsible_text: str
    term_unit: str
    term_text: str
    falls_due: date | None


def warnings_of(text: str) -> list[str]:
    """Return what the verb lacks, as «código: oración»; empty for an empty text, which is lacking as a whole.

    Example:
        >>> warnings_of("Entregar el proyecto ejecutivo"), warnings_of("")
        ([], [])
        >>> warnings_of("Impulsar acciones")[0].split(":")[0], warnings_of("Cruces fronterizos")[0].split(":")[0]
        ('verbo_debil', 'sin_verbo')
    """
    words = text.split()
    if not words:
        return []
    first = words[0].strip(".,;:")
    verb = verbs.infinitive(first)
    if verb is None:
        return [wording.NO_VERB]
    return [wording.WEAK_VERB.format(verb=first.lower())] if fold(verb) in _WEAK else []


def live_warnings(draft: Wording, held_on: date) -> list[str]:
    """Return the sentences shown under a draft as it stands now, the gravest first."""
    found = [*_about_who(draft), *_about_when(draft, held_on), *warnings_of(draft.text)]
    return [warning.split(": ", 1)[-1] for warning in found]


def _about_who(draft: Wording) -> list[str]:
    if draft.has_lead:
        return []
    if draft.responsible_text:
        return [wording.UNKNOWN_UNIT.format(who=draft.responsible_text)]
    return [wording.NO_RESPONSIBLE]


def _about_when(draft: Wording, held_on: date) -> list[str]:
    if draft.term_unit == NEXT_SESSION and draft.falls_due is None:
        return ["sin_fecha: Vence en la próxima sesión, que aún no tiene fecha; póngala arriba."]
    if draft.term_unit == "none":
        return [wording.NO_DAY.format(words=draft.term_text) if draft.term_text else wording.NO_DATE]
    return [wording.PAST_DATE] if draft.falls_due and draft.falls_due < held_on else []
