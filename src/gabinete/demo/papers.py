"""A few small real files, made by code, so that what is offered as evidence can be downloaded and opened."""

import io
import struct
import zlib
from datetime import datetime

from gabinete.demo.world import Paper
from gabinete.foundation.documents.actions import store

SOURCE = "Archivo de ejemplo de la demostración"
_PDFS = (
    (
        "acta_entrega_recepcion.pdf",
        "Acta de entrega-recepción",
        "Se entrega lo comprometido, a satisfacción de quien recibe.",
    ),
    ("oficio_firmado.pdf", "Oficio", "En atención al acuerdo de gabinete se informa su cumplimiento."),
    (
        "informe_tecnico.pdf",
        "Informe técnico",
        "Avance físico y financiero del periodo, con sus estimaciones.",
    ),
    ("convenio_firmado.pdf", "Convenio", "Las partes convienen las cláusulas que se anexan."),
)
_IMAGES = (("memoria_fotografica.png", (150, 110, 70)), ("acuse_sellado.png", (90, 110, 140)))
_TEXTS = (
    ("padron_beneficiarios.csv", "folio,municipio,monto\n" + "".join(f"{n:04},Hermosillo,{1000 + n}\n" for n in range(1, 25))),
    ("bitacora_de_obra.txt", "Bitácora de obra (ejemplo ficticio)\n\n" + "".join(f"Semana {n}: avance conforme al programa.\n" for n in range(1, 9))),
)  # fmt: skip


def make_papers(actor_id: int, now: datetime) -> tuple[Paper, ...]:
    """Keep the files in the store, as brought by somebody, and return what stories need of them."""
    contents = [
        *((name, page_of(title, text)) for name, title, text in _PDFS),
        *((name, _png(colour)) for name, colour in _IMAGES),
        *((name, text.encode()) for name, text in _TEXTS),
    ]
    kept = [
        store(io.BytesIO(content), name=name, actor_id=actor_id, now=now, source=SOURCE)
        for name, content in contents
    ]
    return tuple(Paper(it.name, it.sha256, it.size_bytes, it.media_type) for it in kept)


def page_of(title: str, text: str) -> bytes:
    """Return a page of PDF with a title, a line and a warning that it is fictitious."""
    lines = ((title, 20, 740), (text, 11, 700), ("Documento ficticio de demostración. Sin validez.", 9, 60))
    page = b"".join(
        b"BT /F1 %d Tf 60 %d Td (%s) Tj ET\n" % (size, height, line.encode("cp1252").replace(b"(", b"\\("))
        for line, size, height in lines
    )
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%sendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = (len(objects) + 1, table, len(objects) + 1, len(out))
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % tail
    )


def _png(colour: tuple[int, int, int], width: int = 320, height: int = 200) -> bytes:
    """Return a picture that darkens from top to bottom."""
    rows = b"".join(
        b"\x00" + bytes(max(part - row // 3, 0) for part in colour) * width for row in range(height)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
