"""Matters for programs: the same queries and policies as the screens."""

from django.http import HttpRequest
from ninja import Router

from gabinete.delivery.api.schemas import LightOut, MatterDetailOut, MatterOut, MoveOut, PageOut
from gabinete.foundation.access.readings import note_reading
from gabinete.foundation.access.requests import actor_in
from gabinete.kernel import clock
from gabinete.kernel.reserve import Reserve
from gabinete.office.followup.queries.detail import matter_detail
from gabinete.office.followup.queries.filters import Filters
from gabinete.office.followup.queries.lists import matter_page

router = Router(tags=["asuntos"])


@router.get("/", response=PageOut, summary="Lista de asuntos visibles")
def list_matters(request: HttpRequest, despues: str = "", tamano: int = 50) -> PageOut:
    """Return a page of matters; the filters of the address are those of the screen (estado, situacion, unidad…)."""
    page = matter_page(
        actor_in(request), Filters.from_params(request.GET), clock.today(), after=despues, size=tamano
    )
    return PageOut(
        items=[MatterOut.of(row) for row in page.rows],
        count=page.count,
        count_is_capped=page.is_capped,
        after=page.after,
    )


@router.get("/{int:matter_id}/", response=MatterDetailOut, summary="Un asunto con sus movimientos posibles")
def get_matter(request: HttpRequest, matter_id: int) -> MatterDetailOut:
    """Return one matter; the reading of a restricted one is written down."""
    actor = actor_in(request)
    detail = matter_detail(actor, matter_id, clock.today())
    matter = detail.matter
    if Reserve(matter.reserve).is_restricted:
        note_reading(actor, "followup.matter", matter.pk, matter.folio, request.path, clock.now())
    return MatterDetailOut(
        id=matter.pk, folio=matter.folio, kind=matter.kind, title=matter.title, text=matter.text, state=matter.state,
        light=LightOut(name=detail.light.name.value, sentence=detail.light.sentence), due=matter.due,
        original_due=matter.original_due, extension_count=matter.extension_count,
        reported_percent=matter.reported_percent, reported_at=matter.reported_at,
        accepted_percent=matter.accepted_percent, accepted_at=matter.accepted_at, confidence=matter.confidence,
        means_of_verification=matter.means_of_verification, lead=matter.lead.acronym, version=matter.version,
        available_moves=[MoveOut.of(move) for move in detail.moves],
    )  # fmt: skip
