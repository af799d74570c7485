"""Rows of lists: read without building models, and written once in the words of the screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel.clock import day_of
from gabinete.kernel.confidence import confidence_label
from gabinete.kernel.figures import format_percent
from gabinete.kernel.reserve import Reserve
from gabinete.kernel.standing import Light
from gabinete.kernel.words import short_date
from gabinete.office.followup.models import Matter, MatterKind
from gabinete.office.followup.queries.remembered import Question, question
from gabinete.office.followup.rules import OFFICE_CALENDAR, Vital, light_of
from gabinete.office.followup.states import MATTER_FLOW

_COLUMNS = (
    "id", "folio", "title", "kind", "state", "due", "notified_at", "reported_at", "next_report_on", "reported_percent",
    "accepted_percent", "confidence", "priority", "reserve", "body", "issued_on", "closed_on", "due_order",
    "extension_count", "lead__acronym", "lead__name", "monitor__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MatterRow:
    """One line of a list, ready to be shown.

    Attributes:
        light: value of the light, with the sentence that explains it.
        due_text: term in words; «sin plazo» without one.
        reported_text: progress the agency says; «sin reporte» when it has said nothing.
        accepted_text: progress the office accepted.
    """

    id: int
    folio: str
    title: str
    kind_label: str
    state: str
    state_label: str
    light: Light
    due: date | None
    due_text: str
    reported_text: str
    accepted_text: str
    confidence: int | None
    confidence_label: str
    priority: int
    reserve_label: str
    is_restricted: bool
    body: str
    issued_on: date
    issued_text: str
    closed_on: date | None
    closed_text: str
    due_order: date
    extension_count: int
    lead: str
    lead_name: str
    monitor: str

    @property
    def url(self) -> str:
        """Return the address of its page."""
        return matter_url(self.id)


def matter_url(pk: int) -> str:
    """Return the address of a matter's page; written out because reversing it thousands of times is slow."""
    return f"/asuntos/{pk}/"


def local_day(moment: datetime | None) -> date | None:
    """Return the office's day of a moment."""
    return day_of(moment) if moment else None


def rows_of(matters: QuerySet[Matter], today: date) -> list[MatterRow]:
    """Return the rows of a query, in its order: one query for them and a small one for the calendar."""
    return list(_rows(matters.values_list(*_COLUMNS), today))


def rows_question(matters: QuerySet[Matter]) -> Question:
    """Return what is asked for the rows of a query, to be read with :func:`rows_from`."""
    return question(matters.values_list(*_COLUMNS))


def rows_from(values: Iterable[tuple[Any, ...]], today: date) -> list[MatterRow]:
    """Return the rows of the answer to :func:`rows_question`."""
    return list(_rows(values, today))


def vital_of(matter: Matter) -> Vital:
    """Return what the light needs to know of a matter."""
    return Vital(
        matter.state,
        matter.due,
        local_day(matter.notified_at),
        local_day(matter.reported_at),
        matter.next_report_on,
    )


def light_now(matter: Matter, today: date) -> Light:
    """Return the light of one matter."""
    return light_of(vital_of(matter), today, calendar(OFFICE_CALENDAR))


def _rows(values: Iterable[tuple[object, ...]], today: date) -> Iterable[MatterRow]:
    days = calendar(OFFICE_CALENDAR)
    kinds = {value: str(label) for value, label in MatterKind.choices}
    for value in values:
        it: dict[str, Any] = dict(zip(_COLUMNS, value, strict=True))
        vital = Vital(
            it["state"],
            it["due"],
            local_day(it["notified_at"]),
            local_day(it["reported_at"]),
            it["next_report_on"],
        )
        yield MatterRow(
            id=it["id"],
            folio=it["folio"],
            title=it["title"],
            kind_label=kinds[it["kind"]],
            state=it["state"],
            state_label=MATTER_FLOW.states[it["state"]].label,
            light=light_of(vital, today, days),
            due=it["due"],
            due_text=short_date(it["due"]) if it["due"] else "sin plazo",
            reported_text=format_percent(it["reported_percent"]),
            accepted_text=format_percent(it["accepted_percent"]),
            confidence=it["confidence"],
            confidence_label=confidence_label(it["confidence"]),
            priority=it["priority"],
            reserve_label=Reserve(it["reserve"]).spanish,
            is_restricted=Reserve(it["reserve"]).is_restricted,
            body=it["body"],
            issued_on=it["issued_on"],
            issued_text=short_date(it["issued_on"]),
            closed_on=it["closed_on"],
            closed_text=short_date(it["closed_on"]) if it["closed_on"] else "",
            due_order=it["due_order"],
            extension_count=it["extension_count"],
            lead=it["lead__acronym"],
            lead_name=it["lead__name"],
            monitor=it["monitor__name"] or "",
        )
