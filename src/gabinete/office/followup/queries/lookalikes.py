"""The open matters that an order being written would repeat: few, and each with what is needed to recognise it."""

from collections.abc import Sequence
from dataclasses import dataclass

from gabinete.foundation.access.people import Actor
from gabinete.office.followup.models import Matter
from gabinete.office.followup.queries.finding import similar_open
from gabinete.office.followup.queries.rows import matter_url
from gabinete.office.followup.resemblance import resembles
from gabinete.office.followup.states import MATTER_FLOW

SHOWN, LOOKED_AT = 2, 20


@dataclass(frozen=True, slots=True)
class LookAlike:
    """An open matter that resembles the one being written.

    Attributes:
        lead: acronym of the agency that answers for it.
        state: its state in words.
    """

    url: str
    folio: str
    title: str
    lead: str
    state: str


def look_alikes(text: str, unit_ids: Sequence[int], actor: Actor) -> list[LookAlike]:
    """Return up to two open matters that an order would repeat, the most alike first; usually none.

    Args:
        text: the order being written.
        unit_ids: agencies it would be given to; matters of others must be more alike to be shown.
    """
    near = similar_open(text, unit_ids, actor, limit=LOOKED_AT)
    alike = [one for one in near if resembles(text, one.title, same_agency=one.same_unit)][:SHOWN]
    states = dict(Matter.objects.filter(pk__in=[one.id for one in alike]).values_list("pk", "state"))
    return [
        LookAlike(
            matter_url(one.id), one.folio, one.title, one.lead, MATTER_FLOW.states[states[one.id]].label
        )
        for one in alike
        if one.id in states
    ]
