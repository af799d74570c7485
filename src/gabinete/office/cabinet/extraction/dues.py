"""When something falls due, as administrative Spanish says it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from gabinete.kernel.days import DayCalendar
from gabinete.kernel.federal import federal_calendar
from gabinete.kernel.terms import months_after
from gabinete.office.cabinet.extraction.dates import date_mentions, month_end, next_month_end, written_year
from gabinete.office.cabinet.extraction.due_words import (
    ANCHOR,
    BARE_MONTH,
    DAY_OF_MONTH,
    FOLLOWING,
    IN_MONTHS,
    IN_WEEK,
    LABEL,
    LEAD,
    NEAR,
    ON_WEEKDAY,
    OWN_EVENT,
    PART,
    PART_DAYS,
    PERIOD,
    PLAIN_LEAD,
    RELATED,
    SESSION,
    TERM,
    THIS_DATE,
    VAGUE,
    WHOLE_YEAR,
)
from gabinete.office.cabinet.extraction.numerals import (
    MONTHS,
    ORDINALS,
    WEEKDAYS,
    number,
)

Term = tuple[int, str]
"""Count and unit: ``business`` (días hábiles), ``calendar`` (días naturales) or ``months``."""


@dataclass(frozen=True, slots=True)
class Due:
    """A phrase that says when.

    Attributes:
        start: offset of the first character of the phrase, its preposition included.
        end: offset after the last one.
        day: the last day to fulfil; ``None`` when the phrase does not fix one.
        term: count and unit, when the phrase gives a length of time.
        weight: how surely it is the due date and not another date of the story (0–3).
    """

    start: int
    end: int
    day: date | None
    term: Term | None = None
    weight: int = 2


@dataclass(frozen=True, slots=True)
class Moment:
    """From when and how things are counted.

    Attributes:
        session: the day of the session.
        next_session: that of the next one, if it is known.
        days: with which business days are counted; None is the federal calendar.
    """

    session: date | None
    next_session: date | None = None
    days: DayCalendar | None = None


_FRIDAY = 4


def find_dues(folded: str, moment: Moment) -> list[Due]:
    """Return the phrases of a folded text that say when, in order and without overlaps.

    Business days are counted from the day after the session, without those the calendar closes.
    """
    found: list[Due] = []
    for finder in _FINDERS:
        for due in finder(folded, moment):
            if not any(due.start < other.end and other.start < due.end for other in found):
                found.append(due)
    return sorted(found, key=lambda due: due.start)


def best_due(dues: list[Due]) -> Due | None:
    """Return the phrase that most surely is the due date; the last of equals; ``None`` when there is none."""
    likely = [due for due in dues if due.weight > 0]
    return max(likely, key=lambda due: (due.weight, due.day is not None, due.start)) if likely else None


def _days(folded: str, moment: Moment) -> Iterator[Due]:
    """Yield the calendar dates with the words that lead to them."""
    found = list(_dated(folded, moment))
    for due in found:
        if not any(other.start <= due.start and due.end < other.end for other in found):
            yield due  # «entre el 1 de julio y el 31 de agosto» is one phrase, and its end is the due date


def _dated(folded: str, moment: Moment) -> Iterator[Due]:
    for mention in date_mentions(folded, moment.session):
        before = folded[: mention.start]
        if week := IN_WEEK.search(before):
            friday = mention.day + timedelta(days=(_FRIDAY - mention.day.weekday()) % 7)
            yield Due(week.start(), mention.end, friday if week["what"] == "semana" else mention.day, None, 3)
            continue
        start, weight = _lead(before, mention.start)
        session = moment.session
        starts = re.search(r"\b(?:desde el|a partir del)(?: dia)? $", before)
        if weight == 0 and starts and session and mention.day > session:
            start, weight = starts.start(), 1
        if weight == 0 and re.search(r"\bdel? \d{1,2}(?: de [a-z]+)? al (?:dia )?$", before):
            weight = 2
        yield Due(start, mention.end, mention.day, None, weight)


def _lead(before: str, start: int) -> tuple[int, int]:
    """Return where the phrase of a date starts and how surely it is a due date."""
    if hit := LEAD.search(before):
        return hit.start(), 3
    if hit := LABEL.search(before):
        return hit.start(), 3
    if re.search(r"[(:,;–—-]\s*(?:el )?$", before) or not before.strip():
        return start, 2
    if RELATED.search(before) and not re.search(r"antes del?(?: dia)? $", before):
        return start, 0
    if hit := PLAIN_LEAD.search(before):
        return hit.start(), 0 if "pasado" in hit["weak"] else 2 if not hit["weak"].startswith("al") else 1
    return start, 1


def _terms(folded: str, moment: Moment) -> Iterator[Due]:
    for hit in TERM.finditer(folded):
        n = number(hit["n"])
        if not n:
            continue
        tail = hit["tail"]
        anchored = ANCHOR.search(tail)
        foreign = bool(anchored and not OWN_EVENT.search(tail))
        following = FOLLOWING.match(folded, hit.end("unit"))
        end = hit.end() if anchored or following is None else max(following.end(), hit.start("tail"))
        term = _term(n, hit["unit"])
        lasts = (
            re.match(r"[,\s]*por ", hit[0]) is not None
        )  # «por un plazo de cinco años»: how long it goes on
        yield Due(hit.start(), end, None if foreign else _after(term, moment), term, 0 if lasts else 3)


def _term(n: int, unit: str) -> Term:
    if unit.startswith("mes"):
        return n, "months"
    if unit.startswith("ano"):
        return n * 12, "months"
    if unit.startswith("semana"):
        return n * 7, "calendar"
    if unit.startswith("hora"):
        return max(1, -(-n // 24)), "calendar"
    return n, "business" if re.search(r"habil|labora", unit) else "calendar"


def _after(term: Term, moment: Moment) -> date | None:
    """Return the last day of a term that starts the day after the session."""
    session = moment.session
    if session is None:
        return None
    n, unit = term
    try:
        if unit == "months":
            return months_after(session, n)
        if unit == "calendar":
            return session + timedelta(days=n)
        days = moment.days or federal_calendar(range(session.year, session.year + 2 + n // 240))
        return days.add_business(session, n)
    except (OverflowError, ValueError):
        return None


def _parts(folded: str, moment: Moment) -> Iterator[Due]:
    """Yield «último día de marzo», «primera quincena de febrero», «finales de mes», «cierre del año»."""
    for hit in PART.finditer(folded):
        what = hit["what"]
        if what is None and hit["part"] != "ultimo dia":
            continue
        end = _end_of(what or "mes", hit["year"], moment.session)
        weight = 3 if end else 1
        yield Due(hit.start(), hit.end(), _day_within(hit["part"], end), None, weight)


def _end_of(what: str, year_words: str | None, session: date | None) -> date | None:
    named = written_year(year_words, session)
    if what.isdigit():
        return date(int(what), 12, 31)
    if what in MONTHS:
        if named:
            return month_end(named, MONTHS[what])
        return next_month_end(MONTHS[what], session) if session else None
    if session is None:
        return None
    if what.endswith("ano"):
        return date(session.year, 12, 31)
    length = {"semestre": 6, "trimestre": 3}.get(what.rsplit(maxsplit=1)[-1], 1)
    return month_end(session.year, -(-session.month // length) * length)


def _day_within(part: str, end: date | None) -> date | None:
    if end is None:
        return None
    weekday = WEEKDAYS.get(part.rsplit(maxsplit=1)[-1])
    if weekday is not None:
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    return end.replace(day=PART_DAYS[part]) if part in PART_DAYS else end


def _periods(folded: str, moment: Moment) -> Iterator[Due]:
    """Yield «el primer trimestre de 2027», «el segundo semestre»."""
    for hit in PERIOD.finditer(folded):
        length = {"bimestre": 2, "trimestre": 3, "cuatrimestre": 4, "semestre": 6}[hit["period"]]
        yield Due(
            hit.start(), hit.end(), _period_end(hit["nth"], length, hit["year"], moment.session), None, 3
        )


def _period_end(nth: str, length: int, year_words: str | None, session: date | None) -> date | None:
    named = written_year(year_words, session)
    base_year = named or (session.year if session else None)
    if base_year is None:
        return None
    count = 12 // length
    if nth in {"presente", "proximo"}:
        if session is None:
            return None
        index = -(-session.month // length) + (nth == "proximo")
        return month_end(session.year + (index > count), ((index - 1) % count + 1) * length)
    index = count if ORDINALS[nth] < 0 else min(ORDINALS[nth], count)
    end = month_end(base_year, index * length)
    return end if named or session is None or end >= session else month_end(base_year + 1, index * length)


def _months(folded: str, moment: Moment) -> Iterator[Due]:
    """Yield «durante el mes de julio», «en los meses de agosto y noviembre», «antes de mayo»."""
    for hit in IN_MONTHS.finditer(folded):
        end = _end_of(hit["month"], hit["year"], moment.session)
        if end and hit["prep"] == "antes de":
            end = end.replace(day=1) - timedelta(days=1)
        yield Due(hit.start(), hit.end(), end, None, 2)


def _bare_months(folded: str, _moment: Moment) -> Iterator[Due]:
    """Yield «(marzo 2027)», «enero 2027 - marzo 2027»: the end of a schedule."""
    for hit in BARE_MONTH.finditer(folded):
        yield Due(hit.start(), hit.end(), month_end(int(hit["year"]), MONTHS[hit["month"]]), None, 2)


def _years(folded: str, moment: Moment) -> Iterator[Due]:
    for hit in WHOLE_YEAR.finditer(folded):
        words = hit["year"] or hit["here"]
        named = (
            int(words)
            if words.isdigit()
            else (moment.session.year + words.startswith("proximo") if moment.session else None)
        )
        if named and not (moment.session and named < moment.session.year):
            yield Due(hit.start(), hit.end(), date(named, 12, 31), None, 2)


def _weekdays(folded: str, moment: Moment) -> Iterator[Due]:
    for hit in ON_WEEKDAY.finditer(folded):
        day = None
        if moment.session:
            ahead = (WEEKDAYS[hit["day"]] - moment.session.weekday()) % 7
            today = re.match(r"[,\s]*(?:\w+\s+)*?este\s", hit[0]) and not (hit["near"] or hit["after"])
            ahead = ahead or (0 if today else 7)
            if "semana" in (hit["after"] or ""):
                monday = moment.session + timedelta(days=7 - moment.session.weekday())
                day = monday + timedelta(days=WEEKDAYS[hit["day"]])
            else:
                day = moment.session + timedelta(days=ahead)
        near = hit["near"] or hit["after"] or re.match(r"[,\s]*(?:a mas|para|hasta|antes)", hit[0])
        yield Due(hit.start(), hit.end(), day, None, 3 if near else 1)


def _near(folded: str, moment: Moment) -> Iterator[Due]:
    for hit in NEAR.finditer(folded):
        day = _near_day(hit["near"], moment.session) if moment.session else None
        yield Due(hit.start(), hit.end(), day, None, 3)


def _near_day(words: str, session: date) -> date:
    if "mes" in words.split():
        first_of_next = month_end(session.year, session.month) + timedelta(days=1)
        here = re.search(r"este|presente|curso", words)
        return (
            first_of_next - timedelta(days=1) if here else month_end(first_of_next.year, first_of_next.month)
        )
    if "ano" in words.split():
        return date(session.year + 1, 12, 31)
    if "semana" in words:
        friday = session + timedelta(days=(_FRIDAY - session.weekday()) % 7)
        here = re.search(r"\besta\b|presente|curso de la", words)
        return friday if here else session + timedelta(days=7 - session.weekday() + _FRIDAY)
    words = re.sub(r"^(?:a partir de|desde) ", "", words)
    return session + timedelta(days={"hoy": 0, "pas": 2}.get(words.removeprefix("el dia de ")[:3], 1))


def _days_of_month(folded: str, moment: Moment) -> Iterator[Due]:
    for hit in DAY_OF_MONTH.finditer(folded):
        n, session = int(hit["day"] or hit["numbered"] or hit["bare"]), moment.session
        day = None
        if session and 1 <= n <= month_end(session.year, session.month).day:
            day = session.replace(day=n)
            if day < session:
                day = months_after(day, 1)
        yield Due(hit.start(), hit.end(), day, None, 2)


def _sessions(folded: str, moment: Moment) -> Iterator[Due]:
    for hit in SESSION.finditer(folded):
        yield Due(hit.start(), hit.end(), moment.next_session, None, 3)


def _this_date(folded: str, moment: Moment) -> Iterator[Due]:
    """Yield «a partir de las 18:00 horas de esta fecha»: the day of the session."""
    for hit in THIS_DATE.finditer(folded):
        yield Due(hit.start(), hit.end(), moment.session, None, 1)


def _vague(folded: str, _moment: Moment) -> Iterator[Due]:
    for hit in VAGUE.finditer(folded):
        yield Due(hit.start(), hit.end(), None, None, 1)


_FINDERS: tuple[Callable[[str, Moment], Iterator[Due]], ...] = (
    _terms, _days, _periods, _parts, _months, _bare_months, _sessions, _days_of_month, _near, _this_date, _vague, _weekdays, _years,
)  # fmt: skip


def shifted(due: Due, by: int) -> Due:
    """Return the phrase with its offsets moved."""
    return replace(due, start=due.start + by, end=due.end + by)
