"""What a file is, by its bytes."""

import io

import pytest

from gabinete.foundation.documents import kinds
from gabinete.foundation.documents.content import kind_of
from gabinete.kernel.errors import BadInput
from tests.foundation.documents import bytes_of as made


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("acta.pdf", made.pdf(), kinds.PDF),
        ("solo-lectura.pdf", made.closed_pdf("", "dueño"), kinds.PDF),
        ("acta.docx", made.word(), kinds.DOCX),
        ("tabla.xlsx", made.sheet(), kinds.XLSX),
        ("acta.odt", made.open_document(), kinds.ODT),
        ("tabla.ods", made.open_document("application/vnd.oasis.opendocument.spreadsheet"), kinds.ODS),
        ("foto.png", made.png(), kinds.PNG),
        ("foto.jpeg", made.JPEG, kinds.JPEG),
        ("foto.webp", made.WEBP, kinds.WEBP),
        ("foto.heic", made.HEIC, kinds.HEIC),
        ("obra.mp4", made.MP4, kinds.MP4),
        ("nota.txt", "Se acordó la reparación".encode(), kinds.TEXT),
        ("nota.txt", "Se acordó la reparación".encode("latin-1"), kinds.TEXT),
        ("nota.txt", "Se acordó".encode("utf-16"), kinds.TEXT),
        ("tabla.csv", "año,número\n2026,1\n".encode("cp1252"), kinds.CSV),
        ("nota.md", b"# Minuta\n", kinds.MARKDOWN),
        ("correo.eml", made.MAIL, kinds.EMAIL),
        ("sin extension", made.pdf(), kinds.PDF),
        ("LICEO", b"hola", kinds.TEXT),
    ],
)
def test_kind_is_told_by_content(name: str, content: bytes, kind: kinds.FileKind) -> None:
    assert kind_of(io.BytesIO(content), name) is kind


@pytest.mark.parametrize(
    ("name", "content", "code", "says"),
    [
        ("x.pdf", b"", "document.empty", "vacío"),
        ("informe.pdf", made.WINDOWS_PROGRAM, "document.refused", "dice ser un documento PDF, pero por su contenido es un programa de Windows"),
        ("programa", made.LINUX_PROGRAM, "document.refused", "un programa de Linux"),
        ("instalar.sh", b"#!/bin/sh\nrm -rf /\n", "document.refused", "un programa"),
        ("nota.txt", b"#!/usr/bin/env python3\n", "document.refused", "dice ser un texto sin formato"),
        ("nota.txt", b"<!DOCTYPE html><script>1</script>", "document.refused", "página web"),
        ("dibujo.png", b"<?xml version='1.0'?>\n<!-- x -->\n<svg onload='1'/>", "document.refused", "SVG"),
        ("macro.js", b"alert(1)", "document.refused", "«.js»"),
        ("cosas.zip", made.zipped(a=b"1"), "document.refused", "ZIP"),
        ("foto.gif", made.GIF, "document.refused", "GIF"),
        ("acta.docx", made.with_entry(made.word(), "word/vbaProject.bin", b"x"), "document.macros", "macros"),
        ("acta.odt", made.open_document(Basic__Standard__m_xml=b"Sub x"), "document.macros", "macros"),
        ("acta.odt", made.open_document(**{"META-INF__manifest_xml": b"<manifest:encryption-data/>"}), "document.encrypted", "contraseña"),
        ("acta.docx", made.ENCRYPTED_WORD, "document.encrypted", "contraseña"),
        ("acta.pdf", made.closed_pdf("secreto", "dueño"), "document.encrypted", "contraseña"),
        ("acta.doc", made.OLD_WORD, "document.old_office", "formato antiguo"),
        ("acta.docx", made.word()[:-300], "document.damaged", "incompleto"),
        ("acta.pdf", made.pdf()[:-20], "document.damaged", "incompleto"),
        ("foto.png", made.png()[:-16], "document.damaged", "incompleto"),
        ("bomba.docx", made.with_entry(made.word(), "word/media/x.bin", b"\0" * 40_000_000), "document.bomb", "demasiado"),
        ("acta.pdf", made.word(), "document.disguised", "dice ser un documento PDF, pero por su contenido es un documento de Word"),
        ("hola.exe", made.pdf(), "document.disguised", "un programa de Windows, pero por su contenido es un documento PDF"),
        ("foto.jpg", made.png(), "document.disguised", "una imagen JPG, pero por su contenido es una imagen PNG"),
        ("datos.txt", bytes(range(256)) * 4, "document.refused", "binario"),
        ("correo.eml", b"hola que tal", "document.refused", "no es un correo"),
    ],
)  # fmt: skip
def test_dangerous_or_disguised_content_is_refused_in_words(
    name: str, content: bytes, code: str, says: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        kind_of(io.BytesIO(content), name)

    assert refusal.value.code == code
    assert says in refusal.value.message
    assert "No se guardó nada" in refusal.value.message


def test_a_text_cut_inside_a_character_is_still_text() -> None:
    content = ("a" * 8191 + "é" * 10).encode()

    assert kind_of(io.BytesIO(content), "nota.txt") is kinds.TEXT
