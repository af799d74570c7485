"""What a situation report says, computed from the matters as they stood at the cut. Pure: no clock, no database."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gabinete.kernel.clock import OFFICE_ZONE
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


def matter_as_of(image: Image, today: date, calendar: DayCalendar) -> MatterAsOf:
    """Return the matter told by a row of ``followup_matter`` (as JSON gives it), judged on a day."""
    state = str(image["state"])
    notified = _day(image["notified_at"])
    pulse = Pulse(
        closed=state in FINAL_STATES,
        due=_day(image["due"]),
        since=None if state == REGISTERED else notified,
        last_report_on=_day(image["reported_at"]),
        next_report_on=_day(image["next_report_on"]),
    )
    return MatterAsOf(
        id=_int(image["id"]) or 0,
        folio=str(image["folio"]),
        title=str(image["title"]),
        kind=str(image["kind"]),
        body=str(image["body"]),
        lead_id=_int(image["lead_id"]) or 0,
        state=state,
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
        return value.astimezone(OFFICE_ZONE).date()
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


def tally(matters: Iterable[MatterAsOf]) -> Tally:
    """Return the counts of a set of matters; a light is counted for the open ones only."""
    every = list(matters)
    still = [m for m in every if m.is_open]
    ends = Counter(m.state for m in every if not m.is_open)
    return Tally(
        open=len(still),
        by_light=Counter(m.light.name for m in still),
        concluded=ends[CONCLUDED],
        concluded_partial=ends[CONCLUDED_PARTIAL],
        ended_otherwise=sum(ends.values()) - ends[CONCLUDED] - ends[CONCLUDED_PARTIAL],
        coverage=Coverage(sum(not m.silent for m in still), len(still)),
        progress=average(m.accepted_percent for m in still),
    )


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of the matters between two cuts; each list holds ids in the order of the later cut."""

    new: Sequence[int]
    concluded: Sequence[int]
    ended_otherwise: Sequence[int]
    fell_overdue: Sequence[int]
    extended: Sequence[int]
    reopened: Sequence[int]
    went_silent: Sequence[int]


def changes_between(before: Iterable[MatterAsOf], after: Iterable[MatterAsOf]) -> Changes:
    """Return what changed between two cuts."""
    then = {m.id: m for m in before}
    now = list(after)
    known = [(then[m.id], m) for m in now if m.id in then]

    def ids(test: Callable[[MatterAsOf, MatterAsOf], bool]) -> list[int]:
        return [new.id for old, new in known if test(old, new)]

    concluded = {CONCLUDED, CONCLUDED_PARTIAL}
    born = [m for m in now if m.id not in then]
    return Changes(
        new=[m.id for m in born],
        concluded=ids(lambda o, n: o.is_open and n.state in concluded)
        + [m.id for m in born if m.state in concluded],
        ended_otherwise=ids(lambda o, n: o.is_open and not n.is_open and n.state not in concluded),
        fell_overdue=ids(
            lambda o, n: n.light.name is LightName.OVERDUE and o.light.name is not LightName.OVERDUE
        ),
        extended=ids(lambda o, n: n.extension_count > o.extension_count),
        reopened=ids(lambda o, n: n.reopened_count > o.reopened_count),
        went_silent=ids(lambda o, n: n.is_open and n.silent and not o.silent),
    )
