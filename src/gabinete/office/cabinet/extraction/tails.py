"""«Responsable: …», «(Oficialía Mayor, 10 de abril)», «SEBIEN: …»: who and when, said apart from the sentence."""

import re
from dataclasses import dataclass, field

from gabinete.office.cabinet.extraction.actors import bare, is_actor, together
from gabinete.office.cabinet.extraction.dues import Due, find_dues, shifted
from gabinete.office.cabinet.extraction.labels import WHEN_LABEL, WHO_LABEL
from gabinete.office.cabinet.extraction.reading import Document

_WHO = re.compile(
    rf"[(\[]?\b{WHO_LABEL}\s*[:=–-]\s*(?P<who>(?:[^.;()\n\]]|(?<=\blic)\.|(?<=\bing)\.|(?<=\bdr)\.|(?<=\bdra)\.|(?<=\barq)\.|(?<=\bmtr[oa])\.|(?<=\bc)\.|\.(?=[a-z]))+?)\s*(?=[.;)\]]|$|[,/|–-]?\s*\b(?:{WHEN_LABEL})\s*[:=])"
)
_CHARGE = re.compile(
    r",?\s*\b(?:a cargo de|bajo la responsabilidad de|por parte de|por conducto de|a traves de|por medio de|con cargo a la responsabilidad de|sera responsable|responsabilidad de)\s*(?:el|la|los|las)?l?\s+(?P<who>(?:(?:c|cc|lic|ing|arq|dra?|mtr[oa]|profra?)\.\s+)*[^.;,()]{3,110})"
)
_BRACKETS = re.compile(r"[(\[](?P<inside>[^()\[\]]{2,110})[)\]]")
_DASH = re.compile(r"\s+(?:-{1,2}>|=>|>>|→|[-–—|])\s+")
_OPENING = re.compile(
    r"^(?P<who>[^:.;\n]{2,110}?)\s*(?::|\s[-–—]|\.(?=\s+[A-ZÁÉÍÓÚ][a-zñ]+[aei]r\b))\s+(?=\S)"
)
_SHORT = 90


@dataclass(slots=True)
class Tail:
    """What is said apart: who, when, and the stretches it takes."""

    who: list[str] = field(default_factory=list)
    dues: list[Due] = field(default_factory=list)
    cuts: list[tuple[int, int]] = field(default_factory=list)


def tail_of(document: Document, start: int, end: int) -> Tail:
    """Return the responsibles and dates that a stretch states apart from its sentence."""
    tail = Tail()
    for hit in _WHO.finditer(document.folded, start, end):
        tail.who.append(bare(document.clean[hit.start("who") : hit.end("who")]))
        tail.cuts.append((hit.start(), _close(document.clean, hit.end(), end)))
    for hit in _CHARGE.finditer(document.folded, start, end):
        who = _until_date(document, hit.start("who"), hit.end("who"))
        if is_actor(who, document.directory):
            tail.who.append(bare(who))
            tail.cuts.append((hit.start(), hit.start("who") + len(who)))
    for hit in _BRACKETS.finditer(document.folded, start, end):
        _add_bracket(document, hit, tail)
    if not tail.who:
        _add_dash(document, start, end, tail)
    return tail


def opening_actor(document: Document, start: int, end: int) -> tuple[str, int] | None:
    """Return who an item names before its colon («SEBIEN: mandar…») and where the rest begins."""
    hit = _OPENING.match(document.clean[start:end])
    if (
        hit is None
        or not is_actor(hit["who"], document.directory)
        or re.search(r"\b(?:siguiente|que)\b", hit["who"].lower())
    ):
        return None
    return bare(hit["who"]), start + hit.end()


def shared_by(document: Document, start: int, end: int) -> Tail:
    """Return those with whom a task is shared."""
    tail = Tail()
    for one in together(document.clean, document.folded, start, end):
        if is_actor(one.who, document.directory):
            tail.who.append(one.who)
            tail.cuts.append((one.start, one.end))
    return tail


def _close(clean: str, position: int, end: int) -> int:
    return position + 1 if position < end and clean[position] in ").]" else position


def _until_date(document: Document, start: int, end: int) -> str:
    dues = find_dues(document.folded[start:end], document.moment)
    return document.clean[start : start + dues[0].start if dues else end].rstrip(" ,")


def _add_bracket(document: Document, hit: re.Match[str], tail: Tail) -> None:
    """Read a bracket that only says who and when."""
    start, end = hit.start("inside"), hit.end("inside")
    dues = [
        shifted(due, start)
        for due in find_dues(document.folded[start:end], document.moment)
        if due.weight > 0
    ]
    rest = _rest(document.clean, start, end, dues)
    named = bool(rest) and is_actor(rest, document.directory)
    if (rest and not named) or not (dues or named):
        return
    if named and _is_gloss(document, hit, rest):
        return
    tail.dues += dues
    tail.who += [rest] if named else []
    tail.cuts.append((hit.start(), hit.end()))


def _is_gloss(document: Document, hit: re.Match[str], rest: str) -> bool:
    """Return whether a bracket is the acronym of the name before it: «Comisión Estatal del Agua (CEA)»."""
    before = document.clean[max(0, hit.start() - 4) : hit.start()].strip()
    return (
        rest.isupper()
        and " " not in rest
        and bool(before)
        and before[-1].isalpha()
        and hit.end() < len(document.clean)
        and document.clean[hit.end() : hit.end() + 1] not in {".", "\n", ""}
    )


def _rest(clean: str, start: int, end: int, dues: list[Due]) -> str:
    text = clean[start:end]
    for due in sorted(dues, key=lambda due: -due.start):
        text = text[: due.start - start] + text[due.end - start :]
    return bare(re.sub(r"(?i)\b(?:responsables?|fecha|plazo)\s*:?", "", text))


def _add_dash(document: Document, start: int, end: int, tail: Tail) -> None:
    """Read what stands after dashes at the end of an item: «… — P. Garza — 7 de marzo»."""
    body = document.clean[start:end].rstrip(" .")
    marks = list(_DASH.finditer(body))
    stop = len(body)
    for mark in reversed(marks):
        first, last = start + mark.end(), start + stop
        dues = [shifted(due, first) for due in find_dues(document.folded[first:last], document.moment)]
        rest = _rest(document.clean, first, last, dues)
        if not (dues and not rest) and not (
            rest and len(rest) < _SHORT and is_actor(rest, document.directory)
        ):
            return
        tail.dues += dues
        tail.who[:0] = [rest] if rest else []
        tail.cuts.append((start + mark.start(), last))
        stop = mark.start()
