"""What is to be done: from a clause to a phrase that begins with its infinitive."""

import re
from dataclasses import dataclass

from gabinete.office.cabinet.extraction.folding import fold, is_shouting, one_space, words
from gabinete.office.cabinet.extraction.verbs import (
    INFINITIVE,
    from_future,
    from_gerund,
    from_noun,
    from_order,
    from_participle,
    from_reported,
    from_subjunctive,
    infinitive,
    is_known,
    pronoun_of,
)

_WORD = re.compile(r"[^\W\d_]+")
_ADVERBS = re.compile(
    r"^\s*(?:(?:tambien|asimismo|ademas|de inmediato|inmediatamente|formalmente|de manera \w+|de forma \w+|a la brevedad|oportunamente|conjuntamente|directamente|debidamente|puntualmente|por escrito)\s*,?\s+)+"
)
_THEN = r",?\s+para\s+(?:al final|finalmente|posteriormente|despues|luego|mas adelante)"
_SPLIT = re.compile(
    rf"(?:,(?=\s+(?!para\b)[a-z]+r(?:emos|an?)\b)|{_THEN}|(?:,\s*|;\s*|\s+)(?:y|e|asi como|ademas de|y ademas|y tambien|y posteriormente|y, en su caso,))\s+(?:(?:a|para|de|que)\s+)?(?P<next>(?:se |lo |la |los |las )?[a-zñ]+)"
)
_TAKES_UP = re.compile(
    r"\s+(?:su|sus)\s|\s+(?:(?:el|la|los|las)\s+)?(?:\w+\s+){1,2}?(?:resultantes?|correspondientes?|respectiv[oa]s?)\b"
)
"""An object that comes out of the first action («y rendirá su dictamen», «y circulará la matriz resultante»)."""
_CLOSES = re.compile(
    r"(?:rinda|rindan|rendir|rendira|presente|presentar|emita)\s+(?:el |su |un )?(?:informe|reporte)s?\b|(?:realice|realizar|efectue|efectuar)\s+el pago\b|(?:resuelva|resuelvan|resolver)\s+lo (?:conducente|procedente)\b"
)
"""What only closes the first action: «… y rinda informe a la comisión» is no duty of its own."""
_AUXILIARY = re.compile(r"^(?:debera|deberan|tendra|tendran|habra|habran|debe|deben|tiene|tienen)$")
_ASIDE = re.compile(r",\s[^,.;]{3,90},\s+([^\W\d_]+)")
"""What is put between an auxiliary and its verb: «deberá, dentro de los 30 días siguientes, publicar»."""
_SECOND = re.compile(
    r"\b[ye]\s+(?:(?P<pronoun>lo|la|los|las|les?|se)\s+)?(?P<verb>[a-záéíóúñ]{4,})(?=\s+(?:el|la|los|las|una?|sus?|al?|de|en|con|por|ante)\b|\s*$)"
)
_LIGHT = words(
    "encargar proceder comprometer comenzar empezar iniciar abocar dedicar hacer ocupar obligar volver"
)
_MINIMUM = 12


@dataclass(frozen=True, slots=True)
class Action:
    """A verb and where its object begins.

    Attributes:
        verb: infinitive, with its pronoun if any.
        start: offset of the verb form.
        rest: offset of what follows it.
        form: ``infinitive``, ``subjunctive``, ``future``, ``order``, ``noun`` or ``participle``.
    """

    verb: str
    start: int
    rest: int
    form: str


def action_at(clean: str, start: int, end: int, *, accents: bool) -> Action | None:
    """Return the action a stretch of text begins with, adverbs and articles stepped over."""
    folded = fold(clean[start:end]).replace("\n", " ")
    skip = len(_ADVERBS.match(folded)[0]) if _ADVERBS.match(folded) else len(folded) - len(folded.lstrip())  # type: ignore[index]
    article = re.compile(
        r"(?:(?:de )?(?:la|el|los|las|una|un|su|sus)\s+|l[ao]s?\s+|se (?:le |les )?|le |les |no )"
    ).match(folded, skip)
    at = article.end() if article else skip
    for position in (skip, at):
        hit = _WORD.match(clean, start + position, end)
        if hit is None:
            continue
        named = (
            article is not None and re.match(r"(?:de )?(?:el|la|los|las|una?|sus?)\s", article[0]) is not None
        )
        noun = from_noun(hit[0]) if named and position == at else None
        action = (
            Action(noun, hit.start(), hit.end(), "noun")
            if noun
            else _action_of(clean, hit, end, accents=accents)
        )
        if action and (
            position == skip
            or action.form == "noun"
            or (not named and action.form in {"subjunctive", "future"})
        ):
            return _with_pronoun(action, folded[skip:at].strip())
    return None


def _action_of(clean: str, hit: re.Match[str], end: int, *, accents: bool) -> Action | None:
    word = hit[0]
    if _AUXILIARY.match(fold(word)):
        return _after_auxiliary(clean, hit, end)
    for form, reader in (
        ("infinitive", infinitive),
        ("subjunctive", from_subjunctive),
        ("order", from_order),
        ("noun", from_noun),
    ):
        verb = reader(word)
        if verb:
            pronoun = pronoun_of(word) if form == "infinitive" else ""
            action = Action(verb + pronoun, hit.start(), hit.end(), form)
            return _through_light_verb(clean, action, end) if form == "subjunctive" else action
    verb = from_future(word, accents=accents)
    if verb in {"estar", "ser", "quedar"}:
        return _periphrasis(clean, hit, end)
    if verb in _LIGHT:
        return _through_light_verb(clean, Action(verb, hit.start(), hit.end(), "future"), end)
    if verb is None and (reported := from_reported(word)):
        return Action(reported, hit.start(), hit.end(), "reported")
    return Action(verb, hit.start(), hit.end(), "future") if verb else None


def _after_auxiliary(clean: str, hit: re.Match[str], end: int) -> Action | None:
    """Return the infinitive after «deberá», «tendrá que», «habrá de»."""
    following = re.compile(
        r"\s+(?:(?:de|que)\s+)?(?:(?:un (?:plazo|término) de )?[^\W_]+(?: y [^\W_]+)? (?:días|dias|semanas|meses)(?: hábiles| habiles| naturales)? para\s+)?(?:(?:a mas tardar|a más tardar)[^,]{0,40},?\s+)?([^\W\d_]+)"
    ).match(clean, hit.end(), end) or _ASIDE.match(clean, hit.end(), end)
    verb = infinitive(following[1]) if following else None
    if following is None or verb is None:
        return None
    return _through_light_verb(
        clean, Action(verb + pronoun_of(following[1]), hit.start(), following.end(), "future"), end
    )


def _through_light_verb(clean: str, action: Action, end: int) -> Action:
    """Return the verb that matters in «se encargará de elaborar», «procederá a instalar»."""
    if action.verb.removesuffix("se") not in _LIGHT:
        return action
    following = re.compile(r"\s+(?:de|a|con|en|cargo de)\s+([^\W\d_]+)").match(clean, action.rest, end)
    verb = infinitive(following[1]) if following else None
    if following is None or verb is None:
        return action
    again = "volver a " if action.verb == "volver" else ""
    return Action(again + verb + pronoun_of(following[1]), action.start, following.end(), action.form)


def _periphrasis(clean: str, hit: re.Match[str], end: int) -> Action | None:
    """Return the verb of «se estarán revisando» and «será concluida»."""
    following = re.compile(r"\s+([^\W\d_]+)").match(clean, hit.end(), end)
    if following is None:
        return None
    state = fold(hit[0]).startswith("estar")  # «estará abierto» tells how it is, not what to do
    verb = from_gerund(following[1]) or (None if state else from_participle(following[1]))
    return (
        Action(
            verb, hit.start(), following.end(), "participle" if from_participle(following[1]) else "future"
        )
        if verb
        else None
    )


def _with_pronoun(action: Action, before: str) -> Action:
    """Return the action with the pronoun that stood before it glued to its infinitive («lo suscriban»)."""
    if action.form in {"subjunctive", "future"} and before in {"lo", "la", "los", "las", "le", "les"}:
        return Action(action.verb + before, action.start, action.rest, action.form)
    return action


def phrase_of(clean: str, action: Action, end: int, cuts: list[tuple[int, int]]) -> str:
    """Return the agreement as a phrase: infinitive, object, without the stretches to cut.

    Args:
        clean: the text.
        action: its verb.
        end: where the clause ends.
        cuts: offsets of responsibles and dates, to be left out.
    """
    rest = without(clean, action.rest, end, cuts)
    shouting = is_shouting(rest)
    if action.form == "noun":
        if (
            not re.match(r"\s*(?:del?|al?)\s", rest) and " " not in action.verb
        ):  # «Apertura y uso de…»: the noun stays
            return tidy(
                f"{clean[action.start : action.rest].lower() if shouting else clean[action.start : action.rest]} {rest.lower() if shouting else rest}"
            )
        rest = _object_of_noun(rest, action.verb)
    verb = action.verb[0].upper() + action.verb[1:]
    return tidy(f"{verb} {_in_infinitive(rest.lower() if shouting else rest, action.form)}")


def _in_infinitive(rest: str, form: str) -> str:
    """Return what follows a verb with its second verb in the infinitive too: «… y presente un reporte»."""
    reader = {"subjunctive": from_subjunctive, "future": from_future}.get(form)
    if reader is None:
        return rest

    def turned(hit: re.Match[str]) -> str:
        verb = reader(hit["verb"])
        joint = "e" if verb and re.match(r"h?i(?!e)", fold(verb)) else "y"
        return f"{joint} {verb}{hit['pronoun'] or ''}" if verb else hit[0]

    return _SECOND.sub(turned, rest)


def _object_of_noun(rest: str, verb: str) -> str:
    """Return the object of an action noun as object of its verb: «de la página» → «la página»."""
    if verb.startswith("dar "):
        return re.sub(r"^\s*de(l)?\s+", lambda hit: "al " if hit[1] else "a ", rest)
    hit = re.match(r"^\s*(?:(?P<el>del|al)\s+|(?:de|a)\s+)", rest)
    if hit is None:
        return rest
    return ("el " if hit["el"] else "") + rest[hit.end() :]


def without(clean: str, start: int, end: int, cuts: list[tuple[int, int]]) -> str:
    """Return a stretch of text without the stretches to cut."""
    pieces, position = [], start
    for cut_start, cut_end in sorted(cuts):
        if cut_end <= position or cut_start >= end:
            continue
        pieces.append(clean[position : max(position, cut_start)])
        position = max(position, min(cut_end, end))
    pieces.append(clean[position:end])
    return " ".join(piece.strip() for piece in pieces if piece.strip())


def tidy(phrase: str) -> str:
    """Return a phrase in one line, with no loose commas, connectors or quotes at its ends."""
    text = one_space(phrase)
    text = re.sub(r"\s+([,.;:)])", r"\1", text)
    text = re.sub(r"\(\s*[,;\-–]*\s*\)", "", text)
    text = re.sub(r",\s*(?=[,.;])|\(\s+", lambda hit: "(" if hit[0].startswith("(") else "", text)
    text = re.sub(
        r"^([^\W\d_]+[aei]r(?:se|l[oa]s?|les?)?),\s+(?=(?:el|la|los|las|una?|al?|sus?)\s)", r"\1 ", text
    )
    previous = None
    while previous != text:
        previous = text
        text = re.sub(r"\s*(?:->|=>|→|»>)\s*$", "", text)
        text = re.sub(r"[\s,;:.\-–—\"”»*|]+$", "", text)
        text = re.sub(
            r"\s+(?:y|e|o|a|de|del|en|el|la|los|las|para|por|con|que|desde|asimismo|así como|asi como|lo cual|Fecha|Plazo|Responsable|fecha|plazo|Término)$",
            "",
            text,
        )
    text = re.sub(r"^[\s,;:.\-–—\"“«*]+", "", text)
    if text.count("(") > text.count(")"):
        text += ")"
    return text[:1].upper() + text[1:] if text else ""


def split_actions(clean: str, start: int, end: int, *, accents: bool) -> list[tuple[int, int]]:
    """Return the stretches of a clause that order different things («depurar el padrón | y entregar la lista»).

    A second verb without object of its own («integrar y validar el padrón») or that takes up the first one's
    («prepararlo y circularlo») does not make another agreement.
    """
    folded = fold(clean[start:end]).replace("\n", " ")
    parts: list[tuple[int, int]] = []
    opening = start
    for hit in _SPLIT.finditer(folded):
        word = hit["next"].split()[-1]
        at = start + hit.start("next")
        if (
            _same_object(folded, hit, word)
            or _CLOSES.match(folded, hit.start("next"))
            or _TAKES_UP.match(folded, hit.end("next"))
            or at - opening < _MINIMUM + 4
            or not _another_action(clean, at, end, word, accents=accents)
        ):
            continue
        if _follows_verb(folded[: hit.start()]) or _bare_object(folded, hit):
            continue
        if len(folded[: hit.start()].split()) - len(fold(clean[start:opening]).split()) < 2:  # noqa: PLR2004 - no object yet
            continue
        parts.append((opening, start + hit.start()))
        opening = at
    return [*parts, (opening, end)]


def _bare_object(folded: str, hit: re.Match[str]) -> bool:
    """Return whether the last verb of a clause has for object a noun alone: «… y recabar las firmas»."""
    after = re.split(
        r"[,;.]|\s(?:antes|a mas tardar|en un plazo|dentro|durante|el dia|hasta)\b", folded[hit.end("next") :]
    )[0]
    return len(after.split()) < 3 and not _SPLIT.search(folded, hit.end("next"))  # noqa: PLR2004 - article and noun


def _follows_verb(before: str) -> bool:
    """Return whether the words end in a verb, whose object is then that of the next («analicen y dictaminen…»)."""
    words = before.split()
    if len(words) < 2 or words[-2] in {"por", "para", "de", "a", "sin"}:  # noqa: PLR2004 - «cuentas por cobrar»
        return False
    return from_subjunctive(words[-1]) is not None or (
        infinitive(words[-1]) is not None and is_known(words[-1])
    )


def _same_object(folded: str, hit: re.Match[str], word: str) -> bool:
    after = folded[hit.end("next") :].strip(" .,;")
    return (
        (pronoun_of(word).startswith("l") and not pronoun_of(word).startswith("le"))
        or len(after) < _MINIMUM
        or hit["next"].startswith(("lo ", "la ", "los ", "las "))
    )


def _another_action(clean: str, at: int, end: int, word: str, *, accents: bool) -> bool:
    if re.fullmatch(INFINITIVE, word):
        verb = infinitive(word)
        return verb is not None and is_known(verb)
    action = action_at(clean, at, end, accents=accents)
    return (
        action is not None
        and action.form in {"subjunctive", "future"}
        and is_known(action.verb)
        and (action.form == "subjunctive" or accents)
    )
