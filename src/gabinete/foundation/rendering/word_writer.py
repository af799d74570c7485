"""Writing Word papers by hand, in the office's dress: letterhead, headings, tables that repeat their heading, signatures.

What is written may hold fields (``word_fields``): an instruction alone in its paragraph disappears when it is filled.
"""

import io
from collections.abc import Sequence
from typing import Any

from gabinete.foundation.rendering.word import fixed_times, open_template

INK, SOFT, COPPER = "1B2A41", "4A5870", "9A4A20"
Columns = Sequence[tuple[str, str, float]]
"""Of a table: heading, field of its row, width in centimetres."""


class Writer:
    """Writes a Word template paragraph by paragraph in the office's dress."""

    def __init__(self) -> None:
        self.page = open_template()
        self._dress()

    def written(self, foot: str) -> bytes:
        """Return what was written as .docx, the same bytes every time.

        Args:
            foot: text at the foot of each page, before its number.
        """
        line = self.page.sections[0].footer.paragraphs[0]
        _run(line, foot, 8, SOFT)
        _page_number(line)
        out = io.BytesIO()
        self.page.save(out)
        return fixed_times(out.getvalue())

    def _dress(self) -> None:
        """Set paper, margins, letters and language."""
        from docx.shared import Cm, Pt, RGBColor  # noqa: PLC0415 - slow import

        section = self.page.sections[0]
        section.page_width, section.page_height = Cm(21.59), Cm(27.94)
        section.left_margin, section.right_margin = Cm(2.9), Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.4)
        normal = self.page.styles["Normal"]
        normal.font.name, normal.font.size = "Georgia", Pt(10.5)
        normal.font.color.rgb = RGBColor.from_string(INK)
        normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.15
        for name, size in (("Title", 22), ("Heading 1", 13), ("Heading 2", 11.5)):
            style = self.page.styles[name]
            style.font.name, style.font.size, style.font.bold = "Georgia", Pt(size), True
            style.font.color.rgb = RGBColor.from_string(INK)
            _same_letters(style)
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(14), Pt(5)
            style.paragraph_format.keep_with_next = True
        self.page.core_properties.language = "es-MX"

    def head(self, organisation: str, title: str, subtitle: str) -> None:
        """Write the letterhead and the title of the paper, which are also the properties of the file."""
        self.text(organisation, "note")
        _rule(self.page.add_heading(title, level=0), "bottom", "none")
        self.page.add_paragraph().add_run(subtitle)
        core = self.page.core_properties
        core.author, core.title, core.comments = organisation, f"{title} · {subtitle}", ""

    def heading(self, text: str) -> None:
        """Write the title of a section."""
        self.page.add_heading(text, level=1)

    def line(self, text: str) -> None:
        """Write an instruction alone in its paragraph, which disappears."""
        self.page.add_paragraph(text)

    def when(self, name: str, text: str, tone: str = "body") -> None:
        """Write a paragraph that disappears when a field is empty."""
        self.line(f"{{%p if {name} %}}")
        self.text(text, tone)
        self.line("{%p endif %}")

    def text(self, text: str, tone: str = "body") -> Any:
        """Write a paragraph and return it."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN  # noqa: PLC0415 - slow import
        from docx.shared import Cm, Pt  # noqa: PLC0415 - slow import

        paragraph = self.page.add_paragraph()
        if tone == "fact":
            label, _colon, value = text.partition(":")
            paragraph.paragraph_format.space_after = Pt(1)
            _run(paragraph, f"{label}:", 9, SOFT).bold = True
            _run(paragraph, value, 9)
        elif tone in {"note", "reference"}:
            _run(paragraph, text, 8.5, SOFT)
        else:
            paragraph.add_run(text).bold = tone == "strong"
            paragraph.alignment = ALIGN.RIGHT if tone == "right" else ALIGN.LEFT
        if tone == "reference":
            _rule(paragraph, "bottom", "single")
        if tone == "quote":
            paragraph.paragraph_format.left_indent = Cm(0.8)
            _rule(paragraph, "left", "single")
        return paragraph

    def facts(self, rows: Sequence[tuple[str, str]]) -> None:
        """Write short facts, each a label with its field; those that are empty disappear."""
        for label, name in rows:
            self.when(name, f"{label}: {{{{ {name} }}}}", "fact")

    def table(self, item: str, name: str, columns: Columns, group: str = "") -> None:
        """Write a table with a row for each of a list; its heading repeats on every page.

        Args:
            group: field of the row that, when it has text, is written over it from side to side.
        """
        from docx.shared import Pt  # noqa: PLC0415 - slow import

        table = self.page.add_table(rows=7 if group else 4, cols=len(columns))
        table.style, table.autofit = "Table Grid", False
        _hairlines(table)
        _spread(table, columns)
        steps = [f"{{%tr for {item} in {name} %}}"]
        steps += [f"{{%tr if {item}.{group} %}}", "", "{%tr endif %}"] if group else []
        for row, step in zip(table.rows[1:], [*steps, "", "{%tr endfor %}"], strict=True):
            row.cells[0].text = step
        for (title, field, _), head, cell in zip(
            columns, table.rows[0].cells, table.rows[-2].cells, strict=True
        ):
            _run(head.paragraphs[0], title, 8.5, SOFT).bold = True
            _run(cell.paragraphs[0], f"{{{{ {item}.{field} }}}}", 9)
        if group:
            whole = table.rows[3].cells[0].merge(table.rows[3].cells[-1])
            _run(whole.paragraphs[0], f"{{{{ {item}.{group} }}}}", 9).bold = True
            whole.paragraphs[0].paragraph_format.keep_with_next = True
        _repeat(table.rows[0])
        for row in table.rows:
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.space_before = Pt(2)
                cell.paragraphs[0].paragraph_format.space_after = Pt(2)
        self.page.add_paragraph().paragraph_format.space_after = 0

    def sign(self, name: str, title: str) -> None:
        """Write where somebody signs."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN  # noqa: PLC0415 - slow import
        from docx.shared import Pt  # noqa: PLC0415 - slow import

        line = self.page.add_paragraph("_" * 38)
        line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(40), Pt(0)
        who = self.page.add_paragraph()
        _run(who, name, 10.5).bold = True
        who.paragraph_format.space_after = Pt(0)
        post = self.page.add_paragraph()
        _run(post, title, 9, SOFT)
        for paragraph in (line, who, post):
            paragraph.alignment = ALIGN.CENTER
            paragraph.paragraph_format.keep_together = True
            paragraph.paragraph_format.keep_with_next = paragraph is not post


def _run(paragraph: Any, text: str, size: float, colour: str = INK) -> Any:
    from docx.shared import Pt, RGBColor  # noqa: PLC0415 - slow import

    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(size), RGBColor.from_string(colour)
    return run


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement  # noqa: PLC0415 - slow import
    from docx.oxml.ns import qn  # noqa: PLC0415 - slow import

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _same_letters(style: Any) -> None:
    """Let a heading wear the letters of the text: the library's template gives it those of the theme."""
    from docx.oxml.ns import qn  # noqa: PLC0415 - slow import

    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)


def _rule(paragraph: Any, side: str, kind: str) -> None:
    borders = _element("w:pBdr")
    borders.append(_element(f"w:{side}", val=kind, sz="12", space="6", color=COPPER))
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - the library has no public way
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _spread(table: Any, columns: Columns) -> None:
    """Give each column its width, in the table and in every cell: each program reads one of the two."""
    from docx.shared import Cm  # noqa: PLC0415 - slow import

    for place, (_title, _field, width) in enumerate(columns):
        table.columns[place].width = Cm(width)
        for row in table.rows:
            row.cells[place].width = Cm(width)


def _hairlines(table: Any) -> None:
    borders = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        shown = side in {"bottom", "insideH"}
        borders.append(
            _element(f"w:{side}", val="single" if shown else "nil", sz="4", space="0", color="C9C2B4")
        )
    table._tbl.tblPr.append(borders)  # noqa: SLF001 - the library has no public way


def _repeat(row: Any) -> None:
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))  # noqa: SLF001 - the library has no public way


def _page_number(paragraph: Any) -> None:
    run = _run(paragraph, "", 8, SOFT)
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        if kind:
            run._r.append(_element("w:fldChar", fldCharType=kind))  # noqa: SLF001 - the library has no public way
        else:
            told = _element("w:instrText")
            told.text = text
            run._r.append(told)  # noqa: SLF001 - the library has no public way
