"""Items of a list of agreements, whose heading already says that they are."""

import re
from collections.abc import Iterator

from gabinete.office.cabinet.extraction.actors import actor_before, bare, is_actor, is_office
from gabinete.office.cabinet.extraction.clauses import Action, action_at
from gabinete.office.cabinet.extraction.complements import clause_after_that
from gabinete.office.cabinet.extraction.dues import find_dues, shifted
from gabinete.office.cabinet.extraction.folding import fold
from gabinete.office.cabinet.extraction.frames import from_frames
from gabinete.office.cabinet.extraction.futures import from_futures
from gabinete.office.cabinet.extraction.layout import Block
from gabinete.office.cabinet.extraction.presents import TELLING
from gabinete.office.cabinet.extraction.reading import AGREEMENT, COMMITMENT, INSTRUCTION, Candidate, Document
from gabinete.office.cabinet.extraction.sections import Section
from gabinete.office.cabinet.extraction.sentences import sentence_spans
from gabinete.office.cabinet.extraction.tails import opening_actor, tail_of
from gabinete.office.cabinet.extraction.verb_lists import PAST
from gabinete.office.cabinet.extraction.verbs import INFINITIVE, from_future, from_present

_LISTED = 0.8
_LEAST_SUBJECT = 3
_ASIDE = 40
"""Characters of a remark whose only date is that of the agreement before it: «; cotización el viernes»."""
_KIND_BY_TITLE = (
    (re.compile(r"\binstruccion|\bindicacion|\binstruy|\bencargos?\b"), INSTRUCTION),
    (
        re.compile(
            r"\bcompromis|\bcompromet|\btareas?\b|\bpendientes\b|\bresultados esperados\b|\bque implica\b|\bpasos\b"
        ),
        COMMITMENT,
    ),
)
_OWNER_IN_TITLE = re.compile(
    r"^\W*(?:\w{1,4}[.)]\s*)?(?:acuerdos?|compromisos?|tareas?|acciones|instrucciones|pendientes|actividades)\s+(?:asumidos\s+)?(?:por parte\s+)?(?:a cargo\s+)?(?:de los|de las|de la|del|de|para la|para el|para|por la|por el|al|a la)\s+(?P<who>(?!(?:gabinete|consejo|comite|cabildo|concejo|sesion|mesa|pleno|reunion|junta|ayuntamiento|h\.|grupo|subcomite)\b)[^:]{2,90})"
)
_NOTHING = re.compile(
    r"^\W*(?:ningun[oa]?|no (?:hubo|hay|se tomaron|se generaron|aplica)|sin (?:acuerdos|compromisos)|n/?a|pendiente$|(?:la )?(?:proxima|siguiente) (?:reunion|sesion|junta|cita))\b"
)
_ENDS_OPEN = re.compile(r"(?:^|\s)(?:el|la|los|las|de|del|y|e|a|al|para|por|con|en|su|un|una)\s*$")
_DONE = re.compile(r"(?:ya )?(?:cumplid|concluid|atendid|realizad|solventad|terminad)[oa]s?\b(?! por)")
_TELLS = re.compile(r"\b[^\W\d_]{3,}(?:[óÓ]|aron|ieron)\b")
_TO_THAT = re.compile(r"(?:a )?que ")
TO_DO = re.compile(rf"a (?={INFINITIVE}\b)")
"""How the items of «me comprometo:» begin."""
_HEAD = re.compile(r"[^\W\d_]+")


def from_item(document: Document, block: Block) -> Iterator[Candidate]:
    """Yield what an item of a list of agreements commits to.

    Sentences with a performative verb speak for themselves; else the first one is taken as the agreement,
    whatever its verb, and the rest only for who and when.
    """
    spans = _after_owner(document, list(sentence_spans(document.clean, block.start, block.end)))
    done = bool(spans) and _DONE.match(document.folded, spans[-1][0]) is not None
    if not spans or done or _NOTHING.match(document.folded[block.start : block.end]):
        return
    kind = kind_of(document, block)
    found: list[Candidate] = []
    for number, (start, end) in enumerate(spans):
        told = [_listed(candidate, kind) for candidate in _told(document, start, end)]
        if number == 0 and not told:
            plain = plain_item(document, block, spans[0], kind)
            told = [plain] if plain else []
        elif not told and found:
            complete_from(document, found[-1], start, end)
        found += told
    yield from found


def _after_owner(document: Document, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the sentences of an item, the name that alone opens it («STPS. Instalar…») joined to the first."""
    opens = len(spans) > 1 and opening_actor(document, spans[0][0], spans[1][1])
    if opens and opens[1] == spans[1][0]:
        return [(spans[0][0], spans[1][1]), *spans[2:]]
    return spans


def complete_from(document: Document, candidate: Candidate, start: int, end: int) -> None:
    """Add to an agreement what a following sentence says of who and when («Responsable: … Plazo: …»)."""
    tail = tail_of(document, start, end)
    dues = tail.dues or [
        shifted(due, start)
        for due in find_dues(document.folded[start:end], document.moment)
        if due.weight > 1 or (due.day and due.weight and end - start < _ASIDE)
    ]
    candidate.who = candidate.who or tail.who
    candidate.dues += dues
    if tail.who or dues:
        candidate.quote = (candidate.quote[0], end)


def _told(document: Document, start: int, end: int) -> Iterator[Candidate]:
    framed = [one for one in from_frames(document, start, end) if one.confidence >= 0.5]  # noqa: PLR2004
    if framed:
        yield from framed
        return
    if _begins_with_action(document, start, end):
        return
    yield from (one for one in from_futures(document, start, end) if one.confidence >= 0.4)  # noqa: PLR2004


def _begins_with_action(document: Document, start: int, end: int) -> bool:
    action = action_at(document.clean, start, end, accents=document.accents)
    return action is not None and action.form in {"infinitive", "order"}


def _listed(candidate: Candidate, kind: str) -> Candidate:
    candidate.listed = True
    candidate.confidence = max(candidate.confidence, _LISTED)
    if candidate.family in {"future", "duty", "going"}:
        candidate.kind = kind
    return candidate


def plain_item(document: Document, block: Block, span: tuple[int, int], kind: str) -> Candidate | None:
    """Return the item itself as an agreement: «SEBIEN: mandar matriz», «Publicar la convocatoria»."""
    start, end = span
    if that := _TO_THAT.match(document.folded, start, end):
        ordered = Candidate(kind, _LISTED, (start, end), that.end(), end, listed=True, family="item")
        if clause_after_that(document, ordered, that.end(), end):
            return ordered
    if to := TO_DO.match(document.folded, start, end):
        start = to.end()
    actor = opening_actor(document, start, end)
    body = actor[1] if actor else _after_label(document, start, end)
    candidate = Candidate(kind, _LISTED, (start, end), body, end, listed=True, family="item")
    if actor:
        candidate.who.append(actor[0])
    candidate.action = action_at(document.clean, body, end, accents=document.accents)
    if candidate.action is None and not actor and not _in_present(document, candidate):
        candidate.confidence = _bare_trust(document, body, end, block)
    return candidate if len(document.clean[body:end].strip()) > 7 else None  # noqa: PLR2004


def _in_present(document: Document, candidate: Candidate) -> bool:
    """Read «La SEC entrega el padrón» as what the SEC has to do; return whether it reads so."""
    for word in _HEAD.finditer(document.clean, candidate.start, min(candidate.end, candidate.start + 140)):
        verb = from_present(word[0]) or from_future(word[0], accents=document.accents)
        subject = document.clean[candidate.start : word.start()]
        if (
            verb
            and verb not in TELLING
            and len(subject) > _LEAST_SUBJECT
            and is_actor(subject, document.directory)
            and not _ENDS_OPEN.search(subject.lower())
        ):
            candidate.who.append(bare(subject))
            candidate.action = Action(verb, word.start(), word.end(), "future")
            return True
    return False


def _after_label(document: Document, start: int, end: int) -> int:
    """Return where an item begins after its own little title («Calendario: publicar las fechas…»)."""
    hit = re.compile(r"[^:.;()]{2,60}:\s+").match(document.clean, start, end)
    if hit and action_at(document.clean, hit.end(), end, accents=document.accents):
        return hit.end()
    return start


def _bare_trust(document: Document, start: int, end: int, block: Block) -> float:
    """Return the trust of an item without a verb: a fact told in the past is none."""
    told = _TELLS.search(document.clean, start, min(end, start + 100)) if document.accents else None
    words = [hit[0] for hit in _HEAD.finditer(document.folded, start, end)]
    if told or any(word in PAST for word in words[:12]) or document.clean[start:end].rstrip().endswith("?"):
        return 0.2
    listed = Section.AGREED in {block.section, block.lead} or block.marker in {"label", "inline"}
    return 0.55 if listed and len(words) > 3 else 0.4  # noqa: PLR2004


def kind_of(document: Document, block: Block) -> str:
    """Return the kind that the heading of a list gives to its items."""
    for over in (block.opener if block.lead else None, block.title):
        if over is None:
            continue
        title = document.folded[over.start : over.end]
        for pattern, kind in _KIND_BY_TITLE:
            if pattern.search(title):
                return kind
    return AGREEMENT


_ORDERED = re.compile(
    r"(?:instruy\w+|encarg\w+|encomiend\w+|solicit\w+|pid\w+|instrucciones)\s+al?\s+(?P<who>(?:la |los |las )?[^:]{2,100}?)"
    r"\s*(?:a|para|que|lo siguiente|las siguientes\b.*)?\s*:\s*$"
)
_COMMITTED = re.compile(r"\s(?:se|nos)\s+(?:comprome\w+|oblig\w+)\b[^:]*:?\s*$")
_BESIDES = re.compile(r",\s+(?=reunid|y por|en (?:su|mi)\b|con |de conformidad|manifest|representad|present)")
"""What a sentence says of who promises, besides the name."""
_LONGEST_NAME = 90


def owner_of_list(document: Document, block: Block) -> list[str]:
    """Return who answers for a whole list: «Compromisos de la SHCP:», «Se instruye a la SIDUR a:»."""
    for over in (block.opener, block.title):
        if over is None:
            continue
        said = document.folded[over.start : over.end]
        if (
            (over is block.opener or block.headed)
            and len(said) < _LONGEST_NAME
            and is_office(document.clean[over.start : over.end].rstrip(" :"), document.directory)
        ):
            return [bare(document.clean[over.start : over.end].rstrip(" :"))]
        if promised := _COMMITTED.search(said):
            who = actor_before(document.clean, over.start, over.start + promised.start(), document.directory)
            who = _BESIDES.split(who)[0]
            return [who] if who else []
        for hit in (_OWNER_IN_TITLE.match(said), _ORDERED.search(said)):
            who = document.clean[over.start + hit.start("who") : over.start + hit.end("who")] if hit else ""
            if is_actor(who, document.directory):
                return [bare(who)]
    return []


def from_promised(document: Document, block: Block) -> Candidate | None:
    """Return an item of a list of what will be done («Actualización del Sistema…»)."""
    start, end = next(sentence_spans(document.clean, block.start, block.end), (block.start, block.end))
    body = _after_label(document, start, end)
    action = action_at(document.clean, body, end, accents=document.accents)
    confidence = 0.62 if action and action.form in {"infinitive", "noun"} else 0.35
    if any(word in PAST for word in fold(document.clean[body:end]).split()[:10]):
        return None
    candidate = Candidate(
        COMMITMENT, confidence, (block.start, block.end), body, end, action, family="promised", listed=True
    )
    tail = tail_of(document, block.start, block.end)
    candidate.who, candidate.cuts, candidate.dues = tail.who, tail.cuts, tail.dues
    return candidate
