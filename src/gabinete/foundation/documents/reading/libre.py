"""Text of .odt: paragraphs, headings, lists and tables."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from gabinete.foundation.documents.reading.model import Limits, ReadDocument
from gabinete.foundation.documents.reading.packed import Package
from gabinete.foundation.documents.reading.refusals import damaged

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_SKIPPED = frozenset(
    {
        f"{_TEXT}tracked-changes",
        f"{_OFFICE}annotation",
        f"{_TEXT}note",
        f"{_OFFICE}forms",
        f"{_TEXT}sequence-decls",
    }
)
_DEEPEST = 60
_MANY_SPACES = 200


class _Libre:
    def __init__(self, numbered: set[str]) -> None:
        self._numbered = numbered

    def blocks(self, parent: Element, depth: int = 0) -> Iterator[str]:
        """Yield the lines of a body, section or cell."""
        if depth > _DEEPEST:
            return
        for child in parent:
            if child.tag == f"{_TEXT}p":
                yield "".join(_inline(child)).strip()
            elif child.tag == f"{_TEXT}h":
                level = child.get(f"{_TEXT}outline-level", "1")
                yield f"{'#' * int(level if level.isdigit() else 1)} {''.join(_inline(child)).strip()}"
            elif child.tag == f"{_TEXT}list":
                yield from self._list(child, depth, child.get(f"{_TEXT}style-name", ""))
            elif child.tag == f"{_TABLE}table":
                yield from self._table(child, depth)
            elif child.tag not in _SKIPPED:
                yield from self.blocks(child, depth + 1)

    def _list(self, element: Element, depth: int, style: str) -> Iterator[str]:
        number = 0
        for item in element:
            if item.tag not in {f"{_TEXT}list-item", f"{_TEXT}list-header"}:
                continue
            number += 1
            mark = f"{number}." if style in self._numbered else "-"
            for position, line in enumerate(self.blocks(item, depth + 1)):
                yield f"{mark} {line}" if position == 0 and line else line

    def _table(self, table: Element, depth: int) -> Iterator[str]:
        yield ""
        for row in _rows(table):
            cells = [
                " ".join(line for line in self.blocks(cell, depth + 1) if line)
                for cell in row.findall(f"{_TABLE}table-cell")
            ]
            if any(cells):
                yield (
                    f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
                    if len(cells) > 1
                    else cells[0]
                )
        yield ""


def read_odt(data: bytes, name: str, limits: Limits) -> ReadDocument:
    """Return the text of an .odt.

    Raises:
        BadInput: damaged or unsafe.
    """
    package = Package(data, name, limits)
    content = package.xml("content.xml")
    body = None if content is None else content.find(f"{_OFFICE}body/{_OFFICE}text")
    if content is None or body is None:
        raise damaged(name)
    numbered: set[str] = set()
    for tree in (content, package.xml("styles.xml")):
        numbered |= _numbered_styles(tree)
    return ReadDocument("\n".join(_Libre(numbered).blocks(body)), "odt")


def _rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table, header rows included, and not those of the tables inside it."""
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in {f"{_TABLE}table-header-rows", f"{_TABLE}table-rows", f"{_TABLE}table-row-group"}:
            yield from _rows(child)


def _numbered_styles(tree: Element | None) -> set[str]:
    """Return the list styles whose first level is a number."""
    found = set()
    for style in [] if tree is None else tree.iter(f"{_TEXT}list-style"):
        first = next(iter(style), None)
        if first is not None and first.tag == f"{_TEXT}list-level-style-number":
            found.add(style.get(f"{_STYLE}name", ""))
    return found


def _inline(element: Element, depth: int = 0) -> Iterator[str]:
    """Yield the text of a paragraph, notes and comments left out."""
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            yield " " * min(int(count) if count.isdigit() else 1, _MANY_SPACES)
        elif child.tag == f"{_TEXT}tab":
            yield "\t"
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag not in _SKIPPED and depth < _DEEPEST:
            yield from _inline(child, depth + 1)
        yield child.tail or ""
