"""The sheet where a document is signed: pages added at its end, with a place for each signer, in order.

It is added once, before anybody signs: later signatures only fill their place, which every reader of PDF accepts, while
a page added after the first signature would count as altering what was signed. The same place serves to sign by hand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, append_signature_field, ensure_sig_flags

from gabinete.foundation.signing import marks
from gabinete.foundation.signing.marks import MARK_HEIGHT, MARK_WIDTH, Place
from gabinete.foundation.signing.papers import Update, read
from gabinete.foundation.signing.tagging import Tags

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 612.0, 792.0, 57.0
_TITLE, _NOTE, _PLACE = 24.0, 46.0, 114.0
_PITCH = 132.0
_FIRST_ROW = PAGE_HEIGHT - MARGIN - _TITLE - _NOTE - 8 - _PLACE
_COLUMNS, _ROWS = 2, 4
_FULL = PAGE_WIDTH - 2 * MARGIN
NOTE = (
    "Firma quien se indica en cada lugar, de su puño y letra o con su e.firma. La marca de una firma electrónica es solo "
    "su aviso: lo que vale es la firma que va dentro del archivo, que cualquier lector de PDF, o la orden «gabinete "
    "minutes verify», comprueba."
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something to place on a page: what to draw, its role for a screen reader, and where."""

    drawing: dict[str, Any]
    role: str
    at: tuple[float, float]
    place: Place | None = None


def with_sheet(pdf: bytes, places: Sequence[Place], reference: str, fonts: Path | None) -> bytes:
    """Return the PDF with a sheet of signatures after its last page; equal input gives equal bytes.

    Args:
        pdf: not signed yet.
        places: in order of signing.
        reference: which document it is, for whoever holds only the sheet.
        fonts: folder of TrueType files, or None.

    Raises:
        BadInput: it is not a PDF that can be signed.
    """
    reader = read(pdf)
    update = Update(pdf, reader)
    sheets = list(_sheets(places, reference))
    drawing = marks.draw([piece.drawing for sheet in sheets for piece in sheet], fonts)
    tags, drawn = Tags.of(update), 0
    for sheet in sheets:
        _add_page(update, tags, sheet, drawing, drawn)
        drawn += len(sheet)
    # From here on the document only grows; said now, so that signing it changes nothing but its fields.
    ensure_sig_flags(update, lock_sig_flags=True)
    return update.bytes()


def _sheets(places: Sequence[Place], reference: str) -> Iterator[list[_Piece]]:
    """Yield what goes on each page."""
    capacity = _COLUMNS * _ROWS
    pages = [places[start : start + capacity] for start in range(0, len(places), capacity)]
    for number, page in enumerate(pages, start=1):
        part = f" ({number} de {len(pages)})" if len(pages) > 1 else ""
        top = PAGE_HEIGHT - MARGIN - _TITLE
        title = {"is": "title", "width": _FULL, "height": _TITLE, "text": f"Hoja de firmas{part}"}
        note = {"is": "note", "width": _FULL, "height": _NOTE, "text": f"{reference}. {NOTE}"}
        yield [
            _Piece(title, "H1", (MARGIN, top)),
            _Piece(note, "P", (MARGIN, top - _NOTE)),
            *(_placed(place, index) for index, place in enumerate(page)),
        ]


def _placed(place: Place, index: int) -> _Piece:
    row, column = divmod(index, _COLUMNS)
    at = (MARGIN + column * (_FULL - MARK_WIDTH), _FIRST_ROW - row * _PITCH)
    drawing = {
        "is": "place", "width": MARK_WIDTH, "height": _PLACE, "mark": MARK_HEIGHT,
        "order": place.order, "total": place.total, "name": place.name, "title": place.title,
    }  # fmt: skip
    return _Piece(drawing, "P", at, place)


def _add_page(
    update: Update, tags: Tags | None, sheet: Sequence[_Piece], drawing: PdfFileReader, drawn: int
) -> None:
    """Add one page, whose pieces are those of the drawing from ``drawn`` on."""
    painted, pictures = [], generic.DictionaryObject()
    for number, piece in enumerate(sheet):
        pictures[f"/P{number}"] = update.import_page_as_xobject(drawing, drawn + number)
        marked = f"/{piece.role} <</MCID {number}>> BDC\n"
        painted.append(
            f"{marked}q 1 0 0 1 {piece.at[0]:g} {piece.at[1]:g} cm /P{number} Do Q\nEMC\n".encode()
        )
    page = update.insert_page(_page(update, b"".join(painted), pictures))
    last = int(update.root["/Pages"]["/Count"]) - 1
    places = [piece for piece in sheet if piece.place is not None]
    for piece in places:
        append_signature_field(update, _field(piece, last))
    if tags is not None:
        tags.add_page(page, [piece.role for piece in sheet], _widgets(page, len(places)))


def _page(update: Update, content: bytes, pictures: generic.DictionaryObject) -> generic.DictionaryObject:
    stream = generic.StreamObject(stream_data=content)
    stream.compress()
    corners = (0, 0, PAGE_WIDTH, PAGE_HEIGHT)
    return generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Page"),
            pdf_name("/MediaBox"): generic.ArrayObject([generic.FloatObject(side) for side in corners]),
            pdf_name("/Resources"): generic.DictionaryObject({pdf_name("/XObject"): pictures}),
            pdf_name("/Contents"): update.add_object(stream),
        }
    )


def _field(piece: _Piece, page: int) -> SigFieldSpec:
    place = piece.place
    if place is None:
        raise ValueError("Only a place has a field")
    left, bottom = piece.at[0], piece.at[1] + _PLACE - MARK_HEIGHT
    return SigFieldSpec(
        place.field,
        on_page=page,
        box=(round(left), round(bottom), round(left + MARK_WIDTH), round(bottom + MARK_HEIGHT)),
        readable_field_name=f"Firma {place.order} de {place.total}: {place.name}",
    )


def _widgets(page: generic.IndirectObject, count: int) -> list[generic.IndirectObject]:
    annotations = page.get_object()["/Annots"]
    return [annotations.raw_get(index) for index in range(count)]
