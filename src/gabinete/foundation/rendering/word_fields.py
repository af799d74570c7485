"""Word templates with fields: checked before they are kept, filled within bounds, the same words in the same bytes."""

import io
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gabinete.foundation.rendering.fields import Schema, Value, Values, example_values
from gabinete.foundation.rendering.template_checks import FILTERS, Line, Reader, faults_in
from gabinete.foundation.rendering.word import fixed_times
from gabinete.foundation.rendering.word_package import check_package, refused
from gabinete.foundation.rendering.word_tables import printable
from gabinete.kernel.errors import BadInput

TIME_LIMIT = 10.0
"""Seconds a paper may take to be filled."""
OUTPUT_LIMIT = 40 * 1024 * 1024
"""Most characters of a filled part."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NO_CHARACTERS = dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF))
"""Besides control marks, what XML forbids: halves of a pair, and two that are not characters."""
_EXAMPLE_DAY = datetime(2026, 1, 1, tzinfo=UTC)


class _Bounded(Template):
    """A template that stops when it writes too much or for too long."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        until, pieces, size = time.monotonic() + TIME_LIMIT, [], 0
        for piece in self.generate(*args, **kwargs):
            pieces.append(piece)
            size += len(piece)
            if size > OUTPUT_LIMIT or time.monotonic() > until:
                raise TemplateError("too much")
        return "".join(pieces)


class _Fields(ImmutableSandboxedEnvironment):
    """The template language reduced to fields, loops over known lists and conditions; every text is escaped."""

    template_class = _Bounded

    def __init__(self, schema: Schema) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.schema = schema
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        """Turn a parsed template into code, unless it does more than templates may."""
        if faults := Reader(self.schema).faults(source):
            raise TemplateError(faults[0].says)
        return super()._generate(source, *args, **kwargs)


def check_template(content: bytes, name: str, schema: Schema) -> None:
    """Refuse a template that would not give a paper.

    Raises:
        BadInput: what it brings is dangerous, or ``reasons`` says field by field what is wrong and where.
    """
    check_package(content, name)
    problems = [
        told for lines in _lines_by_part(content, name) for told in faults_in(lines, schema, _Fields(schema))
    ]
    if problems:
        raise BadInput(
            "template.fields",
            f"«{name}» tiene {'un problema' if len(problems) == 1 else f'{len(problems)} problemas'}. No se guardó nada "
            "y la plantilla anterior sigue en uso; corrija en Word y vuelva a subirla.",
            reasons=problems,
        )
    try:
        fill_template(content, schema, example_values(schema), _EXAMPLE_DAY)
    except BadInput as error:
        raise refused(name, f"no se pudo llenar con datos de ejemplo: {error.message}") from error


def fill_template(content: bytes, schema: Schema, values: Values, made_at: datetime) -> bytes:
    """Return a template filled with values; equal values over the same template give equal bytes.

    Args:
        values: every field of the schema; what a person typed is text and never an instruction.
        made_at: date inside the file.

    Raises:
        BadInput: the template cannot be filled, or takes too long.
    """
    from docxtpl import DocxTemplate  # noqa: PLC0415 - slow import

    paper = DocxTemplate(io.BytesIO(content))
    out = io.BytesIO()
    try:
        paper.render(_printable(values), _Fields(schema), autoescape=True)
        core = paper.docx.core_properties
        core.created = core.modified = made_at.astimezone(UTC).replace(tzinfo=None)
        core.language = "es-MX"
        paper.save(out)
    except (TemplateError, ValueError, SyntaxError, KeyError, TypeError, AttributeError) as error:
        raise BadInput(
            "template.fill",
            "la plantilla de Word no se puede llenar; revise que cada «{%tr … %}» esté solo en su renglón y cada «{%p … %}» en su párrafo",
        ) from error
    return fixed_times(out.getvalue())


def text_of(content: bytes) -> list[str]:
    """Return the paragraphs of a Word document, in order, those of tables and headers included; for previews."""
    return [
        line.text
        for lines in _lines_by_part(content, "documento.docx")
        for line in lines
        if line.text.strip()
    ]


def _printable(values: Values) -> dict[str, Value]:
    def clean(value: Any) -> Any:
        if isinstance(value, str):
            return printable(value).translate(_NO_CHARACTERS)
        if isinstance(value, Mapping):
            return {key: clean(inner) for key, inner in value.items()}
        return [clean(one) for one in value]

    return {key: clean(value) for key, value in values.items()}


def _lines_by_part(content: bytes, name: str) -> Iterator[list[Line]]:
    """Yield the paragraphs of each part where fields are filled: the document, headers, footers, notes, properties."""
    import docx  # noqa: PLC0415 - slow import

    try:
        page = docx.Document(io.BytesIO(content))
        parts = [("", page.element.body)]
        for rel in page.part.rels.values():
            kind = rel.reltype.rsplit("/", 1)[-1]
            where = {"header": "encabezado, ", "footer": "pie de página, ", "footnotes": "notas, "}.get(kind)
            if where:
                parts.append((where, _tree(rel.target_part)))
        core = page.core_properties
        told = [
            str(getattr(core, one) or "")
            for one in ("author", "comments", "identifier", "language", "subject", "title")
        ]
    except (ValueError, KeyError, SyntaxError, AttributeError, TypeError) as error:
        raise refused(name, "no se pudo leer como documento de Word (.docx)") from error
    for where, tree in parts:
        yield list(_lines(tree, where))
    yield [Line(text, "propiedades del archivo") for text in told]


def _tree(part: Any) -> Any:
    from docx.oxml import parse_xml  # noqa: PLC0415 - slow import

    element = getattr(part, "element", None)
    return element if element is not None else parse_xml(part.blob)


def _lines(tree: Any, where: str) -> Iterator[Line]:
    """Yield the paragraphs of a part in the order they are written."""
    tables = {table: number for number, table in enumerate(tree.iter(f"{_W}tbl"), start=1)}
    rows = {row: number for table in tables for number, row in enumerate(table.findall(f"{_W}tr"), start=1)}
    count = 0
    for paragraph in tree.iter(f"{_W}p"):
        row = next(paragraph.iterancestors(f"{_W}tr"), None)
        table = next(paragraph.iterancestors(f"{_W}tbl"), None)
        if row is None or table is None:
            count += 1
            yield Line(_text(paragraph), f"{where}párrafo {count}")
        else:
            yield Line(
                _text(paragraph), f"{where}tabla {tables[table]}, renglón {rows.get(row, 1)}", in_table=True
            )


def _text(paragraph: Any) -> str:
    """Return the text of a paragraph without that of the boxes inside it, which are paragraphs of their own."""
    pieces = paragraph.iter(f"{_W}t", f"{_W}br", f"{_W}tab")
    own = (one for one in pieces if next(one.iterancestors(f"{_W}p"), None) is paragraph)
    return "".join(one.text or "" if one.tag == f"{_W}t" else " " for one in own)
