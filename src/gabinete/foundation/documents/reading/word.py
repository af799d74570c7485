"""Text of .docx: paragraphs, headings, numbered lists and tables, in the order of the page."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from gabinete.foundation.documents.reading.model import Limits, ReadDocument
from gabinete.foundation.documents.reading.numbering import Numbering, W, read_numbering
from gabinete.foundation.documents.reading.packed import Package
from gabinete.foundation.documents.reading.refusals import damaged

_SKIPPED = frozenset(
    {
        f"{W}del",
        f"{W}moveFrom",
        f"{W}instrText",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
        f"{W}pPr",
        f"{W}rPr",
    }
)
_HEADING = re.compile(r"^(?:heading|t[ií]tulo|titulo|encabezado)\s*(\d)?$", re.IGNORECASE)
_DEEPEST = 60
"""Nesting of tables and boxes from which a document is not a document."""


class _Word:
    def __init__(
        self, numbering: Numbering, headings: dict[str, int], lists: dict[str, tuple[str, int]]
    ) -> None:
        self._numbering, self._headings, self._lists = numbering, headings, lists

    def blocks(self, parent: Element, depth: int = 0) -> Iterator[str]:
        """Yield the lines of a body, a cell or a box."""
        if depth > _DEEPEST:
            return
        for child in parent:
            if child.tag == f"{W}p":
                yield self._paragraph(child, depth)
            elif child.tag == f"{W}tbl":
                yield from self._table(child, depth)
            elif child.tag not in _SKIPPED:
                yield from self.blocks(child, depth + 1)

    def _paragraph(self, paragraph: Element, depth: int) -> str:
        text = "".join(_runs(paragraph)).strip()
        boxes = [line for box in _boxes(paragraph) for line in self.blocks(box, depth + 1) if line]
        style = _style(paragraph)
        if text:
            level = self._headings.get(style)
            if level:
                text = f"{'#' * level} {self._mark(paragraph, style)}{text}"
            else:
                text = self._mark(paragraph, style) + text
        return "\n".join([*boxes, text]) if boxes else text

    def _mark(self, paragraph: Element, style: str) -> str:
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        list_id, level = self._lists.get(style, ("", 0))
        if properties is not None:
            list_id = _value(properties, "numId") or list_id
            level = int(_value(properties, "ilvl") or level)
        if not list_id or list_id == "0":
            return ""
        mark = self._numbering.mark(list_id, level)
        return f"{'  ' * level}{mark} " if mark else ""

    def _table(self, table: Element, depth: int) -> Iterator[str]:
        yield ""
        for row in _rows(table):
            cells = [
                " ".join(
                    line.replace("\n", " ").strip() for line in self.blocks(cell, depth + 1) if line.strip()
                )
                for cell in row.findall(f"{W}tc")
            ]
            if any(cells):
                yield (
                    f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
                    if len(cells) > 1
                    else cells[0]
                )
        yield ""


def read_docx(data: bytes, name: str, limits: Limits) -> ReadDocument:
    """Return the text of a .docx.

    Raises:
        BadInput: damaged or unsafe.
    """
    package = Package(data, name, limits)
    document = package.xml("word/document.xml")
    body = None if document is None else document.find(f"{W}body")
    if body is None:
        raise damaged(name)
    headings, lists = _styles(package.xml("word/styles.xml"))
    word = _Word(read_numbering(package.xml("word/numbering.xml")), headings, lists)
    return ReadDocument("\n".join(word.blocks(body)), "docx")


def _rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table and not those of the tables inside it."""
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins"}:
            yield from _rows(child)


def _runs(element: Element, depth: int = 0) -> Iterator[str]:
    """Yield the text of a paragraph, deletions and boxes left out."""
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag == f"{W}tab":
            yield "\t" if depth else ""
        elif child.tag in {f"{W}br", f"{W}cr"}:
            yield "\n"
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"
        elif child.tag not in _SKIPPED and child.tag != f"{W}txbxContent" and depth < _DEEPEST:
            yield from _runs(child, depth + 1)


def _boxes(paragraph: Element) -> Iterator[Element]:
    seen_choice = False
    for box in paragraph.iter(f"{W}txbxContent"):
        if not seen_choice:  # the same box is told twice, for new and for old programs
            yield box
        seen_choice = True


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def _value(parent: Element, tag: str) -> str | None:
    child = parent.find(f"{W}{tag}")
    value = None if child is None else child.get(f"{W}val")
    return value if value is not None and value.isdigit() else None


def _styles(tree: Element | None) -> tuple[dict[str, int], dict[str, tuple[str, int]]]:
    """Return which styles are headings (with level) and which number their paragraphs."""
    headings: dict[str, int] = {}
    lists: dict[str, tuple[str, int]] = {}
    for style in [] if tree is None else tree.findall(f"{W}style"):
        identifier = style.get(f"{W}styleId", "")
        named = style.find(f"{W}name")
        hit = _HEADING.match("" if named is None else named.get(f"{W}val", ""))
        if hit:
            headings[identifier] = int(hit[1] or 1)
        properties = style.find(f"{W}pPr/{W}numPr")
        number = None if properties is None else _value(properties, "numId")
        if properties is not None and number:
            lists[identifier] = (number, int(_value(properties, "ilvl") or 0))
    return headings, lists
