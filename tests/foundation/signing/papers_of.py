"""Documents to be signed in the tests, and people signing them."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from io import BytesIO

import pypdf
import typst

from gabinete.foundation.signing.keys import opened
from gabinete.foundation.signing.marks import Place
from gabinete.foundation.signing.secret import Secret
from gabinete.foundation.signing.sheet import with_sheet
from gabinete.foundation.signing.stamping import sign_pdf
from tests.foundation.signing import authority as sat

TEXT = b"""#set document(title: "Minuta")
#set text(lang: "es")
= Minuta de la sesi\xc3\xb3n ordinaria 07/2026
Se acord\xc3\xb3 entregar el proyecto ejecutivo del acueducto."""
REFERENCE = "Minuta GL/2026/07, versión 1"


@cache
def minutes() -> bytes:
    """A tagged PDF, as the office prints them."""
    return typst.compile(TEXT, format="pdf", pdf_standards=["ua-1"], timestamp=0)


def encrypted() -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(minutes()))
    writer.encrypt("secreto", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def places(*names: str) -> list[Place]:
    return [Place(order, len(names), name, "Titular") for order, name in enumerate(names, start=1)]


def sheeted(*names: str) -> bytes:
    return with_sheet(minutes(), places(*names), REFERENCE, None)


def signed(pdf: bytes, who: sat.Issued, place: Place, now: datetime = sat.NOW) -> bytes:
    with opened(who.cer, Secret(who.key()), Secret(sat.PASSWORD), now=now) as signer:
        return sign_pdf(pdf, signer, place, reference=REFERENCE, now=now)


def signed_by(people: Sequence[sat.Issued]) -> bytes:
    """The minutes with a sheet, signed by each in order."""
    names = places(*(f"Persona {number}" for number in range(len(people))))
    pdf = with_sheet(minutes(), names, REFERENCE, None)
    for who, place in zip(people, names, strict=True):
        pdf = signed(pdf, who, place)
    return pdf
