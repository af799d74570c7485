"""From text to blocks: headings, paragraphs, items of lists and rows of tables, each under its section."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from gabinete.office.cabinet.extraction.folding import fold, is_shouting
from gabinete.office.cabinet.extraction.labels import ATTRIBUTE
from gabinete.office.cabinet.extraction.preparing import PAGE, Prepared
from gabinete.office.cabinet.extraction.sections import (
    Section,
    heading_section,
    is_known_heading,
    lead_section,
)

_ORDINAL = r"(?:primer[oa]|segund[oa]|tercer[oa]|cuart[oa]|quint[oa]|sext[oa]|septim[oa]|octav[oa]|noven[oa]|decim[oa]|undecim[oa]|unic[oa])"
_MARKER = re.compile(
    rf"^\s*(?:(?P<step>(?:[-*•·–]\s+)?(?:hito|acci[oó]n|actividad)\s+\d{{1,2}}(?:\.\d{{1,2}})*\s*[.:–-]\s*(?=\S))|(?P<done>(?:[-*•·–—]\s+)?(?:\[[xX✓✔]\]|[☑☒✅✔])\s+)|(?P<bullet>-{{1,2}}>|=>|→|[-*•·–—►▪◦●○✓➢§☐□])\s+(?:\[ ?\]\s*)?|(?P<code>(?-i:(?![IVXL]+[./-])[A-ZÁÉÍÓÚÑ]{{2,8}}(?:[/.-][A-Z]{{1,5}}){{0,3}}[/.-]\d[\d/.-]{{0,12}}|\d{{1,3}}/(?:[IVX]{{1,4}}-?)?[\dA-Z/.-]{{1,14}}(?=[.:]?-?\s+[A-ZÁÉÍÓÚ])))\s*[.:)–-]*\s+(?=\S)|(?P<number>\d{{1,2}}(?:\.\d{{1,2}})?(?=\s*[.)°º])|\d{{1,2}}\.\d{{1,2}}(?=\s+(?-i:[A-ZÁÉÍÓÚÑ¿“])))\s*[.)°º]?(?:\s*[-–])?\s+|(?P<number2>\d{{1,2}})\s*\.?[-–]\s+|(?P<letter>[a-zA-Z](?=\))|(?-i:[a-h])(?=\.\s))[.)]\s*|(?P<roman>[IVX]{{1,5}})\s*[.)\-–]+\s*"
    rf"|(?:art[ií]culo\s+)?(?P<ordinal>{_ORDINAL})\s*(?:\.\s*[-–]|[.:)]|\s[-–])+\s*|(?P<label>(?:punto de )?(?:acuerdo|compromiso|instruccion|tarea|resolutivo)s?\s*(?:(?:n[uú]mero|n[uú]m\.?|no\.?|n[.°º]+|#)\s*)?(?:(?=[\w/-]*\d)[\w/.\-]{{1,28}}|[IVXivx]{{1,5}}|{_ORDINAL}|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|ochenta y \w+)?\s*(?:[.:]\s*[-–]?|[-–])\s*(?=\S)))",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*|[\s+=_|.*–—-]{4,}")
"""A blank line, or one only drawn."""
_RUN_IN = re.compile(
    r"((?:(?!que\b|[a-z]+(?:[aei]r|[aei]rian?|ara|era|ira|aran|eran|iran)\b)[a-z()]+[ ,]*){1,7})\.\s+(?=(?:el|la|los|las|se|con|en|a|no|al|por|lic|ing|dr|dra|c|arq|mtro|sin|como|sobre)\b)"
)
"""A title that runs into its paragraph («6. Asuntos generales. El representante…»)."""
_ALONE = re.compile(
    rf"(?:punto de )?(?:acuerdo|compromiso|resolutivo|instrucci[oó]n|tarea)\s+(?:(?:n[uú]mero|n[uú]m\.?|no\.?|n[.°º]+|#)\s*)?(?=\S{{0,24}}\d|[IVX]+\b)\S{{1,24}}[\s.:–-]*|(?P<ordinal>{_ORDINAL})[\s.:–-]*",
    re.IGNORECASE,
)
_INLINE_MARK = re.compile(r"(?:(?<=[\s:;,])|^)(?:\(?\d{1,2}\)|\(?[a-h]\)|\(?[ivx]{1,4}\))\s+")
_ROW = re.compile(r"\|.*\||\t[^\t]*\t|^\s*[^|\t]+\|[^|]+$|\S {3,}\S.*\S {3,}\S")
_MARKDOWN = re.compile(r"^\s*#{1,6}\s*")
_LABELLED = re.compile(r"[A-ZÁÉÍÓÚÑ][^:.,;\n]{2,32}:\s+\S")
"""A line of a card: «Contraparte: …»."""
_ADDRESSED = re.compile(r"\s*[A-ZÁÉÍÓÚÑ][^.:;,]{1,60}?\s*(?::|\s[-–—])\s+[a-zA-Z][a-zñ]+[aei]r\s")
"""A line that says who and what: «SIDUR – concluir…»."""
_SHORT_TITLE = 70
_LONG_LINE = 60


@dataclass(slots=True)
class Block:
    """A paragraph, heading, item or row.

    Attributes:
        kind: ``heading``, ``item``, ``para`` or ``row``.
        start: offset in the clean text, after the marker of an item.
        end: offset after the last character.
        marker: what kind of marker an item has; empty for the rest.
        section: what its heading announces.
        lead: what the sentence before its list announces; ``None`` when there is none.
        opener: the block of that sentence.
        title: its heading.
        headed: whether no paragraph stands between it and its heading.
    """

    kind: str
    start: int
    end: int
    marker: str = ""
    section: Section = Section.NEUTRAL
    lead: Section | None = None
    opener: "Block | None" = field(default=None, repr=False)
    title: "Block | None" = field(default=None, repr=False)
    headed: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int
    blank_before: bool

    @property
    def marker(self) -> re.Match[str] | None:
        return _MARKER.match(self.text)


def blocks_of(prepared: Prepared) -> list[Block]:
    """Return the blocks of a document, in order, each with its section and the lead of its list."""
    lines = list(_lines(prepared))
    blocks: list[Block] = []
    agenda_number, in_roman = 0, False
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if blocks and _continues(blocks[-1], line, prepared.clean):
            blocks[-1].end = line.start + len(line.text.rstrip())
            continue
        block = _block(line, following, in_agenda=agenda_number)
        if block.marker == "roman" and in_roman and _is_short(line):
            block = Block("heading", line.start, line.start + len(line.text))
        in_roman = in_roman or _is_roman_title(block, line)
        agenda_number = _agenda_number(block, line, agenda_number, prepared)
        blocks.append(block)
    _mark_labelled(blocks, prepared.clean)
    blocks = [piece for block in blocks for piece in _unrolled(block, prepared.clean)]
    _assign_sections(blocks, prepared.folded)
    return blocks


def _is_roman_title(block: Block, line: _Line) -> bool:
    """Return whether a heading is numbered in Roman: then the short lines numbered alike are headings too."""
    marker = line.marker
    return block.kind == "heading" and marker is not None and marker.lastgroup == "roman"


def _is_short(line: _Line) -> bool:
    text = line.text.strip()
    return len(text) <= _SHORT_TITLE and not text.endswith((".", ";", ","))


def _mark_labelled(blocks: list[Block], clean: str) -> None:
    """Make an item of each paragraph whose label stands alone on the line above («ACUERDO No. 3», «PRIMERO.-»)."""
    for label, block in pairwise(blocks):
        alone = _ALONE.fullmatch(clean[clean.rfind("\n", 0, label.start) + 1 : label.end].strip())
        if alone and block.kind == "para":
            block.kind, block.marker = "item", "ordinal" if alone["ordinal"] else "label"
            label.kind = "heading"


def _unrolled(block: Block, clean: str) -> list[Block]:
    """Return a paragraph that lists inside itself («se conviene: 1) …; 2) …») as its opening and its items."""
    text = clean[block.start : block.end]
    marks = list(_INLINE_MARK.finditer(text))
    opening = re.search(r":\s*$", text[: marks[0].start()]) if marks else None
    if block.kind not in {"para", "item"} or len(marks) < 2 or opening is None:  # noqa: PLR2004
        return [block]
    pieces = [Block("para", block.start, block.start + marks[0].start())]
    for mark, following in zip_longest(marks, marks[1:]):
        end = following.start() if following else len(text)
        body = re.sub(r"[\s,;]+(?:y|e)?\s*$", "", text[mark.end() : end])
        if body:
            pieces.append(
                Block("item", block.start + mark.end(), block.start + mark.end() + len(body), "inline")
            )
    return pieces


def _lines(prepared: Prepared) -> Iterator[_Line]:
    offset, blank = prepared.body, False
    for raw in prepared.clean[prepared.body :].splitlines(keepends=True):
        if _RULE.fullmatch(raw.rstrip()):
            blank = True
        elif not PAGE.match(raw):
            yield _Line(raw.rstrip(), offset, blank)
            blank = False
        offset += len(raw)


def _continues(previous: Block, line: _Line, clean: str) -> bool:
    """Return whether a line is the rest of the block before it, cut by the width of the page."""
    before = clean[previous.start : previous.end]
    if previous.kind in {"heading", "row"} or _ROW.search(line.text) or _MARKDOWN.match(line.text):
        return False
    if (
        ATTRIBUTE.match(fold(line.text))
        or _ADDRESSED.match(line.text)
        or (_LABELLED.match(before) and _LABELLED.match(line.text))
    ):
        return False
    last_line = before.rsplit("\n", 1)[-1]
    opens_low = line.text.lstrip()[0].islower() and not re.match(r"\s*[a-z]\)", line.text)
    if opens_low and not before.rstrip().endswith((".", ":", ";")):
        return True
    if line.marker or line.blank_before:
        return False
    if previous.kind == "item" and _hangs(previous, line, clean):
        return True
    cut = len(last_line) >= _LONG_LINE and not before.rstrip().endswith((".", ":", ";", "!", "?"))
    return cut and not _is_title(line, None)


def _hangs(item: Block, line: _Line, clean: str) -> bool:
    """Return whether a line stands further in than the mark of the item before it."""
    opening = clean[clean.rfind("\n", 0, item.start) + 1 : item.start]
    margin = len(opening) - len(opening.lstrip())
    return len(line.text) - len(line.text.lstrip()) > margin and not _is_title(line, None)


def _block(line: _Line, following: _Line | None, in_agenda: int) -> Block:
    end = line.start + len(line.text)
    if _ROW.search(line.text):
        return Block("row", line.start + len(line.text) - len(line.text.lstrip()), end)
    closes_agenda = _MARKDOWN.match(line.text) or (
        line.blank_before and not line.marker and is_shouting(line.text)
    )
    if (not in_agenda or closes_agenda) and _is_title(line, following):
        hit = _MARKDOWN.match(line.text)
        return Block("heading", line.start + (hit.end() if hit else 0), end)
    if (hit := line.marker) and hit.end() < len(line.text):
        return Block(
            "item", line.start + hit.end(), end, marker="label" if hit["step"] else hit.lastgroup or "bullet"
        )
    return Block("para", line.start + len(line.text) - len(line.text.lstrip()), end)


def _is_title(line: _Line, following: _Line | None) -> bool:
    """Return whether a line is a heading: marked, in capitals, or one of those minutes have."""
    text = line.text.strip()
    if _MARKDOWN.match(line.text) or re.fullmatch(r"¿[^?]{4,110}\?", text):
        return True
    marker = line.marker
    core = line.text[marker.end() :].strip() if marker and marker.lastgroup != "label" else text
    if (marker and _is_no_title(marker, following)) or not core or len(core) > _SHORT_TITLE:
        return False
    folded = fold(core)
    spaced = re.fullmatch(r"(?:\w )+\w\W*", folded) is not None  # «A C U E R D O S :»
    known = is_known_heading(folded) and (spaced or len(core.split()) <= 7)  # noqa: PLR2004
    if core.endswith((".", ";", ",", ":")):
        return core.endswith(":") and marker is None and known
    if known and ":" not in core:
        return True
    return marker is None and is_shouting(core) and len(core.split()) <= 9 and not re.search(r"\d{4}", core)  # noqa: PLR2004


def _is_no_title(marker: re.Match[str], following: _Line | None) -> bool:
    """Return whether a marked line is an item: with a bullet, the last of all, or followed by another alike."""
    bullet = marker.lastgroup in {"bullet", "done", "step", "code"}
    return bullet or following is None or _same_marker(marker, following)


def _same_marker(marker: re.Match[str], following: _Line) -> bool:
    other = following.marker
    return other is not None and other.lastgroup == marker.lastgroup


def _agenda_number(block: Block, line: _Line, current: int, prepared: Prepared) -> int:
    """Return the number of the last point of the agenda being listed; 0 outside the agenda.

    Points of the agenda look like headings («3. Acuerdos»): while the count goes on, they are not.
    """
    folded = prepared.folded[block.start : block.end]
    if (
        block.kind in {"heading", "para"}
        and heading_section(folded[:_SHORT_TITLE]) is Section.AGENDA
        and len(folded) < 2 * _SHORT_TITLE
    ):
        return 1
    if not current or block.kind != "item":
        return 0
    number = _number_of(line)
    return current + 1 if number is None or number in {current, current + 1} else 0


def _number_of(line: _Line) -> int | None:
    hit = line.marker
    digits = (hit["number"] or hit["number2"] or "") if hit else ""
    return int(digits.split(".")[0]) if digits else None


def _assign_sections(blocks: list[Block], folded: str) -> None:
    title: Block | None = None
    section, opener = Section.NEUTRAL, None
    headed = False
    for block in blocks:
        text = folded[block.start : block.end]
        headed = block.kind == "heading" or (headed and block.kind != "para")
        block.headed = headed
        if block.kind == "heading":
            title, section, opener = block, heading_section(text), None
        elif block.marker in {"number", "roman"} and (inside := _RUN_IN.match(text)):
            title, section, opener = block, heading_section(inside[1]), None
        elif block.kind == "para":
            opener = block if text.rstrip().endswith(":") or _announces(text) else None
        block.section, block.title = section, title
        if block.kind in {"item", "row"} and opener is not None:
            block.opener = opener
            block.lead = lead_section(_last_sentence(folded[opener.start : opener.end]))
            if block.lead is Section.UNKNOWN and section is Section.AGREED:
                block.lead = section  # «Comisión Estatal del Agua:» under «Compromisos»
        _end_closed_sections(block, text)
        if block.section is Section.NEUTRAL and section is Section.AGENDA:
            section = Section.NEUTRAL


def _announces(folded: str) -> bool:
    """Return whether a paragraph without colon still opens a list («se tomaron los siguientes»)."""
    return bool(re.search(r"\bsiguientes?(?: acuerdos?| compromisos?| puntos de acuerdo)?\s*$", folded))


def _end_closed_sections(block: Block, folded: str) -> None:
    """Let a narrative paragraph leave the agenda and the list of those present, which have no closing mark."""
    narrative = block.kind == "para" and len(folded) > 2 * _SHORT_TITLE
    if block.section in {Section.AGENDA, Section.PRESENT} and narrative:
        block.section = Section.NEUTRAL


def _last_sentence(folded: str) -> str:
    return re.split(r"(?<=[.;])\s+", folded.strip())[-1]
