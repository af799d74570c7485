"""Minutes on their way to be signed by three: the technical secretary, the head of CEA and the post at SIDUR."""

import io
from dataclasses import dataclass
from functools import cache

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.foundation.documents.actions import store
from gabinete.foundation.rendering.pdf import pdf as pdf_of
from gabinete.foundation.signing.secret import Secret
from gabinete.office.cabinet import states
from gabinete.office.cabinet.actions.signing import Efirma
from gabinete.office.cabinet.models import CabinetSession, MinutesVersion, Seat, Signature
from gabinete.office.cabinet.printing import address_of
from gabinete.office.cabinet.printing_minutes import minutes_paper
from tests.foundation.documents import bytes_of as made
from tests.foundation.signing import authority as sat
from tests.office.cabinet.stage import Room

NOW = sat.NOW


@cache
def lucia() -> sat.Issued:
    return sat.person("LUCIA MONTAÑO FELIX", "MOFL850101AB1", "MOFL850101MSRNLC09", "00001000000504465031")


@cache
def ramon() -> sat.Issued:
    return sat.person("RAMON ENCINAS DUARTE", "EIDR700101AB2", "EIDR700101HSRNRM09", "00001000000504465032")


def brought(who: sat.Issued, password: str = sat.PASSWORD) -> Efirma:
    return Efirma(who.cer, Secret(who.key()), Secret(password))


@dataclass(frozen=True)
class Table:
    """The session with its version and its signers."""

    room: Room
    session: CabinetSession
    version: MinutesVersion

    def actor(self, name: str) -> Actor:
        return self.room.cast.actor(name)

    def place(self, order: int) -> Signature:
        return self.version.signatures.get(order=order)

    def fresh(self) -> CabinetSession:
        return CabinetSession.objects.get(pk=self.session.pk)

    def next_version(self) -> MinutesVersion:
        with act(self.room.lucia.user_id, "tests.build", at=NOW):
            return version_of(self.room, self.session, 2)


CONTENT = {
    "heading": {
        "name": "1.ª sesión ordinaria", "of_body": "del Gabinete Legal", "reference": "GL/2026/01",
        "organisation": "Oficina del Ejecutivo",
    },
    "sections": [
        {
            "key": "acuerdos", "title": "Acuerdos",
            "blocks": [{"is": "paragraph", "text": "Se acordó el tramo 2 del acueducto.", "tone": ""}],
        },
        {
            "key": "firmas", "title": "Firmas",
            "blocks": [{"is": "signatures", "rows": [["Ing. Ramón Encinas Duarte", "Vocal ejecutivo de la CEA"]]}],
        },
    ],
    "seal": "",
}  # fmt: skip
"""Minutes as they are kept, with the lines on which they are signed on paper."""


def version_of(room: Room, session: CabinetSession, number: int) -> MinutesVersion:
    owner = room.lucia.user_id
    printed = pdf_of(minutes_paper(CONTENT, number, NOW, address_of(session)))
    pdf = store(io.BytesIO(printed), name="minuta.pdf", actor_id=owner, now=NOW)
    docx = store(io.BytesIO(made.word()), name="minuta.docx", actor_id=owner, now=NOW)
    return MinutesVersion.objects.create(
        session=session, number=number, made_at=NOW, made_by_id=owner, pdf=pdf, docx=docx,
        content=CONTENT, circulated_at=NOW,
    )  # fmt: skip


def lay_table(room: Room, **given: object) -> Table:
    session = room.session(**given)
    seats = {seat.unit.acronym: seat for seat in Seat.objects.filter(body=room.body).select_related("unit")}
    with act(room.lucia.user_id, "tests.circulate", at=NOW):
        version = version_of(room, session, 1)
        rows = (
            (None, "Lucía Montaño Félix", "Secretaria técnica"),
            (seats["CEA"], "Ing. Ramón Encinas Duarte", "Vocal ejecutivo de la CEA"),
            (seats["SIDUR"], "Titular de SIDUR", "Titular de SIDUR"),
        )
        for order, (seat, name, title) in enumerate(rows, start=1):
            Signature.objects.create(minutes=version, order=order, seat=seat, name=name, title=title)
        session.state = states.CIRCULATED
        session.save()
    return Table(room, session, version)
