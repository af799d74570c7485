"""Signing: the sheet, the marks, the order, and what another program thinks of it."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pdfua
import pypdf
import pytest

from gabinete.foundation.signing.marks import Place
from gabinete.foundation.signing.sheet import with_sheet
from gabinete.foundation.signing.stamping import free_place, places_of
from gabinete.foundation.signing.verifying import verify_pdf
from gabinete.kernel.errors import BadInput, RuleBroken
from tests.foundation.signing import authority as sat
from tests.foundation.signing import papers_of
from tests.foundation.signing.papers_of import REFERENCE, minutes, places, sheeted, signed, signed_by

PDFSIG = shutil.which("pdfsig")
needs_pdfsig = pytest.mark.skipif(
    PDFSIG is None,
    reason="NO SE COMPROBARON LAS FIRMAS CON OTRO PROGRAMA: falta pdfsig (apt-get install poppler-utils)",
)


def text_of(pdf: bytes, page: int = -1) -> str:
    return pypdf.PdfReader(BytesIO(pdf)).pages[page].extract_text()


def accessibility_of(pdf: bytes, folder: Path) -> list[str]:
    file = folder / "document.pdf"
    file.write_bytes(pdf)
    return [f"{one.rule_id}: {one.message}" for one in pdfua.validate(str(file)).findings]


def marks_of(pdf: bytes) -> list[str]:
    """The text of each mark, as drawn in its place."""
    drawn = []
    for annotation in pypdf.PdfReader(BytesIO(pdf)).pages[-1]["/Annots"]:
        resources = annotation.get_object()["/AP"]["/N"].get_object().get("/Resources", {})
        drawn.append("/Mark" in resources.get("/XObject", {}))
    return drawn


def test_sheet_is_added_after_what_there_was_and_names_everybody_in_order(tmp_path: Path) -> None:
    pdf = sheeted("Rosa Bojórquez León", "Elena Robles Ibarra")

    assert pdf.startswith(minutes())
    said = text_of(pdf)
    assert "Hoja de firmas" in said
    assert REFERENCE in said
    assert said.index("Rosa Bojórquez León") < said.index("Elena Robles Ibarra")
    assert (places_of(pdf), free_place(pdf)) == (2, 1)
    assert accessibility_of(pdf, tmp_path) == []


def test_sheet_made_twice_is_the_same_byte_by_byte() -> None:
    assert sheeted("Rosa", "Elena") == sheeted("Rosa", "Elena")
    assert sheeted("Rosa", "Elena") != sheeted("Elena", "Rosa")


def test_sheet_of_a_large_cabinet_takes_more_pages(tmp_path: Path) -> None:
    pdf = sheeted(*(f"Persona {number}" for number in range(25)))

    assert len(pypdf.PdfReader(BytesIO(pdf)).pages) == 1 + 4
    assert places_of(pdf) == 25
    assert "Hoja de firmas (4 de 4)" in text_of(pdf)
    assert accessibility_of(pdf, tmp_path) == []


def test_hostile_names_are_drawn_as_text_and_nothing_else() -> None:
    name = '#panic("x") <b> \\ $1$ *no* _no_ "ñ" = título'

    assert '#panic("x") <b>' in text_of(sheeted(name))


def test_each_signature_keeps_every_byte_before_it_and_the_document_accessible(tmp_path: Path) -> None:
    pdf = sheeted("Rosa", "Elena")
    first = signed(pdf, sat.person(), places("Rosa", "Elena")[0])
    second = signed(first, sat.person(), places("Rosa", "Elena")[1])

    assert first.startswith(pdf)
    assert second.startswith(first)
    assert (marks_of(pdf), marks_of(first), marks_of(second)) == (
        [False, False], [True, False], [True, True],
    )  # fmt: skip
    assert accessibility_of(second, tmp_path) == []


def test_document_without_a_sheet_gets_one_when_it_is_first_signed() -> None:
    pdf = signed(minutes(), sat.person(), Place(1, 1, "Rosa Bojórquez León"))

    assert "Hoja de firmas" in text_of(pdf)
    assert verify_pdf(pdf, sat.trust(), sat.NOW).is_trusted


def test_document_signed_elsewhere_takes_another_signature_without_a_mark() -> None:
    pdf = signed(signed_by([sat.person()]), sat.person(), Place(2, 2, "Elena"))

    report = verify_pdf(pdf, sat.trust(), sat.NOW)
    assert report.is_trusted
    assert [one.place for one in report.signatures] == ["Firma1", "Firma2"]


def test_untagged_document_is_signed_too() -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(300, 300)
    out = BytesIO()
    writer.write(out)

    assert verify_pdf(
        signed(out.getvalue(), sat.person(), Place(1, 1, "Rosa")), sat.trust(), sat.NOW
    ).is_trusted


def test_place_is_signed_once() -> None:
    pdf = signed_by([sat.person()])

    with pytest.raises(RuleBroken, match=r"lugar 1 .* ya está firmado"):
        signed(pdf, sat.person(), Place(1, 1, "Elena"))


def test_document_that_was_altered_is_not_signed_again() -> None:
    pdf = signed(sheeted("Rosa", "Elena"), sat.person(), places("Rosa", "Elena")[0])
    altered = pdf.replace(b"%PDF-1.7", b"%PDF-1.6", 1)
    assert altered != pdf

    with pytest.raises(RuleBroken, match="cambió después de firmarse"):
        signed(altered, sat.person(), places("Rosa", "Elena")[1])


def test_what_cannot_be_signed_is_said_in_words() -> None:
    for content, said in (
        (b"", "no es un PDF o está dañado"),
        (b"hola", "no es un PDF o está dañado"),
        (minutes()[:700], "no es un PDF o está dañado"),
        (papers_of.encrypted(), "protegido con contraseña"),
        (bytes(26 * 1024 * 1024), "pesa más de 25 MB"),
    ):
        with pytest.raises(BadInput, match=said):
            with_sheet(content, places("Rosa"), REFERENCE, None)
        with pytest.raises(BadInput, match=said):
            verify_pdf(content, sat.trust(), sat.NOW)


def pdfsig(pdf: bytes, folder: Path) -> str:
    file = folder / "signed.pdf"
    file.write_bytes(pdf)
    return subprocess.run(
        [PDFSIG, str(file)], capture_output=True, text=True, check=False, env={"TZ": "UTC", "LANG": "C.UTF-8"}
    ).stdout


@needs_pdfsig
def test_poppler_agrees_that_each_signature_is_valid_and_covers_its_part(tmp_path: Path) -> None:
    said = pdfsig(signed_by([sat.person(), sat.person("ELENA ROBLES IBARRA", "ROIE750505QA2")]), tmp_path)

    assert said.count("Signature is Valid.") == 2
    assert said.count("ETSI.CAdES.detached") == 2
    assert said.count("Not total document signed") == 1
    assert said.count("  - Total document signed") == 1
    assert "OID.2.5.4.45=ROIE750505QA2" in said
    assert "Nov 20 2026 17:00:00" in said


@needs_pdfsig
def test_poppler_agrees_that_an_altered_document_is_altered(tmp_path: Path) -> None:
    altered = signed_by([sat.person()]).replace(b"%PDF-1.7", b"%PDF-1.6", 1)

    assert "Digest Mismatch" in pdfsig(altered, tmp_path)
