"""What a situation report says, computed from the matters as they stood at the cut. Pure: no clock, no database."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from gabinete.kernel.clock import OFFICE_ZONE, day_of
from gabinete.kernel.days import DayCalendar
from gabinete.kernel.figures import Average, Coverage, average
from gabinete.kernel.standing import Light, LightName, Pulse, is_silent, light_for
from gabinete.office.followup.states import CONCLUDED, CONCLUDED_PARTIAL, FINAL_STATES, REGISTERED

LOW_CONFIDENCE = 2


@dataclass(frozen=True, slots=True)
class MatterAsOf:
    """A matter as it stood at the cut, with its light then."""

    id: int
    folio: str
    title: str
    kind: str
    body: str
    lead_id: int
    state: str
    due: date | None
    original_due: date | None
    extension_count: int
    reported_percent: int | None
    accepted_percent: int | None
    accepted_on: date | None
    confidence: int | None
    closed_on: date | None
    first_closed_on: date | None
    reopened_count: int
    reserve: int
    axis_id: int | None
    region_id: int | None
    party_unit_ids: tuple[int, ...]
    silent: bool
    light: Light

    @property
    def is_open(self) -> bool:
        """Return whether something was still owed."""
        return self.state not in FINAL_STATES

    @property
    def may_fail(self) -> bool:
        """Return whether the office judged it unlikely, or it is late or silent near its term."""
        return self.is_open and (
            (self.confidence is not None and self.confidence <= LOW_CONFIDENCE)
            or (self.silent and self.due is not None)
        )


Image = Mapping[str, object]


def pulse_of(image: Image) -> Pulse:
    """Return what the light needs to know, from a row of ``followup_matter``."""
    state = str(image["state"])
    return Pulse(
        closed=state in FINAL_STATES,
        due=_day(image["due"]),
        since=None if state == REGISTERED else _day(image["notified_at"]),
        last_report_on=_day(image["reported_at"]),
        next_report_on=_day(image["next_report_on"]),
    )


def matter_as_of(image: Image, today: date, calendar: DayCalendar) -> MatterAsOf:
    """Return the matter told by a row of ``followup_matter`` (as JSON gives it), judged on a day."""
    pulse = pulse_of(image)
    return MatterAsOf(
        id=_int(image["id"]) or 0,
        folio=str(image["folio"]),
        title=str(image["title"]),
        kind=str(image["kind"]),
        body=str(image["body"]),
        lead_id=_int(image["lead_id"]) or 0,
        state=str(image["state"]),
        due=pulse.due,
        original_due=_day(image["original_due"]),
        extension_count=_int(image["extension_count"]) or 0,
        reported_percent=_int(image["reported_percent"]),
        accepted_percent=_int(image["accepted_percent"]),
        accepted_on=_day(image["accepted_at"]),
        confidence=_int(image["confidence"]),
        closed_on=_day(image["closed_on"]),
        first_closed_on=_day(image["first_closed_on"]),
        reopened_count=_int(image["reopened_count"]) or 0,
        reserve=_int(image["reserve"]) or 0,
        axis_id=_int(image["axis_id"]),
        region_id=_int(image["region_id"]),
        party_unit_ids=tuple(image["party_unit_ids"] or ()),  # type: ignore[arg-type]  # a list of numbers in the image
        silent=is_silent(pulse, today),
        light=light_for(pulse, today, calendar),
    )


def _int(value: object) -> int | None:
    """Return a JSON number; ``None`` stays «nothing», never 0."""
    return value if isinstance(value, int) else None


def _day(value: object) -> date | None:
    """Return the office's day of a JSON date or moment."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return day_of(value)
    if isinstance(value, date):
        return value
    text = str(value)
    if len(text) == len("2026-01-01"):
        return date.fromisoformat(text)
    return datetime.fromisoformat(text).astimezone(OFFICE_ZONE).date()


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of a set of matters.

    Attributes:
        coverage: open matters whose report is fresh, of all open ones.
        progress: mean accepted progress of the open ones, with its own coverage; «sin reporte» is left out.
    """

    open: int
    by_light: Mapping[LightName, int]
    concluded: int
    concluded_partial: int
    ended_otherwise: int
    coverage: Coverage
    progress: Average


class Counting:
    """Counts matters one by one, so that a set of any size costs the same memory."""

    def __init__(self) -> None:
        self._lights: Counter[LightName] = Counter()
        self._ends: Counter[str] = Counter()
        self._percents: Counter[int | None] = Counter()
        self._fresh = 0

    def add(self, matter: MatterAsOf) -> None:
        """Count one matter; a light is counted for the open ones only."""
        if not matter.is_open:
            self._ends[matter.state] += 1
            return
        self._lights[matter.light.name] += 1
        self._percents[matter.accepted_percent] += 1
        self._fresh += not matter.silent

    def tally(self) -> Tally:
        """Return the counts so far."""
        still = self._lights.total()
        ends = self._ends
        return Tally(
            open=still,
            by_light=self._lights,
            concluded=ends[CONCLUDED],
            concluded_partial=ends[CONCLUDED_PARTIAL],
            ended_otherwise=ends.total() - ends[CONCLUDED] - ends[CONCLUDED_PARTIAL],
            coverage=Coverage(self._fresh, still),
            progress=average(self._percents.elements()),
        )


def tally(matters: Iterable[MatterAsOf]) -> Tally:
    """Return the counts of a set of matters."""
    counting = Counting()
    for matter in matters:
        counting.add(matter)
    return counting.tally()


class Before(NamedTuple):
    """What a comparison needs to know of a matter at the earlier cut."""

    is_open: bool
    light: LightName
    silent: bool
    extension_count: int
    reopened_count: int


def before_of(image: Image, today: date, calendar: DayCalendar) -> Before:
    """Return a matter at the earlier cut from its row of then."""
    pulse = pulse_of(image)
    return Before(
        is_open=not pulse.closed,
        light=light_for(pulse, today, calendar).name,
        silent=is_silent(pulse, today),
        extension_count=_int(image["extension_count"]) or 0,
        reopened_count=_int(image["reopened_count"]) or 0,
    )


class Line(NamedTuple):
    """A matter of a report with what became of it since the cut it is compared with."""

    matter: MatterAsOf
    changes: tuple[str, ...] = ()


CHANGES = ("new", "concluded", "ended_otherwise", "fell_overdue", "extended", "reopened", "went_silent")


def changes_of(old: Before | None, matter: MatterAsOf) -> tuple[str, ...]:
    """Return what became of a matter between two cuts, in names of :data:`CHANGES`.

    Args:
        old: as it was at the earlier cut; ``None`` when it was not in the report then.
    """
    done = matter.state in {CONCLUDED, CONCLUDED_PARTIAL}
    if old is None:
        return ("new", "concluded") if done else ("new",)
    told = {
        "concluded": old.is_open and done,
        "ended_otherwise": old.is_open and not matter.is_open and not done,
        "fell_overdue": matter.light.name is LightName.OVERDUE and old.light is not LightName.OVERDUE,
        "extended": matter.extension_count > old.extension_count,
        "reopened": matter.reopened_count > old.reopened_count,
        "went_silent": matter.is_open and matter.silent and not old.silent,
    }
    return tuple(name for name, happened in told.items() if happened)
