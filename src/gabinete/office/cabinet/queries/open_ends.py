"""What still has to happen in a session before its minutes go out and its file is closed."""

from dataclasses import dataclass

from gabinete.office.cabinet.models import AgreementDraft, CabinetSession, Observation
from gabinete.office.followup.models import Matter


@dataclass(frozen=True, slots=True)
class OpenEnds:
    """See the attributes of the same name of ``states.Situation``."""

    points_open: tuple[int, ...]
    drafts_open: int
    unnotified: tuple[str, ...]
    has_version: bool
    observations_open: int


def open_ends(session: CabinetSession) -> OpenEnds:
    """Return what of the record of a session is open, in five small queries."""
    drafts = AgreementDraft.objects.filter(minutes__session=session)
    born = drafts.filter(matter__isnull=False).values("matter_id")
    untold = Matter.objects.filter(pk__in=born, notified_at__isnull=True).order_by("folio")
    # Of every version: another one sent out does not answer what was said of the first.
    waiting = Observation.objects.filter(minutes__session=session, accepted__isnull=True)
    without = session.agenda.filter(outcome="").order_by("position")
    return OpenEnds(
        points_open=tuple(without.values_list("position", flat=True)),
        drafts_open=drafts.filter(dropped=False, matter__isnull=True).count(),
        unnotified=tuple(untold.values_list("folio", flat=True)),
        has_version=session.versions.exists(),
        observations_open=waiting.count(),
    )
