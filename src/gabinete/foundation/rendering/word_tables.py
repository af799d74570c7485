"""A table in Word with the widths it was given: office suites squeeze what says none.

Rows are written as raw elements: the library's own ``add_row`` reads the whole table again for each.
"""

from collections.abc import Sequence
from typing import Any

from gabinete.foundation.rendering.tree import LIGHT_SHAPES, Cell, Column

_SMALL_FROM = 5
"""Columns from which a table is set in small type."""
_SMALL, _PLAIN = 16, 19
"""Size of the type, in half points."""
_HEADER_GROUND = "EFEBE4"
_AIR = "60"
"""Space inside each cell, left and right, in twentieths of a point."""


def add_table(
    page: Any, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], style: str | None
) -> None:
    """Append a table as wide as the text, whose first row repeats on every page and is marked as header.

    Args:
        columns: with their weights, which share the width of the text.
        style: of the table; ``None`` for the template's own.
    """
    widths = _widths(page, columns)
    table = page.add_table(rows=0, cols=len(columns))
    table.style, table.autofit = style, False
    _set_margins(table)
    for grid, width in zip(table._tbl.tblGrid.findall(_named("gridCol")), widths, strict=True):  # noqa: SLF001  (no public way)
        grid.set(_named("w"), str(width))
    size = _SMALL if len(columns) >= _SMALL_FROM else _PLAIN
    table._tbl.append(_header([column.title for column in columns], widths, size))  # noqa: SLF001
    for row in rows:
        line = _element("tr")
        line.append(_never_split())
        for cell, column, width in zip(row, columns, widths, strict=True):
            text = f"{LIGHT_SHAPES[cell.light]} {cell.text}" if cell.light else cell.text
            line.append(_cell(text, width, size, right=column.numeric))
        table._tbl.append(line)  # noqa: SLF001


def printable(text: str) -> str:
    """Return the text without the control characters XML forbids."""
    return "".join(c for c in text if c in "\t\n" or ord(c) >= ord(" "))


def _widths(page: Any, columns: Sequence[Column]) -> list[int]:
    """Return the width of each column in twentieths of a point."""
    section = page.sections[-1]
    whole = (section.page_width - section.left_margin - section.right_margin) // 635
    total = sum(column.share for column in columns)
    return [int(whole * column.share / total) for column in columns]


def _header(titles: Sequence[str], widths: Sequence[int], size: int) -> Any:
    line, properties = _element("tr"), _never_split()
    properties.append(_element("tblHeader"))
    line.append(properties)
    for title, width in zip(titles, widths, strict=True):
        line.append(_cell(title, width, size, bold=True))
    return line


def _never_split() -> Any:
    properties = _element("trPr")
    properties.append(_element("cantSplit"))
    return properties


def _cell(text: str, width: int, size: int, *, right: bool = False, bold: bool = False) -> Any:
    box, properties, paragraph = _element("tc"), _element("tcPr"), _element("p")
    properties.append(_element("tcW", w=str(width), type="dxa"))
    if bold:
        properties.append(_element("shd", val="clear", color="auto", fill=_HEADER_GROUND))
    layout = _element("pPr")
    layout.append(_element("spacing", before="20", after="20", line="240", lineRule="auto"))
    if right:
        layout.append(_element("jc", val="right"))
    paragraph.append(layout)
    paragraph.append(_run(text, size, bold=bold))
    box.append(properties)
    box.append(paragraph)
    return box


def _run(text: str, size: int, *, bold: bool) -> Any:
    run, look, said = _element("r"), _element("rPr"), _element("t")
    if bold:
        look.append(_element("b"))
    look.append(_element("sz", val=str(size)))
    said.text = printable(text)
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(look)
    run.append(said)
    return run


def _set_margins(table: Any) -> None:
    margins = _element("tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(side, w=_AIR, type="dxa"))
    table._tbl.tblPr.append(margins)  # noqa: SLF001  (no public way)


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement  # slow import  # noqa: PLC0415

    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(_named(name), value)
    return made


def _named(tag: str) -> str:
    from docx.oxml.ns import qn  # slow import  # noqa: PLC0415

    return str(qn(f"w:{tag}"))
