"""What may be broken or meant to harm is refused in Spanish, and says what to do."""

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from gabinete.foundation.documents.reading import Limits, ocr, read_text
from gabinete.kernel.errors import BadInput
from tests.foundation.documents.reading.makers import ODT_TYPE, TYPES, W, docx, paragraph, pdf, zipped

GOOD = docx(paragraph("Se acuerda entregar el padrón."))
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def refusal(data: bytes, name: str, **limits: int) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read_text(data, name, limits=Limits(**limits) if limits else None)
    return caught.value


def encrypted_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(["secreto"]))))
    writer.encrypt("clave", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb() -> bytes:
    return docx("<w:p><w:r><w:t>" + "a" * 60_000_000 + "</w:t></w:r></w:p>")


def lying_bomb() -> bytes:
    """A container whose directory says the part is small."""
    real = docx("<w:p><w:r><w:t>" + "ab " * 600_000 + "</w:t></w:r></w:p>")
    size = len(
        f'<?xml version="1.0"?><w:document {W}><w:body><w:p><w:r><w:t>'
        + "ab " * 600_000
        + "</w:t></w:r></w:p></w:body></w:document>"
    )
    return real.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


ENTITY = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
CASES = {
    "empty": (b"", "a.docx", "reading.empty"),
    "only blanks": (b" \r\n\t \n", "a.txt", "reading.empty"),
    "truncated docx": (GOOD[: len(GOOD) // 2], "a.docx", "document.damaged"),
    "truncated pdf": (pdf(["hola"])[:120], "a.pdf", "reading.damaged"),
    "docx without its document": (zipped({"[Content_Types].xml": TYPES, "word/document.xml": "<a"}), "a.docx", "reading.damaged"),
    "encrypted pdf": (encrypted_pdf(), "a.pdf", "reading.encrypted"),
    "encrypted docx": (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "reading.encrypted"),
    "encrypted odt": (zipped({"mimetype": ODT_TYPE, "META-INF/manifest.xml": "<m:encryption-data/>", "content.xml": "x"}, stored_first=True), "a.odt", "document.encrypted"),
    "old word": (OLD_OFFICE, "a.doc", "reading.old_word"),
    "macros": (zipped({"[Content_Types].xml": TYPES, "word/document.xml": "<w/>", "word/vbaProject.bin": b"x"}), "a.docm", "document.macros"),
    "bomb": (bomb(), "a.docx", "document.bomb"),
    "external entity": (zipped({"[Content_Types].xml": TYPES, "word/document.xml": f"{ENTITY}<w:document {W}><w:body>&x;</w:body></w:document>"}), "a.docx", "reading.unsafe"),
    "entity in odt": (zipped({"mimetype": ODT_TYPE, "content.xml": f"{ENTITY}<a>&x;</a>"}, stored_first=True), "a.odt", "reading.unsafe"),
    "pdf called docx": (pdf(["hola"]), "a.docx", "reading.disguised"),
    "docx called pdf": (GOOD, "a.pdf", "reading.disguised"),
    "program called pdf": (b"MZ" + b"\0" * 300, "a.pdf", "reading.disguised"),
    "plain zip": (zipped({"a.txt": "hola"}), "a.zip", "reading.kind"),
    "text called pdf": (b"hola a todos", "a.pdf", "reading.damaged"),
    "binary called txt": (bytes(range(256)) * 8, "a.txt", "reading.kind"),
    "docx with no words": (docx(paragraph("")), "a.docx", "reading.empty"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_refusal_tells_what_happened_that_nothing_was_lost_and_what_to_do(case):
    data, name, code = CASES[case]
    error = refusal(data, name)
    assert error.code == code
    assert "No se guardó" in error.message
    assert name in error.message


def test_file_over_the_limit_is_refused_before_being_opened():
    assert refusal(b"x" * 2000, "a.txt", file_bytes=1000).code == "reading.too_big"


def test_container_that_lies_about_its_size_is_caught_while_unpacking():
    assert refusal(lying_bomb(), "a.docx", part_bytes=100_000).code in {
        "reading.bomb",
        "reading.damaged",
        "document.damaged",
    }


def test_part_larger_than_the_limit_is_refused_however_well_declared():
    assert refusal(docx(paragraph("palabra " * 50_000)), "a.docx", part_bytes=10_000).code == "reading.bomb"


def test_deep_nesting_does_not_exhaust_the_reader():
    body = "<w:tbl><w:tr><w:tc>" * 3000 + paragraph("fondo") + "</w:tc></w:tr></w:tbl>" * 3000
    assert refusal(docx(body), "a.docx").code in {"reading.empty", "reading.damaged"}


def test_scan_without_recogniser_says_how_to_install_it(monkeypatch):
    monkeypatch.setenv("PATH", "/nonexistent")
    error = refusal(b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "acta.png")
    assert error.code == "reading.no_ocr"
    assert "tesseract-ocr-spa" in error.message


@pytest.mark.skipif(
    not ocr.is_available(), reason="no OCR installed: apt install tesseract-ocr tesseract-ocr-spa"
)
def test_image_with_absurd_measures_is_refused():
    header = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\0\0\0\0"
    assert refusal(header, "acta.png").code == "reading.bomb"


def test_long_text_is_cut_and_noted():
    read = read_text(b"palabra " * 1000, "a.txt", limits=Limits(characters=100))
    assert len(read.text) == 100
    assert "muy largo" in read.notes[0]
