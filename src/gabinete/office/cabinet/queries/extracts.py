"""Reads of the extracts of agreements: who was sent theirs, and who gave their acuse."""

from dataclasses import dataclass
from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.models import AgreementDraft, CabinetSession, Extract
from gabinete.office.followup.policies import visible_matters


@dataclass(frozen=True, slots=True)
class ExtractRow:
    """An agreement of a session with what became of its extract.

    Attributes:
        notified_at: when its agency was notified; None: not yet. ``received_at`` likewise, of the acuse.
        received_by: who gave the acuse.
    """

    matter_id: int
    folio: str
    title: str
    lead: str
    lead_name: str
    notified_at: datetime | None
    received_at: datetime | None
    received_by: str
    extract: Extract | None

    @property
    def url(self) -> str:
        """Return the address of its matter."""
        return f"/asuntos/{self.matter_id}/"


def extract_rows(actor: Actor, session: CabinetSession) -> list[ExtractRow]:
    """Return the agreements of a session that this person may see, by folio, each with its extract (two queries)."""
    matters = visible_matters(actor).filter(pk__in=born_in(session)).select_related("lead", "acknowledged_by")
    sent = {one.matter_id: one for one in session.extracts.select_related("pdf", "docx")}
    return [
        ExtractRow(
            matter_id=matter.pk,
            folio=matter.folio,
            title=matter.title,
            lead=matter.lead.acronym,
            lead_name=matter.lead.name,
            notified_at=matter.notified_at,
            received_at=matter.acknowledged_at,
            received_by=matter.acknowledged_by.name if matter.acknowledged_by else "",
            extract=sent.get(matter.pk),
        )
        for matter in matters.defer("search").order_by("folio", "pk")
    ]


def born_in(session: CabinetSession) -> list[int]:
    """Return the keys of the matters that were born in a session."""
    drafts = AgreementDraft.objects.filter(minutes__session=session, matter__isnull=False)
    return [pk for pk in drafts.values_list("matter_id", flat=True) if pk]


def extract_of(actor: Actor, matter_id: int) -> Extract:
    """Return the extract of a matter this person may see.

    Raises:
        NotFound.
    """
    seen = visible_matters(actor).filter(pk=matter_id)
    found = Extract.objects.select_related("pdf", "docx", "matter").filter(matter__in=seen).first()
    if found is None:
        raise policies.unknown("un extracto de acuerdo")
    return found
