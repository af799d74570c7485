"""What signatures look like on paper: pieces drawn by typst, to be placed in another PDF."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

from pyhanko.pdf_utils import layout
from pyhanko.pdf_utils.content import PdfContent, ResourceType
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp.static import StaticStampStyle

from gabinete.foundation.signing.certificates import Certificate
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.words import short_date

MARK_WIDTH, MARK_HEIGHT = 240.0, 66.0
"""Size of the mark of a signature, in points."""
_EPOCH = int(datetime(2000, 1, 1, tzinfo=UTC).timestamp())


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody signs.

    Attributes:
        order: from 1; ``total`` is how many sign.
        name: of who signs, as the document calls them.
        title: their post; may be empty.
    """

    order: int
    total: int
    name: str
    title: str = ""

    @property
    def field(self) -> str:
        """Return the name of the form field that holds this signature."""
        return f"Firma{self.order}"


def draw(pieces: Sequence[dict[str, Any]], fonts: Path | None) -> PdfFileReader:
    """Return a PDF with a page for each piece; equal pieces give equal bytes.

    Args:
        pieces: what ``data/marks.typ`` reads.
        fonts: folder of TrueType files; without it, the fonts typst carries.
    """
    import typst  # slow import  # noqa: PLC0415

    made: bytes = typst.compile(
        str(_template()),
        format="pdf",
        sys_inputs={"data": json.dumps({"pieces": list(pieces)}, ensure_ascii=False)},
        font_paths=[str(fonts)] if fonts and fonts.is_dir() else [],
        timestamp=_EPOCH,
        pdf_tags=False,  # the tags are those of the document where the pieces go
    )
    return PdfFileReader(BytesIO(made))


@cache
def _template() -> Path:
    return Path(str(files("gabinete.foundation.signing").joinpath("data/marks.typ")))


def style_of(
    certificate: Certificate, place: Place, at: datetime, box: tuple[float, float], fonts: Path | None
) -> StaticStampStyle:
    """Return the mark of a signature, as the library wants its stamps.

    Args:
        certificate: of who signs.
        at: when.
        box: width and height of its place, in points.
    """
    local = at.astimezone(OFFICE_ZONE)
    piece = {
        "is": "mark",
        "width": box[0],
        "height": box[1],
        "order": place.order,
        "total": place.total,
        "holder": certificate.name,
        "title": place.title,
        "rfc": certificate.rfc,
        "serial": certificate.serial,
        "at": f"{short_date(local.date())}, {local:%H:%M:%S} (hora de Sonora)",
    }
    return StaticStampStyle(
        border_width=0,
        background=_Drawn(draw([piece], fonts)),
        background_opacity=1.0,
        background_layout=layout.SimpleBoxLayoutRule(
            x_align=layout.AxisAlignment.ALIGN_MID, y_align=layout.AxisAlignment.ALIGN_MID
        ),
    )


class _Drawn(PdfContent):
    """The only page of a drawing, as content of a stamp."""

    def __init__(self, drawing: PdfFileReader) -> None:
        super().__init__()
        self._drawing = drawing

    def set_writer(self, writer: BasePdfFileWriter) -> None:
        """Bring the page into the document where it goes."""
        self.writer = writer
        ref = writer.import_page_as_xobject(self._drawing)
        self.set_resource(ResourceType.XOBJECT, pdf_name("/Mark"), ref)
        left, bottom, right, top = map(float, ref.get_object()["/BBox"])
        self.box = layout.BoxConstraints(width=right - left, height=top - bottom)

    def render(self) -> bytes:
        """Return the operator that paints it."""
        return b"/Mark Do"
