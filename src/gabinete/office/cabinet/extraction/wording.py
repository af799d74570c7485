"""What the wording of an agreement lacks for anybody to be able to verify it."""

from datetime import date

from gabinete.office.cabinet.extraction.clauses import Action
from gabinete.office.cabinet.extraction.dues import Due
from gabinete.office.cabinet.extraction.folding import fold
from gabinete.office.cabinet.extraction.verb_lists import WEAK

NO_RESPONSIBLE = "sin_responsable: No se dice quién responde; indique una sola unidad."
NO_DATE = "sin_fecha: No hay fecha ni plazo; indique para cuándo."
NO_DAY = "fecha_imprecisa: «{words}» no fija un día; indique una fecha o un plazo."
PAST_DATE = "fecha_pasada: La fecha es anterior a la sesión; revísela."
UNKNOWN_UNIT = "unidad_desconocida: «{who}» no está en el directorio; elija la unidad."
SEVERAL = "varios_responsables: Se nombra a varios; elija a uno como responsable y deje a los demás como corresponsables."
WEAK_VERB = "verbo_debil: «{verb}» no dice qué se entregará; pruebe con presentar, entregar, firmar, publicar o instalar."
NO_VERB = "sin_verbo: No empieza con un verbo de resultado; escriba qué se va a presentar, entregar, firmar o publicar."


def warnings_for(
    action: Action | None,
    responsible: list[str],
    units: list[str],
    due: tuple[Due | None, str | None],
    session: date | None,
) -> list[str]:
    """Return the warnings of a draft, the gravest first.

    Args:
        action: its verb; ``None`` when none was understood.
        responsible: who answers, as written.
        units: acronyms found for them.
        due: the phrase that says when and its words.
        session: date of the session, to tell past dates.
    """
    return [*_about_who(responsible, units), *_about_when(due[0], due[1], session), *_about_verb(action)]


def _about_who(responsible: list[str], units: list[str]) -> list[str]:
    if not responsible:
        return [NO_RESPONSIBLE]
    found = [] if units else [UNKNOWN_UNIT.format(who=responsible[0])]
    return found + ([SEVERAL] if len(responsible) > 1 or len(units) > 1 else [])


def _about_when(due: Due | None, words: str | None, session: date | None) -> list[str]:
    if due is None:
        return [NO_DATE]
    if due.day is None and due.term is None:
        return [NO_DAY.format(words=words)]
    return [PAST_DATE] if due.day and session and due.day < session else []


def _about_verb(action: Action | None) -> list[str]:
    if action is None:
        return [NO_VERB]
    return [WEAK_VERB.format(verb=action.verb)] if fold(action.verb.split()[0]) in _WEAK else []


_WEAK = frozenset(fold(verb) for verb in WEAK)
