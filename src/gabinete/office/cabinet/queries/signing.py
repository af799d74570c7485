"""Reads of the signatures of a version of the minutes: in what order, whose turn, and which document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gabinete.foundation.access.people import Actor
from gabinete.foundation.documents.models import Document
from gabinete.foundation.documents.vault import open_content
from gabinete.office.cabinet import policies, rules
from gabinete.office.cabinet.models import CabinetSession, MinutesVersion, Signature, SignatureKind
from gabinete.office.cabinet.policies.signing import may_sign
from gabinete.office.cabinet.policies.versions import may_view_version, visible_versions
from gabinete.office.cabinet.rules.signing import Turn, waiting_before


@dataclass(frozen=True, slots=True)
class SignerRow:
    """One line of the list of signers, as one person sees it.

    Attributes:
        is_mine: it is its turn, and they may sign there.
        waits: why it cannot be signed yet; empty when it is its turn or nothing is waited for there.
    """

    signature: Signature
    is_mine: bool
    waits: str

    @property
    def is_turn(self) -> bool:
        """Return whether it is the next to be signed."""
        return not self.signature.kind and not self.waits


def signed_version(actor: Actor, session: CabinetSession) -> MinutesVersion | None:
    """Return the last version that went out to be signed, with its signers; None when there is none."""
    found = visible_versions(actor).filter(session=session, circulated_at__isnull=False)
    return found.select_related("pdf").order_by("-number").defer("content").first()


def signers_of(version: MinutesVersion) -> list[Signature]:
    """Return the signers of a version in order, with their seats and documents."""
    return list(
        version.signatures.select_related("seat__unit", "signed_by", "missing_by", "document").order_by(
            "order"
        )
    )


def signer_rows(actor: Actor, version: MinutesVersion, today: date) -> list[SignerRow]:
    """Return the signers as this person sees them; their own place is asked only of the one whose turn it is."""
    signers = signers_of(version)
    turns = turns_of(signers)
    rows = []
    for one in signers:
        one.minutes = version
        waits = "" if one.kind else waiting_before(turns, one.order)
        is_turn = not one.kind and not waits
        rows.append(SignerRow(one, is_turn and may_sign(actor, one, today), waits))
    return rows


def turns_of(signers: Sequence[Signature]) -> list[Turn]:
    """Return the order of signing as the rules see it."""
    return [Turn(one.order, one.name, bool(one.kind)) for one in signers]


def signature_of(actor: Actor, pk: int) -> Signature:
    """Return a place of a version this person may read.

    Raises:
        NotFound: there is none, or they may not read its version.
    """
    related = ("minutes__session__body", "minutes__pdf", "seat__unit", "document", "signed_by")
    found = Signature.objects.select_related(*related).defer("minutes__content").filter(pk=pk).first()
    if found is None or not may_view_version(actor, found.minutes):
        raise policies.unknown("un lugar de firma")
    return found


def unsigned_of(session: CabinetSession) -> tuple[str, ...]:
    """Return whose signature the last version that went out still waits for, in order."""
    last = session.versions.filter(circulated_at__isnull=False).order_by("-number").values("pk")[:1]
    waiting = Signature.objects.filter(minutes__in=last, kind="").order_by("order")
    return tuple(waiting.values_list("name", flat=True))


def electronic_document(version: MinutesVersion) -> Document | None:
    """Return the PDF with every electronic signature made so far; None when there is none."""
    made = version.signatures.filter(kind=SignatureKind.EFIRMA).select_related("document")
    last = made.order_by("-order").first()
    return last.document if last else None


def reference_of(version: MinutesVersion) -> str:
    """Return how a version is named on its sheet of signatures."""
    session = version.session
    folio = f"{session.body.code}/{session.year}/{session.number:02}"
    name = rules.session_name(session.number, extraordinary=session.extraordinary)
    return f"Minuta {folio}, {name} {rules.of_body(session.body.name)}, versión {version.number}"


def content_of(document: Document) -> bytes:
    """Return the bytes of a document.

    Raises:
        NotFound: they are not on disk.
    """
    with open_content(document.sha256, document.name) as file:
        return file.read()
