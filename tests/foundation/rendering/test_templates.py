"""Word templates with fields: what is wrong is said by field and place, what is dangerous never gets in."""

import io
import time
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gabinete.foundation.rendering import word_fields
from gabinete.foundation.rendering.fields import Field, ListField, example_values
from gabinete.foundation.rendering.word_fields import check_template, fill_template, text_of
from gabinete.foundation.rendering.word_package import check_package
from gabinete.kernel.errors import BadInput

MADE = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
SCHEMA = (
    Field("gabinete", "Nombre", "Gabinete Legal"),
    Field("nota", "Nota", ""),
    ListField(
        "acuerdos",
        "Acuerdos",
        "acuerdo",
        (Field("folio", "Folio", "GL/1"), Field("texto", "Texto", "Entregar")),
    ),
)
ROWS = (
    ("{%tr for acuerdo in acuerdos %}", ""),
    ("{{ acuerdo.folio }}", "{{ acuerdo.texto }}"),
    ("{%tr endfor %}", ""),
)


def template(*paragraphs: str, rows: tuple[tuple[str, str], ...] = (), header: str = "") -> bytes:
    page = docx.Document()
    for text in paragraphs:
        page.add_paragraph(text)
    if rows:
        table = page.add_table(rows=0, cols=2)
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    if header:
        page.sections[0].header.paragraphs[0].text = header
    out = io.BytesIO()
    page.save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same package with a part more, or with that part changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            if entry.filename != name:
                target.writestr(entry.filename, source.read(entry))
        target.writestr(name, part)
    return out.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name)


def faults(content: bytes) -> str:
    with pytest.raises(BadInput) as refusal:
        check_template(content, "minuta.docx", SCHEMA)
    return " ".join([refusal.value.message, *refusal.value.data.get("reasons", [])])


def test_a_sound_template_is_filled_with_what_people_typed_as_text() -> None:
    content = template("Del {{ gabinete|upper }}{% if nota %}: {{ nota }}{% endif %}", rows=ROWS)
    values = {
        "gabinete": "<w:p>&amp; «Ñ» {{ nota }} {% raw %}",
        "nota": "",
        "acuerdos": [{"folio": "GL/1", "texto": "uno\x00\ndos & tres"}, {"folio": "GL/2", "texto": "=1+1"}],
    }

    check_template(content, "minuta.docx", SCHEMA)
    filled = text_of(fill_template(content, SCHEMA, values, MADE))

    assert "Del <W:P>&AMP; «Ñ» {{ NOTA }} {% RAW %}" in filled
    assert [filled[i] for i in (1, 2, 3, 4)] == ["GL/1", "uno dos & tres", "GL/2", "=1+1"]


def test_equal_values_give_equal_bytes() -> None:
    content = template("{{ gabinete }}")

    first = fill_template(content, SCHEMA, example_values(SCHEMA), MADE)

    assert first == fill_template(content, SCHEMA, example_values(SCHEMA), MADE)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (template("Uno", "El {{ gabinet }}"), "«gabinet»; ¿quiso decir «gabinete»?: párrafo 2, donde dice «El {{ gabinet }}»"),
        (template("{{ gabinete"), "no están completas en el mismo párrafo: párrafo 1"),
        (template("{{ gabinete", "}}"), "no están completas"),
        (template("x", rows=(*ROWS[:1], ("{{ acuerdo.plazo }}", ""), ROWS[2])), "«acuerdo.plazo»: tabla 1, renglón 2"),
        (template("{% for a in acuerdos %}{{ a.folio }}"), "falta «{% endfor %}»"),
        (template("{% for a in gente %}x{% endfor %}"), "debe recorrer una lista conocida (acuerdos)"),
        (template("{{ acuerdos }}"), "«acuerdos» es una lista"),
        (template("{%tr for a in acuerdos %}"), "solo va dentro de una tabla"),
        (template("x", header="{{ logo }}"), "encabezado, párrafo 1, donde dice «{{ logo }}»"),
        (template("{{ gabinete | folio }}"), "«|folio» no se admite"),
    ],
)  # fmt: skip
def test_a_broken_template_says_which_field_and_where(content: bytes, said: str) -> None:
    assert said in faults(content)


@pytest.mark.parametrize(
    "attack",
    [
        "{{ gabinete.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ gabinete['x'] }}",
        "{{ acuerdos[0] }}",
        "{{ gabinete.upper() }}",
        "{{ range(99999) }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ gabinete|attr('__class__') }}",
        "{{ 'a' * 999999999 }}",
        "{{ gabinete ~ gabinete }}",
        "{% set x = gabinete %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as o %}",
        "{% macro m() %}{% endmacro %}",
        "{% for a in acuerdos recursive %}{{ loop(a) }}{% endfor %}",
        "{% for a in acuerdos %}{% for b in acuerdos %}{% for c in acuerdos %}x{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in 'abc' %}{{ a }}{% endfor %}",
        "{% filter upper %}x{% endfilter %}",
        "{{r gabinete }}",
        "{% cellbg gabinete %}",
        "{% colspan gabinete %}",
        "{% vm %}",
    ],
)
def test_tricks_of_the_template_language_are_refused(attack: str) -> None:
    assert "No se guardó nada" in faults(template(attack))


def test_what_hides_outside_the_text_is_refused_as_well() -> None:
    page = docx.Document()
    page.add_paragraph("x")._p.append(
        parse_xml(f"<w:bookmarkStart {nsdecls('w')} w:id='0' w:name='{{{{ gabinete.__class__ }}}}'/>")
    )
    out = io.BytesIO()
    page.save(out)

    assert "no se pudo llenar" in faults(out.getvalue())


def test_a_template_that_writes_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_fields, "OUTPUT_LIMIT", 20_000)
    content = template("{% for a in acuerdos %}{{ gabinete }}{% endfor %}")
    values = {**example_values(SCHEMA), "acuerdos": [{"folio": "", "texto": ""}] * 9_000}
    began = time.monotonic()

    with pytest.raises(BadInput):
        fill_template(content, SCHEMA, values, MADE)

    assert time.monotonic() - began < 5


MACRO = with_part(template("x"), "word/vbaProject.bin", b"macro")
OBJECT = with_part(template("x"), "word/embeddings/oleObject1.bin", b"ole")
BOMB = with_part(template("x"), "word/media.xml", b" " * (5 * 1024 * 1024))
MANY = with_part(template("x"), "word/a.bmp", b"\0" * (41 * 1024 * 1024))
ENTITIES = with_part(
    template("x"), "word/header9.xml", b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
)
_RELS = part_of(template("x"), "word/_rels/document.xml.rels")


def linked(kind: str, target: str) -> bytes:
    told = (
        f'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )
    return with_part(
        template("x"), "word/_rels/document.xml.rels", _RELS.replace(b"</Relationships>", told.encode())
    )


def with_instruction(text: str) -> bytes:
    body = part_of(template("x"), "word/document.xml")
    run = f"<w:p><w:r><w:instrText>{text}</w:instrText></w:r></w:p><w:sectPr".encode()
    return with_part(template("x"), "word/document.xml", body.replace(b"<w:sectPr", run, 1))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (MACRO, "macros"),
        (OBJECT, "objetos incrustados"),
        (BOMB, "ocuparía demasiado"),
        (MANY, "ocuparía demasiado"),
        (ENTITIES, "definiciones"),
        (linked("attachedTemplate", "http://malo.invalid/x.dotm"), "de fuera"),
        (linked("image", "file:///etc/passwd"), "de fuera"),
        (linked("hyperlink", "file:///etc/passwd"), "de fuera"),
        (with_instruction(" DDEAUTO c:\\\\cmd "), "lee otros archivos"),
        (with_instruction(' INCLUDETEXT "secreto.docx" '), "lee otros archivos"),
        (b"no es un zip", "dañado"),
        (b"PK\x05\x06" + b"\0" * 18, "no es un documento de Word"),
        (b"x" * (5 * 1024 * 1024 + 1), "pesa más de 5 MB"),
    ],
)
def test_a_package_that_brings_more_than_a_document_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        check_package(content, "minuta.docx")


def test_ordinary_links_and_page_numbers_are_let_through() -> None:
    check_package(linked("hyperlink", "https://www.sonora.gob.mx"), "minuta.docx")
    check_package(with_instruction(" PAGE "), "minuta.docx")
