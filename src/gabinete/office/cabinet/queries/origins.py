"""Where a matter was agreed, as far as somebody may know it, and which matters were born at a point."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from gabinete.foundation.access.people import Actor
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.models import (
    AgendaItem,
    AgreementDraft,
    CabinetSession,
    Extract,
    MinutesVersion,
)
from gabinete.office.cabinet.policies.versions import visible_versions
from gabinete.office.followup.models import Matter
from gabinete.office.followup.policies import visible_matters


@dataclass(frozen=True, slots=True)
class Born:
    """Where a matter was agreed.

    Attributes:
        session: None: it was not in one, or they may not know of it. ``point`` and ``version`` likewise.
        extract: what was sent to whoever answers for it; whoever reads the matter reads it.
        sent: the points of other bodies to which it went, that they may read.
    """

    session: CabinetSession | None
    point: AgendaItem | None
    version: MinutesVersion | None
    extract: Extract | None
    sent: tuple[AgendaItem, ...]


def born_of(actor: Actor, matter_id: int) -> Born:
    """Return where a matter they may read was agreed, in eight queries at most."""
    drafts = AgreementDraft.objects.filter(matter=matter_id)
    draft = drafts.select_related("minutes__session__body", "point__session").first()
    extract = Extract.objects.filter(matter=matter_id).first()
    sent = policies.visible_points(actor).filter(sent_matter=matter_id).select_related("session__body")
    went = tuple(sent.order_by("session__held_on", "pk"))
    session = draft.minutes.session if draft else None
    if draft is None or session is None or not policies.may_view_session(actor, session):
        return Born(None, None, None, extract, went)
    point = draft.point if draft.point and policies.may_view_point(actor, draft.point) else None
    versions = visible_versions(actor).filter(session=session).defer("content").order_by("-number")
    return Born(session, point, versions.first(), extract, went)


def born_at(actor: Actor, points: Iterable[AgendaItem]) -> dict[int, list[Matter]]:
    """Return the matters that were born at some points, by point; only those they may read (two queries)."""
    drafts = AgreementDraft.objects.filter(point__in=[point.pk for point in points], matter__isnull=False)
    pairs = list(drafts.order_by("position").values_list("point_id", "matter_id"))
    if not pairs:
        return {}
    wanted = {matter for _point, matter in pairs}
    seen = visible_matters(actor).filter(pk__in=wanted).only("pk", "folio", "title").in_bulk()
    found: dict[int, list[Matter]] = defaultdict(list)
    for point_id, matter_id in pairs:
        if point_id and matter_id in seen:
            found[point_id].append(seen[matter_id])
    return found


def may_know(actor: Actor, matter_id: int) -> bool:
    """Return whether this person may know of a matter."""
    return visible_matters(actor).filter(pk=matter_id).exists()
