"""What the calendar says of a matter, and the light that people see.

Neither is ever stored by hand: both are computed from the term, the calendar and the clock.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gabinete.kernel.days import ONE_DAY, DayCalendar
from gabinete.kernel.words import days_count, relative_business_days, relative_day, short_date


class DeadlineStanding(StrEnum):
    """What the calendar says (situación de plazo)."""

    ON_TIME = "on_time"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    NO_TERM = "no_term"
    DONE = "done"

    @property
    def spanish(self) -> str:
        """Return the word shown to people."""
        return _STANDING_WORDS[self]


class LightName(StrEnum):
    """The values of the light (semáforo); «sin reporte» is one of its own."""

    ON_TIME = "on_time"
    SOON = "soon"
    OVERDUE = "overdue"
    SILENT = "silent"
    DONE = "done"

    @property
    def spanish(self) -> str:
        """Return the word shown beside the shape."""
        return _LIGHT_WORDS[self]


_STANDING_WORDS = {
    DeadlineStanding.ON_TIME: "En tiempo",
    DeadlineStanding.DUE_SOON: "Por vencer",
    DeadlineStanding.OVERDUE: "Vencido",
    DeadlineStanding.NO_TERM: "Sin plazo",
    DeadlineStanding.DONE: "Concluido",
}
_LIGHT_WORDS = {
    LightName.ON_TIME: "En tiempo",
    LightName.SOON: "Por vencer",
    LightName.OVERDUE: "Vencido",
    LightName.SILENT: "Sin reporte",
    LightName.DONE: "Concluido",
}


@dataclass(frozen=True, slots=True)
class LightRule:
    """The thresholds of the light.

    Attributes:
        soon_days: a term this many business days away or nearer is about to fall due.
        silent_days: so many calendar days without a report is silence.
    """

    soon_days: int = 5
    silent_days: int = 21


@dataclass(frozen=True, slots=True)
class Light:
    """The light with the sentence that explains it."""

    name: LightName
    sentence: str


@dataclass(frozen=True, slots=True)
class Pulse:
    """What the light needs to know of a matter.

    Attributes:
        closed: whether its state is final (nothing is owed any more).
        due: last day to fulfil; ``None`` without a term.
        since: day from which reports are owed: the notice, before any report; ``None`` before it.
        last_report_on: day of the newest report.
        next_report_on: day by which a report was promised or asked.
    """

    closed: bool
    due: date | None
    since: date | None = None
    last_report_on: date | None = None
    next_report_on: date | None = None


DEFAULT_RULE = LightRule()


def soon_limit(today: date, calendar: DayCalendar, soon_days: int = DEFAULT_RULE.soon_days) -> date:
    """Return the last due date that counts as «por vencer» today.

    A query may compare with it (``today <= due <= soon_limit``) and will agree with :func:`standing_for`.

    Example:
        >>> soon_limit(date(2026, 11, 23), DayCalendar("Solo fines de semana", 1, {}), 4)
        datetime.date(2026, 11, 29)
    """
    return calendar.add_business(today, soon_days + 1) - ONE_DAY


def standing_for(
    due: date | None,
    today: date,
    calendar: DayCalendar,
    *,
    closed: bool = False,
    soon_days: int = DEFAULT_RULE.soon_days,
) -> DeadlineStanding:
    """Return what the calendar says of a term.

    Args:
        due: last day to fulfil, itself still on time; ``None`` without a term.
        today: the office's day.
        calendar: which days are business days.
        closed: whether the matter's state is final.
        soon_days: business days before the end from which it is «por vencer».
    """
    if closed:
        return DeadlineStanding.DONE
    if due is None:
        return DeadlineStanding.NO_TERM
    if due < today:
        return DeadlineStanding.OVERDUE
    near = calendar.business_days_between(today, due) <= soon_days
    return DeadlineStanding.DUE_SOON if near else DeadlineStanding.ON_TIME


def is_silent(pulse: Pulse, today: date, silent_days: int = DEFAULT_RULE.silent_days) -> bool:
    """Return whether the agency owes a report: too long since the last, or a promised one did not come."""
    if pulse.closed:
        return False
    if _missed_report(pulse, today):
        return True
    heard = pulse.last_report_on or pulse.since
    return heard is not None and (today - heard).days >= silent_days


def light_for(pulse: Pulse, today: date, calendar: DayCalendar, rule: LightRule = DEFAULT_RULE) -> Light:
    """Return the light of a matter with its sentence.

    Done comes before all; overdue before silence; silence before what the calendar says, because a term
    nobody reports on is not «on time».

    Example:
        >>> pulse = Pulse(closed=False, due=date(2026, 11, 26), last_report_on=date(2026, 11, 1))
        >>> light_for(pulse, date(2026, 11, 22), DayCalendar("Solo fines de semana", 1, {})).sentence
        'Vence en 4 días hábiles; sin reporte hace 21 días.'
    """
    standing = standing_for(pulse.due, today, calendar, closed=pulse.closed, soon_days=rule.soon_days)
    if standing is DeadlineStanding.DONE:
        return Light(LightName.DONE, "Concluido: ya no se debe nada.")
    silent = is_silent(pulse, today, rule.silent_days)
    sentence = f"{_term_words(pulse.due, today, calendar)}; {_report_words(pulse, today, silent=silent)}."
    if standing is DeadlineStanding.OVERDUE:
        return Light(LightName.OVERDUE, sentence)
    if silent:
        return Light(LightName.SILENT, sentence)
    return Light(LightName.SOON if standing is DeadlineStanding.DUE_SOON else LightName.ON_TIME, sentence)


def _missed_report(pulse: Pulse, today: date) -> bool:
    """Return whether the promised report is late and none came on or after its day."""
    promised = pulse.next_report_on
    if promised is None or promised >= today:
        return False
    return pulse.last_report_on is None or pulse.last_report_on < promised


def _term_words(due: date | None, today: date, calendar: DayCalendar) -> str:
    """Return the first half of the sentence: when it falls due."""
    if due is None:
        return "Sin plazo fijado"
    ahead = calendar.business_days_between(today, due)
    if due < today:
        # A term that ended on Friday has no business day behind it on Sunday; it is late all the same.
        return f"Venció {relative_business_days(ahead) if ahead else relative_day(due, today)}"
    if ahead == 0:
        return f"Vence {relative_day(due, today)}"
    return f"Vence {relative_business_days(ahead)}"


def _report_words(pulse: Pulse, today: date, *, silent: bool) -> str:
    """Return the second half of the sentence: what has been heard of it."""
    if pulse.next_report_on is not None and _missed_report(pulse, today):
        return f"no llegó el reporte del {short_date(pulse.next_report_on)}"
    if silent:
        heard = pulse.last_report_on or pulse.since or today
        never = "" if pulse.last_report_on else "ningún reporte desde la notificación, "
        return f"{never or 'sin reporte '}hace {days_count((today - heard).days)}"
    if pulse.last_report_on is not None:
        return f"último reporte {relative_day(pulse.last_report_on, today)}"
    return "aún sin reporte"
