"""What a heading, a list or a whole commitment sheet states once for all that stands under it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from gabinete.office.cabinet.extraction.actors import bare, is_actor, split_actors
from gabinete.office.cabinet.extraction.clauses import action_at
from gabinete.office.cabinet.extraction.dues import Due, best_due, find_dues, shifted
from gabinete.office.cabinet.extraction.folding import one_space
from gabinete.office.cabinet.extraction.items import owner_of_list
from gabinete.office.cabinet.extraction.labels import WHO_LABEL
from gabinete.office.cabinet.extraction.layout import Block
from gabinete.office.cabinet.extraction.reading import COMMITMENT, Candidate, Document
from gabinete.office.cabinet.extraction.sections import Section
from gabinete.office.cabinet.extraction.sentences import sentence_spans

_OWNER_LINE = re.compile(rf"{WHO_LABEL}\s*:\s*(?=\S)")
_CLOCK = re.compile(r"\W*\d{1,2}[:.]\d\d\s*(?:h|a\.? ?m|p\.? ?m|$)")
_SHEET = re.compile(
    r"^\W*(?:compromiso|proyecto|accion|iniciativa|ficha|hito)\s*(?:n[°º.o]*\s*|num\w*\.?\s*)?(?:\d{1,2}|[a-h])\s*(?:[.:–-]|$)"
)
_STEP = re.compile(r"\W*(?:hito|accion|actividad)\b")
"""A step inside a sheet, which opens none of its own."""
_SIGNS = re.compile(
    r"(?:\ben (?:mi|su|nuestr[oa]) (?:caracter|calidad) de |\b(?:los|las|quienes)(?: que)? (?:suscrib\w+|suscrit[oa]s|abajo firman\w*|firmamos),? )(?P<who>[^,;:]{4,120}?)(?=,| con |;|:| declar| manifest| hago)"
)
_TOP = 4000
"""Characters of a document in which whoever signs it says who they are."""
_SHORT_OWNER = 400


def attach(document: Document, last: list[Candidate], block: Block, hit: re.Match[str]) -> None:
    """Give to the agreements just read what a line «Responsable: …» or «Plazo: …» says of them."""
    if _CLOCK.match(document.folded[block.start + hit.end() : block.end]):
        return
    start = block.start + hit.end()
    body = document.clean[start : block.end]
    dues = [shifted(due, start) for due in find_dues(document.folded[start : block.end], document.moment)]
    for candidate in last:
        candidate.quote = (candidate.quote[0], max(candidate.quote[1], block.end))
        if hit["who"] and not candidate.who:
            candidate.who = [re.split(r"[.;]?\s+(?:Plazo|Fecha|Término)\b", body)[0].strip(" .")]
        if hit["when"] or (hit["who"] and dues):
            candidate.dues += [replace(due, weight=3) for due in dues] or (
                [Due(start, block.end, None, None, 1)] if hit["when"] else []
            )


class Sheets:
    """The commitment sheets of a document: what each says once of who and when.

    A document without sheets is a single one. What stands before the first sheet serves those that say nothing.
    """

    def __init__(self, document: Document, blocks: list[Block], taken: set[int]) -> None:
        """Find where each sheet begins and who answers for it.

        Args:
            document: the one being read.
            blocks: all of it.
            taken: where the lines begin that speak of a single agreement, not of its sheet.
        """
        self._document = document
        self._blocks = blocks
        opened = [block.start for block in blocks if self._opens_sheet(block)]
        whole = [start for start in opened if not _STEP.match(_line_of(document, start))]
        self._starts = whole or opened
        self._owners: dict[int, list[str]] = {}
        self._dues: dict[int, list[Due]] = {}
        for block in (block for block in blocks if block.start not in taken):
            named = self._owner_in(block)
            if named:
                self._owners.setdefault(self._sheet_of(block.start), named)

    def inherited(self, paired: list[tuple[Candidate, Block]]) -> list[Candidate]:
        """Return the candidates with what their list or sheet says for all of them; titles of sheets left out."""
        titles = [candidate for candidate, block in paired if self._is_title(candidate, block, paired)]
        for title in titles:
            sheet = self._sheet_of(title.start)
            if title.who:
                self._owners[sheet] = self._split(title.who[0])
            self._dues[sheet] = [replace(due, weight=1) for due in title.dues]
        for candidate, block in paired:
            self._inherit(candidate, block)
        return [candidate for candidate, _ in paired if candidate not in titles]

    def statement(self) -> Iterator[Candidate]:
        """Yield the statement of a commitment sheet: what stands before «¿Quién ejecuta?»."""
        document = self._document
        for before, heading in pairwise(self._blocks):
            asked = document.folded[heading.start : heading.end]
            if (
                heading.kind != "heading"
                or not re.search(r"quien(?:es)? ejecuta", asked)
                or before.kind != "para"
            ):
                continue
            start = before.start
            purpose = re.search(r"\bpara\s+(?=[a-z]+[aei]r\b)", document.folded[start : before.end])
            action = action_at(document.clean, start, before.end, accents=document.accents)
            if action is None and purpose:
                start += purpose.end()
                action = action_at(document.clean, start, before.end, accents=document.accents)
            if action is None and before.section is Section.BACKGROUND:
                continue
            quote = (before.start, before.end)
            yield Candidate(
                COMMITMENT,
                0.52,
                quote,
                start,
                before.end,
                action,
                who=self._owner_of(start),
                family="statement",
            )

    def _opens_sheet(self, block: Block) -> bool:
        line = self._document.clean.rfind("\n", 0, block.start) + 1
        return bool(_SHEET.match(self._document.folded[line : block.end]))

    def _sheet_of(self, offset: int) -> int:
        return sum(start <= offset for start in self._starts)

    def _owner_of(self, offset: int) -> list[str]:
        return list(self._owners.get(self._sheet_of(offset)) or self._owners.get(0, []))

    def _split(self, named: str) -> list[str]:
        return split_actors(one_space(named).rstrip("."), self._document.directory)

    def _owner_in(self, block: Block) -> list[str]:
        """Return who a block names as responsible («Entidad responsable: …», under «¿Quién ejecuta?»)."""
        text = self._document.clean[block.start : block.end]
        if hit := _OWNER_LINE.match(self._document.folded[block.start : block.end]):
            return self._split(text[hit.end() :])
        titled = block.title is not None and block.title.kind == "heading" and block.kind != "heading"
        if titled and block.section is Section.OWNER and len(text) < _SHORT_OWNER:
            first = next(
                sentence_spans(self._document.clean, block.start, block.end), (block.start, block.end)
            )
            return self._split(self._document.clean[first[0] : first[1]])
        return []

    def _is_title(self, candidate: Candidate, block: Block, paired: list[tuple[Candidate, Block]]) -> bool:
        """Return whether a candidate without verb only names the sheet in which others say what will be done."""
        if candidate.action is not None or (block.marker != "label" and candidate.family != "record"):
            return False
        sheet = self._sheet_of(candidate.start)
        return self._opens_sheet(block) and any(
            other.action is not None and self._sheet_of(other.start) == sheet for other, _ in paired
        )

    def _inherit(self, candidate: Candidate, block: Block) -> None:
        """Give a candidate the responsible and date that its heading or its sheet state for all."""
        ours = candidate.action is not None and re.match(
            r"[^\W\d_]+remos\b", self._document.clean[candidate.action.start :]
        )
        if (candidate.family == "commit" or ours) and not candidate.who:
            candidate.who = self._owner_of(candidate.start)
        if not candidate.listed:
            return
        told = self._document.folded[candidate.quote[0] : block.end]
        if not candidate.who and not re.search(r"respons|a cargo", told):
            candidate.who = owner_of_list(self._document, block) or self._owner_of(candidate.start)
            if not candidate.who and candidate.family == "promised":
                candidate.who = _issuer(self._document)
            if not candidate.who and _promises_itself(self._document, block):
                candidate.who = _signatory(self._document)
        if not candidate.dues:
            candidate.dues = _dues_over(self._document, block) or self._dues.get(
                self._sheet_of(candidate.start), []
            )


def _line_of(document: Document, offset: int) -> str:
    """Return the folded line an offset stands in, from its beginning."""
    return document.folded[document.clean.rfind("\n", 0, offset) + 1 : offset + _SHORT_OWNER]


def _dues_over(document: Document, block: Block) -> list[Due]:
    for over in (block.opener, block.title):
        if over is not None and document.moment.session is not None:
            told = list(sentence_spans(document.clean, over.start, over.end))[-1][0]
            dues = [
                shifted(due, told) for due in find_dues(document.folded[told : over.end], document.moment)
            ]
            later = [
                due
                for due in dues
                if due.weight > 1 and (due.day is None or due.day > document.moment.session)
            ]
            if best := best_due(later):
                return [replace(best, weight=1)]
    return []


def _promises_itself(document: Document, block: Block) -> bool:
    """Return whether the list a block stands in is what its signatory promises («ME COMPROMETO»)."""
    return any(
        over is not None and re.search(r"\b(?:me|nos) compromet", document.folded[over.start : over.end])
        for over in (block.opener, block.title)
    )


def _signatory(document: Document) -> list[str]:
    """Return who writes the document: «El suscrito, Ing. Ruiz, en mi carácter de Director General…»."""
    hit = _SIGNS.search(document.folded, 0, _TOP)
    who = one_space(document.clean[hit.start("who") : hit.end("who")]) if hit else ""
    return [bare(who)] if is_actor(who, document.directory) else []


def _issuer(document: Document) -> list[str]:
    """Return the body whose press note it is: the acronym it defines at the top and goes on using."""
    for hit in re.finditer(r"\(([A-ZÁÉÍÓÚÑ]{3,14})\)", document.clean[:2000]):
        name = re.search(
            r"(?:Instituto|Consejo|Comisión|Secretaría|Comité|Sistema|Dirección|Agencia|Centro|Junta|Fideicomiso|Organismo)[^.;()]{5,120}$",
            document.clean[: hit.start()].rstrip(),
        )
        if name and len(re.findall(rf"\b{hit[1]}\b", document.clean)) > 2:  # noqa: PLR2004
            return [hit[1]]
    return []
