"""From the text of minutes to draft agreements, by the rules of administrative Spanish."""

import re
from collections.abc import Iterator
from datetime import date

from gabinete.foundation.org.directory import Directory
from gabinete.kernel.days import DayCalendar
from gabinete.office.cabinet.extraction.actors import is_office
from gabinete.office.cabinet.extraction.assembling import drafts_of
from gabinete.office.cabinet.extraction.clauses import action_at
from gabinete.office.cabinet.extraction.dates import next_session_told
from gabinete.office.cabinet.extraction.dates import session_date as date_told_by
from gabinete.office.cabinet.extraction.drafts import Draft
from gabinete.office.cabinet.extraction.dues import Moment
from gabinete.office.cabinet.extraction.folding import fold, has_accents, is_shouting
from gabinete.office.cabinet.extraction.items import TO_DO, from_item, from_promised, owner_of_list
from gabinete.office.cabinet.extraction.labels import ATTRIBUTE
from gabinete.office.cabinet.extraction.layout import Block, blocks_of
from gabinete.office.cabinet.extraction.narration import Voice, from_paragraph
from gabinete.office.cabinet.extraction.people import people_in
from gabinete.office.cabinet.extraction.preparing import prepare
from gabinete.office.cabinet.extraction.reading import Candidate, Document
from gabinete.office.cabinet.extraction.repeats import without_echoes, without_repeats
from gabinete.office.cabinet.extraction.second_reading import second_reading
from gabinete.office.cabinet.extraction.sections import Section, heading_section
from gabinete.office.cabinet.extraction.sheets import Sheets, attach
from gabinete.office.cabinet.extraction.tables import from_record, from_tables
from gabinete.office.cabinet.extraction.tails import opening_actor
from gabinete.office.cabinet.extraction.verbs import is_known

SHOWN = 0.5
"""Confidence from which a draft is shown by default."""
LONGEST = 2_000_000
"""Characters read of a document; minutes are a hundred times shorter."""

_PETITION = re.compile(
    r"(?:solicit|rog)amos\b|(?:ped|exig)i(?:a)?mos\b|para pedirle|solicito a usted|por medio (?:de la|del) presente|por este (?:medio|conducto)|p\s?r\s?e\s?s\s?e\s?n\s?t\s?e|(?:los que|quienes) (?:suscrib|firm)\w+|a quien corresponda|apreciables instrucciones|peticion(?:es|ari)|estimad[oa] (?:secretari|gobernador|president|director)"
    r"|sin (?:mas|otro) (?:por el momento|particular|asunto)|qued(?:o|amos) (?:de ustedes?|a sus? (?:aten|apreci))|me permito (?:solicit|informar|invitar|dirigir)|hago referencia a|en espera de (?:una|su|verme)|saludo cordial|cordial saludo|no omito mencionar"
)
_ASKED = re.compile(r"\b(?:solicit|pid|ped|rueg|rog|suplic|exij)\w*")
"""How a letter opens the list of what it asks."""
_REPORT = re.compile(r"(?m:^)\W*(?:\d\w* )?informe (?:de|del|trimestral|mensual|anual|semestral|ejecutivo)\b")
_MEETING = re.compile(r"\b(?:minuta|acta|sesion|reunion|comunicado|boletin|acuerdos?)\b")
_TOP = 500
"""Characters in which a report says that it is one."""
_SILENT = {Section.AGENDA, Section.PRESENT, Section.PAST, Section.OWNER}
_DOUBTFUL = {Section.BACKGROUND: 0.45, Section.UNKNOWN: 0.15, Section.PROPOSED: 0.35}
_RESOLVES = re.compile(
    r"se (?:autoriza|aprueba|instruye|ordena|faculta|turna|determina|acuerda|declara|deja)n?\b|(?:notifi|comuni|publi)quese\b"
)
"""How a resolutive point begins, whatever heading it was left under."""
_HEADLINE = 130


def extract(
    text: str,
    *,
    session_date: date | None,
    directory: Directory,
    threshold: float = SHOWN,
    next_session: date | None = None,
    days: DayCalendar | None = None,
) -> list[Draft]:
    """Return the draft agreements of a text, in its order.

    Args:
        text: of the minutes, act or press note, as read; offsets of the drafts refer to it.
        session_date: from when terms count; ``None`` to infer it from the text.
        directory: to match those responsible.
        threshold: least confidence, 0–1.
        next_session: date that «antes de la próxima sesión» means, if known; else as the text tells it.
        days: with which business days are counted; ``None`` is the federal calendar.
    """
    document = document_of(
        text, session_date=session_date, directory=directory, next_session=next_session, days=days
    )
    drafts = [
        draft
        for candidate in candidates_of(document)
        if candidate.confidence > 0
        for draft in drafts_of(document, candidate, text)
        if draft.confidence >= threshold
    ]
    return without_repeats(sorted(drafts, key=lambda draft: draft.start))


def document_of(
    text: str,
    *,
    session_date: date | None,
    directory: Directory,
    next_session: date | None = None,
    days: DayCalendar | None = None,
) -> Document:
    """Return a text prepared for the rules, with its circumstances; the arguments are those of ``extract``."""
    prepared = prepare(text[:LONGEST])
    session = session_date or date_told_by(text)
    moment = Moment(session, next_session or next_session_told(prepared.folded, session), days)
    named = directory.for_document(people_in(prepared.clean), shouts=is_shouting(prepared.clean))
    petition = len(set(_PETITION.findall(prepared.folded[:4000]))) > 1
    return Document(
        prepared,
        named,
        moment,
        has_accents(prepared.clean),
        petition,
        report=_is_report(fold(prepared.clean[prepared.body : prepared.body + _TOP])),
    )


def _is_report(top: str) -> bool:
    """Return whether the top of a document says that it is a report, which tells what was ordered and done."""
    return _REPORT.search(top[: _TOP // 2]) is not None and _MEETING.search(top) is None


def candidates_of(document: Document) -> list[Candidate]:
    """Return everything that may be an agreement, of any confidence."""
    blocks = blocks_of(document.prepared)
    rows = {block.start: block for block in blocks if block.kind == "row"}
    paired = [
        (row, next(block for start, block in rows.items() if start <= row.start < block.end))
        for row in from_tables(document, blocks)
    ]
    last: list[Candidate] = []
    taken: set[int] = set()
    voice = Voice()
    for block in blocks:
        if block.kind in {"row", "heading"}:
            if block.kind == "row":
                told = [candidate for candidate, row in paired if row is block]
                paired += [(one, block) for one in second_reading(document, block, told) if one not in told]
            continue
        text = document.folded[block.start : block.end]
        if last and (hit := ATTRIBUTE.match(text)):
            attach(document, last, block, hit)
            taken.add(block.start)
            continue
        last = [] if _sums_up(document, block, paired) else _read_twice(document, block, blocks, voice)
        paired += [(candidate, block) for candidate in last]
    sheets = Sheets(document, blocks, taken)
    found = sheets.inherited(paired)
    if not any(candidate.family == "commit" for candidate in found):
        found += sheets.statement()
    return without_echoes(document, found)


def _read_twice(document: Document, block: Block, blocks: list[Block], voice: Voice) -> list[Candidate]:
    """Return what the rules find in a block, put right by the learnt scorer."""
    return second_reading(document, block, list(_of_block(document, block, blocks, voice)))


def _sums_up(document: Document, block: Block, paired: list[tuple[Candidate, Block]]) -> bool:
    """Return whether a block stands in the summary of agreements already read."""
    title = block.title
    return (
        title is not None
        and "resumen de" in document.folded[title.start : title.start + _HEADLINE]
        and any(candidate.listed for candidate, _ in paired)
    )


def _of_block(document: Document, block: Block, blocks: list[Block], voice: Voice) -> Iterator[Candidate]:
    """Yield the candidates of a block, by what it is and what its section announces."""
    section = block.lead if block.kind == "item" and block.lead is not None else block.section
    if block.marker == "label" and block.section is not Section.PAST:
        section = Section.AGREED
    if section in _SILENT or block.marker == "done" or _is_asked(document, block):
        return
    record = from_record(document, block)
    if record:
        yield record
    elif (section is Section.AGREED or _orders_that(document, block)) and _is_item_like(document, block):
        yield from from_item(document, block)
    elif section is Section.PROMISED and block.kind == "item":
        promised = from_promised(document, block)
        yield from [promised] if promised else []
    elif (
        block.marker in {"ordinal", "code"}
        and (section is Section.NEUTRAL or _RESOLVES.match(document.folded, block.start))
    ) or (section is Section.NEUTRAL and _stands_under_its_owner(document, block)):
        yield from from_item(document, block)
    elif not _is_headline(document, block, blocks):
        yield from from_paragraph(document, block, _DOUBTFUL.get(section, 0.0), voice)


def _is_asked(document: Document, block: Block) -> bool:
    """Return whether an item is one of what a letter asks for: «solicito a usted: a) Se revise el muro»."""
    if not document.petition or block.kind != "item" or block.opener is None:
        return False
    return _ASKED.search(document.folded, block.opener.start, block.opener.end) is not None


def _orders_that(document: Document, block: Block) -> bool:
    """Return whether an item is an order under its authority's name: «El C. Gobernador: a) Que la CEA repare…»."""
    return (
        block.lead is Section.AGREED
        and not document.petition
        and document.folded.startswith("que ", block.start)
    )


def _stands_under_its_owner(document: Document, block: Block) -> bool:
    """Return whether an item says what to do under the name of who is to do it, and no more («CEA», «- Elaborar…»)."""
    if document.petition:
        return False
    opened = opening_actor(document, block.start, block.end)
    listed = (
        opened is not None and heading_section(fold(opened[0])) is not Section.NEUTRAL
    )  # «Asistentes: ver lista»
    if opened is not None and not listed and is_office(opened[0], document.directory):
        action = action_at(document.clean, opened[1], block.end, accents=document.accents)
        return action is not None and action.form == "infinitive" and is_known(action.verb)
    if block.kind != "item" or not owner_of_list(document, block):
        return False
    action = action_at(document.clean, block.start, block.end, accents=document.accents)
    return action is not None and action.form == "infinitive"


def _is_item_like(document: Document, block: Block) -> bool:
    """Return whether a block under a heading of agreements is one of them, numbered or not."""
    text = document.clean[block.start : block.end].rstrip()
    if block.kind == "item":
        return not text.endswith(":")
    if text.endswith(":"):
        return False
    if TO_DO.match(document.folded, block.start) or document.folded.startswith("a que ", block.start):
        return True
    action = action_at(document.clean, block.start, block.end, accents=document.accents)
    opened = opening_actor(document, block.start, block.end) is not None
    short = len(text) < 300  # noqa: PLR2004
    return (action is not None and action.form in {"infinitive", "order"}) or (
        opened and action is None and short
    )


def _is_headline(document: Document, block: Block, blocks: list[Block]) -> bool:
    """Return whether a block is the headline of a press note, told again by its first paragraph."""
    text = document.clean[block.start : block.end].strip()
    return (
        block in blocks[:3]
        and len(text) < _HEADLINE
        and not text.endswith((".", ":"))
        and block.kind == "para"
        and len(blocks) > 3  # noqa: PLR2004
    )
