"""Real files made on the spot: each function returns the bytes of one."""

import io
import struct
import zipfile
import zlib

from docx import Document as Word
from pypdf import PdfWriter
from xlsxwriter import Workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WINDOWS_PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 200
LINUX_PROGRAM = b"\x7fELF\x02\x01\x01\x00" + b"\x00" * 200
ENCRYPTED_WORD = OLE + b"\x00" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 512
OLD_WORD = OLE + b"\x00" * 504 + "WordDocument".encode("utf-16-le") + b"\x00" * 512
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\x00" * 64 + b"\xff\xd9"
MAIL = b"From: a@sonora.invalid\r\nTo: b@sonora.invalid\r\nSubject: Avance\r\n\r\nHola.\r\n"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64
MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 64
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + b"\x00" * 32


def pdf() -> bytes:
    """Return a one-page PDF."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


def closed_pdf(reader: str, owner: str) -> bytes:
    """Return a PDF locked with two passwords; an empty one for the reader lets anybody open it."""
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(9, 9)
    writer.encrypt(reader, owner, algorithm="RC4-128")
    writer.write(file)
    return file.getvalue()


def png() -> bytes:
    """Return a one-pixel PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00\xff\xff\xff")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def word(text: str = "Minuta de la sesión") -> bytes:
    """Return a Word document with one paragraph."""
    document, out = Word(), io.BytesIO()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def sheet() -> bytes:
    """Return an Excel workbook with one cell."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet().write(0, 0, 1)
    return out.getvalue()


def with_entry(package: bytes, name: str, content: bytes) -> bytes:
    """Return the package with one more file in it."""
    out = io.BytesIO(package)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def zipped(**entries: bytes) -> bytes:
    """Return a plain ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def open_document(media_type: str = "application/vnd.oasis.opendocument.text", **more: bytes) -> bytes:
    """Return a LibreOffice document with the given further entries (``__`` in a name is a slash)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", media_type)
        archive.writestr("content.xml", "<office:document-content/>")
        for name, content in more.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()
