"""What is concluded of a signed PDF, for people and for programs."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from gabinete.kernel.clock import OFFICE_ZONE


class Verdict(StrEnum):
    """What may be concluded; the worst of its signatures, for a document."""

    TRUSTED = "trusted"
    UNTRUSTED = "untrusted"
    ALTERED = "altered"
    UNSIGNED = "unsigned"


LABELS = {
    Verdict.TRUSTED: "Firmas válidas",
    Verdict.UNTRUSTED: "No se puede confiar en todas las firmas",
    Verdict.ALTERED: "Documento alterado",
    Verdict.UNSIGNED: "Sin firma electrónica",
}
SIGNATURE_LABELS = {
    Verdict.TRUSTED: "Válida",
    Verdict.UNTRUSTED: "No confiable",
    Verdict.ALTERED: "Alterada",
}


@dataclass(frozen=True, slots=True)
class SignatureVerdict:
    """What is concluded of one signature.

    Attributes:
        order: in which it was made, from 1.
        place: name of its field; ``Firma2`` is the second place of the sheet.
        signed_at: what it declares; no authority vouches for it.
        whole: it covers the document to its last byte; otherwise ``later`` says what came after.
        reasons: why it is not trusted, in Spanish; empty when it is.
        notes: what else is worth knowing.
    """

    order: int
    place: str
    verdict: Verdict
    name: str
    rfc: str
    serial: str
    issuer: str
    kind: str
    signed_at: datetime | None
    valid_since: datetime | None
    valid_until: datetime | None
    whole: bool
    later: str
    reasons: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def label(self) -> str:
        """Return the verdict in Spanish."""
        return SIGNATURE_LABELS[self.verdict]

    def as_data(self) -> dict[str, object]:
        """Return it for programs."""
        moments = {
            "signed_at": self.signed_at,
            "valid_since": self.valid_since,
            "valid_until": self.valid_until,
        }
        return {
            "order": self.order,
            "place": self.place,
            "verdict": self.verdict.value,
            "name": self.name,
            "rfc": self.rfc,
            "serial": self.serial,
            "issuer": self.issuer,
            "kind": self.kind,
            **{name: at.astimezone(OFFICE_ZONE).isoformat() if at else None for name, at in moments.items()},
            "covers_whole_document": self.whole,
            "later": self.later,
            "reasons": list(self.reasons),
            "notes": list(self.notes),
        }


@dataclass(frozen=True, slots=True)
class Report:
    """What is concluded of a document.

    Attributes:
        sha256: of the file that was looked at.
        waiting: places of its sheet nobody has signed electronically.
        problems: of the configuration of this machine, in Spanish.
    """

    verdict: Verdict
    sha256: str
    signatures: tuple[SignatureVerdict, ...]
    waiting: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Return the verdict in Spanish."""
        return LABELS[self.verdict]

    @property
    def is_trusted(self) -> bool:
        """Return whether every signature may be trusted, and there is one."""
        return self.verdict is Verdict.TRUSTED

    def as_data(self) -> dict[str, object]:
        """Return it for programs."""
        return {
            "verdict": self.verdict.value,
            "sha256": self.sha256,
            "signatures": [one.as_data() for one in self.signatures],
            "waiting": list(self.waiting),
            "reasons": list(self.reasons),
            "problems": list(self.problems),
        }
