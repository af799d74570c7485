"""When something falls due, as administrative Spanish says it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from gabinete.kernel.federal import federal_calendar
from gabinete.kernel.terms import months_after
from gabinete.office.cabinet.extraction.dates import date_mentions, month_end, next_month_end, written_year
from gabinete.office.cabinet.extraction.numerals import (
    MONTH,
    MONTHS,
    NUMBER,
    ORDINAL,
    ORDINALS,
    WEEKDAY,
    WEEKDAYS,
    YEAR_IN_WORDS,
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
    """From when things are counted: the session, and the next one if it is known."""

    session: date | None
    next_session: date | None = None


_STRONG = (
    r"a mas tardar(?:,)?(?: (?:el|para el|en|al|hasta el|antes del))?(?: dia)?|antes del?(?: dia| mes de)?|hasta el(?: dia)?|para el(?: dia)?(?: proximo)?"
    r"|(?:con |como )?(?:fecha|plazo) (?:limite|maxima?|de entrega|compromiso|de vencimiento)(?: de entrega)?\s*:?(?: al?| el| para el)?(?: dia)?"
    r"|no mas alla del(?: dia)?|con vencimiento (?:al|el)|vence(?:ra)? el|en una fecha no posterior al"
)
_LEAD = re.compile(rf"(?:,\s*)?\b(?P<strong>{_STRONG})\s+$")
_PLAIN_LEAD = re.compile(
    r"(?:,\s*)?\b(?:(?:desde|a partir) (?:el|del)(?: dia)? |entre el .{1,30}? y |del? \d{1,2}(?: de [a-z]+)? )?(?P<weak>el(?: proximo| pasado)?(?: dia)?|este|al(?: dia)?|en)\s+$"
)
_LABEL = re.compile(
    r"\b(?:plazo|fecha|termino|vencimiento|entrega|cumplimiento|cuando|fecha compromiso)(?: de (?:cumplimiento|entrega|termino|cierre))?\s*:\s*$"
)
_RELATED = re.compile(
    r"(?:\bde fecha|\bfechad[oa](?: el)?|\bdel?|\bpasado|\bdesde el|\ba partir del|\bcorte al|\bal corte del|\bciclo|\bal cierre del?)\s+(?:dia\s+)?$"
)
_SIZE = rf"(?P<n>{NUMBER})\s+(?P<unit>dias?(?:\s+(?:habiles|habil|naturales|natural|calendario|corridos|laborables|laborales))?|semanas?|meses|mes|horas?|anos?)"
_TERM = re.compile(
    rf"(?:,\s*)?\b(?:(?:(?:en|dentro de|con|por)\s+)?(?:un|el|su)\s+(?:plazo|termino|lapso|periodo|tiempo)(?:\s+(?:no mayor|no superior|maximo|que no (?:exceda|excedera)|improrrogable|perentorio|no mas))*"
    rf"(?:\s+(?:a|de|al|los))*\s+|(?:plazo|termino|tiempo)(?: maximo)?\s*:\s*|(?:en|dentro de)\s+(?:no mas de\s+|menos de\s+|(?:un )?maximo (?:de )?|un total de )?(?:(?:los|las)\s+)?(?:(?:proxim[oa]s|siguientes)\s+)?|a\s+(?=\d+ dias)|(?<=tendra )|(?<=tendran )|(?<=contara con )|(?:durante|en el transcurso de)\s+(?:los|las)\s+(?:proxim[oa]s|siguientes)\s+)"
    rf"{_SIZE}(?P<tail>(?:\s+(?:siguientes|posteriores|proximos|contados|despues))*(?:\s*,?\s*(?:a partir|contados a partir|a la|a su|de la|del|al?)\s+[^,.;]{{3,70}})?)"
)
_FOLLOWING = re.compile(r"(?:\s+(?:siguientes|posteriores|proximos|despues))*")
_OWN_EVENT = re.compile(
    r"(?:presente|esta|la) (?:sesion|reunion|fecha|acta|minuta|acuerdo)|de hoy|hoy|aprobacion del presente|notificacion del presente"
)
_YEAR_TAIL = rf"(?:,?\s*(?:del?)\s*(?:ano\s+)?(?P<year>20\d\d|{YEAR_IN_WORDS}|presente ano|ano en curso|proximo ano|ano proximo|ano))?"
_PART = re.compile(
    rf"(?:,\s*)?\b(?:(?:a mas tardar|antes|hasta|para|durante|en|a|al)\s+)?(?:(?:en|a|al|de|para|durante)\s+)?(?:(?:el|la|los)\s+)?(?:mas tardar\s+)?"
    rf"(?P<part>ultimo dia(?: habil)?|ultima semana|1ra\.? semana|ultim[oa] (?:{WEEKDAY})|primera semana|segunda semana|tercera semana|cuarta semana|primera quincena|segunda quincena|finales|fines|fin|cierre|termino|mediados|principios|inicios|(?:antes )?de que (?:termine|concluya|finalice|acabe))"
    rf"\s+(?:(?:del?|el)\s+)*(?:mes\s+(?:de\s+)?)?(?P<what>{MONTH}|presente mes|este mes|mes|mismo mes|ano|presente ano|este ano|semestre|trimestre|20\d\d)?\b{_YEAR_TAIL}"
)
_PERIOD = re.compile(
    rf"(?:,\s*)?\b(?:(?:a mas tardar\s+)?(?:en|durante|para|dentro de|hasta|antes de(?: que termine)?|al termino de)\s+)?el\s+(?P<nth>{ORDINAL}|presente|proximo)\s+(?P<period>trimestre|bimestre|semestre|cuatrimestre){_YEAR_TAIL}"
)
_MONTHS = re.compile(
    rf"(?:,\s*)?\b(?:a mas tardar\s+)?(?P<prep>durante|en|para|hasta|antes de|antes de que termine)\s+(?:(?:el|los)\s+)?(?:proximo\s+)?(?:mes(?:es)?\s+(?:de\s+)?)?(?:(?:{MONTH})(?:,\s*(?:{MONTH}))*\s+[ya]\s+)?(?P<month>{MONTH})\b(?: proximo)?{_YEAR_TAIL}"
)
_BARE_MONTH = re.compile(
    rf"(?:(?<=[-–—(:|.])\s*|^\s*)(?:a\s+)?(?P<month>{MONTH})\s+(?:del?\s+)?(?P<year>20\d\d)\b(?!\s*[-–—a]\s*(?:{MONTH}))"
)
_WHOLE_YEAR = re.compile(
    r"(?:,\s*)?\b(?:(?:durante|en|para|dentro de|antes de que termine|a lo largo de|en el transcurso de)\s+)(?:el\s+)?(?:(?:resto|transcurso) del?\s+)?(?:ano\s+|proximo\s+|siguiente\s+)*(?P<year>20\d\d|presente ano|este ano|ano en curso|proximo ano|ano)\b(?![-/]\d)|(?:,\s*)?\beste (?:mismo )?(?P<here>ano)\b"
)
_WEEKDAY = re.compile(
    rf"(?:,\s*)?\b(?:(?:a mas tardar|para|hasta|antes)\s+)?(?:del?\s+|el\s+|este\s+|al\s+)+(?P<near>proximo\s+|siguiente\s+|mismo\s+)?(?P<day>{WEEKDAY})(?P<after>\s+(?:proximo|siguiente|de la proxima semana|de la semana entrante|entrante))?\b(?!\s+\d|\s+a\s+(?:{WEEKDAY}))"
)
_NEAR = re.compile(
    r"(?:,\s*)?\b(?:a mas tardar\s+|antes de que termine\s+|en\s+|durante\s+|para\s+|a\s+)?(?P<near>hoy mismo|el dia de hoy|manana mismo|(?<!la )(?<!esta )(?<!cada )(?<!de )manana(?! (?:se|de|del)\b)(?=[\s.,;])|el dia de manana|pasado manana|(?:en el transcurso de |transcurso de |en el curso de )?(?:esta|la presente)(?: misma)? semana|en el (?:transcurso|curso) de la semana"
    r"|la (?:proxima|siguiente) semana|la semana (?:entrante|proxima|siguiente|que entra)|el ano (?:que viene|entrante|siguiente|proximo)|el (?:proximo|siguiente) ano|este(?: mismo)? mes|el presente mes|el mes en curso|el (?:proximo|siguiente) mes|el mes (?:entrante|proximo|siguiente))\b"
)
_DAY_OF_MONTH = re.compile(
    rf"(?:,\s*)?\b(?:el\s+)?(?:{WEEKDAY})\s+(?P<numbered>\d{{1,2}})\b(?!\s*(?:de\b|[/:.-]\s*\d))|"
    r"(?:,\s*)?\b(?:a mas tardar\s+|antes\s+|hasta\s+|para\s+)?(?:del?\s+|el\s+)dia\s+(?P<day>\d{1,2})\b(?!\s+de\s+(?!este|dicho|los corr))(?:\s+(?:de este mes|del presente(?: mes)?|del mes en curso|del actual|de los corrientes|del mes|de dicho mes))?|"
    r"(?:,\s*)?\b(?:a mas tardar|antes|hasta|para)\s+(?:el|del)\s+(?P<bare>\d{1,2})(?=\s*(?:[.;)\n]|$|,\s*[a-z]))"
)
_SESSION = re.compile(
    r"(?:,\s*)?\b(?:a mas tardar\s+)?(?:antes de|en|para|durante|previo a|hasta)\s+(?:la|nuestra|una)\s+(?:(?:proxima|siguiente|primera|segunda|tercera|cuarta|quinta|sexta|septima|octava|novena|decima)\s+(?:sesion|reunion|junta|mesa)|(?:sesion|reunion|junta)\s+(?:siguiente|proxima|posterior))(?:\s+(?:ordinaria|extraordinaria|de (?:gabinete|trabajo|cabildo|la mesa|la junta)))*"
)
_VAGUE = re.compile(
    r"(?:,\s*)?\b(?:de (?:manera|forma) (?:inmediata|permanente|mensual|semanal|trimestral|bimestral|semestral|anual|quincenal|periodica|continua|urgente|diaria)|de inmediato|inmediatamente|a la (?:mayor )?brevedad(?: posible)?|a la mayor brevedad"
    r"|en (?:los )?proximos (?:dias|meses|semanas)|en los dias siguientes|en breve|en las proximas semanas|proximamente|a corto plazo|en el corto plazo|lo antes posible|cuanto antes|diariamente|semanalmente|mensualmente|trimestralmente|anualmente|quincenalmente|permanente(?:mente)?"
    rf"|cada (?:\w+ )?(?:mes|meses|semanas?|trimestre|semestre|bimestre|quincena|dias?|ano|anos|{WEEKDAY})|todos los (?:dias|meses|{WEEKDAY})|el (?:(?:{ORDINAL}) )?(?:{WEEKDAY}) de cada \w+|los (?:primeros |ultimos )?(?:{WEEKDAY})(?: de cada \w+)?|(?:una|dos|tres|cuatro)(?: veces?)? (?:por|al|a la|cada) (?:mes|semana|semestre|trimestre|bimestre|ano|dia)"
    r"|al (?:terminar|concluir|finalizar) (?:el|la|los|las) [^\W\d_]+|en cuanto (?:se )?[^,.;]{3,60}(?=[,.;]|$)|(?:antes de|hasta|una vez) que (?:se )?(?:termin|concluy|finalic|public|entreg|inici|inicie)[a-z]* [^,.;]{3,60}(?=[,.;]|$)|mientras dur\w+ [^,.;]{3,40}(?=[,.;]|$)|en (?:el )?periodo vacacional|previo al? [^\W\d_]+(?=[,.;]|$)"
    rf"|(?:a partir del?|desde) (?:la |el )?(?:de |del )?(?:(?:{ORDINAL}) )?(?:trimestre|semestre|bimestre|quincena|semana)(?: de (?:{MONTH}))?(?: del? 20\d\d)?"
    r")\b"
)
_THIS_DATE = re.compile(
    r"(?:,\s*)?\b(?:a partir )?(?:de|en|desde) (?:las \d{1,2}[:.]\d\d (?:horas|hrs\.?) (?:de |del )?)?(?:esta (?:misma )?fecha|dia de hoy)\b"
)
_PART_DAYS = {
    "primera semana": 7,
    "1ra semana": 7,
    "1ra. semana": 7,
    "segunda semana": 14,
    "tercera semana": 21,
    "cuarta semana": 28,
    "primera quincena": 15,
    "mediados": 15,
    "principios": 10,
    "inicios": 10,
}
_FRIDAY = 4


def find_dues(folded: str, moment: Moment) -> list[Due]:
    """Return the phrases of a folded text that say when, in order and without overlaps.

    Business days are counted from the day after the session, weekends and the federal days of rest left out.
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
    if hit := _LEAD.search(before):
        return hit.start(), 3
    if hit := _LABEL.search(before):
        return hit.start(), 3
    if re.search(r"[(:,;–—-]\s*(?:el )?$", before) or not before.strip():
        return start, 2
    if _RELATED.search(before) and not re.search(r"antes del?(?: dia)? $", before):
        return start, 0
    if hit := _PLAIN_LEAD.search(before):
        return hit.start(), 0 if "pasado" in hit["weak"] else 2 if not hit["weak"].startswith("al") else 1
    return start, 1


def _terms(folded: str, moment: Moment) -> Iterator[Due]:
    for hit in _TERM.finditer(folded):
        n = number(hit["n"])
        if not n:
            continue
        tail = hit["tail"]
        anchored = re.search(r"\b(?:a partir|contados|a la|a su|de la|del|al)\b", tail)
        foreign = bool(anchored and not _OWN_EVENT.search(tail))
        following = _FOLLOWING.match(folded, hit.end("unit"))
        end = hit.end() if anchored or following is None else following.end()
        term = _term(n, hit["unit"])
        lasts = re.match(r"[,\s]*por ", hit[0]) is not None  # «por un plazo de cinco años»: how long it goes on
        yield Due(hit.start(), end, None if foreign else _after(term, moment.session), term, 0 if lasts else 3)


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


def _after(term: Term, session: date | None) -> date | None:
    """Return the last day of a term that starts the day after the session."""
    if session is None:
        return None
    n, unit = term
    try:
        if unit == "months":
            return months_after(session, n)
        if unit == "calendar":
            return session + timedelta(days=n)
        years = range(session.year, session.year + 2 + n // 240)
        return federal_calendar(years).add_business(session, n)
    except (OverflowError, ValueError):
        return None


def _parts(folded: str, moment: Moment) -> Iterator[Due]:
    """Yield «último día de marzo», «primera quincena de febrero», «finales de mes», «cierre del año»."""
    for hit in _PART.finditer(folded):
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
    return end.replace(day=_PART_DAYS[part]) if part in _PART_DAYS else end


def _periods(folded: str, moment: Moment) -> Iterator[Due]:
    """Yield «el primer trimestre de 2027», «el segundo semestre»."""
    for hit in _PERIOD.finditer(folded):
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
    for hit in _MONTHS.finditer(folded):
        end = _end_of(hit["month"], hit["year"], moment.session)
        if end and hit["prep"] == "antes de":
            end = end.replace(day=1) - timedelta(days=1)
        yield Due(hit.start(), hit.end(), end, None, 2)


def _bare_months(folded: str, _moment: Moment) -> Iterator[Due]:
    """Yield «(marzo 2027)», «enero 2027 - marzo 2027»: the end of a schedule."""
    for hit in _BARE_MONTH.finditer(folded):
        yield Due(hit.start(), hit.end(), month_end(int(hit["year"]), MONTHS[hit["month"]]), None, 2)


def _years(folded: str, moment: Moment) -> Iterator[Due]:
    for hit in _WHOLE_YEAR.finditer(folded):
        words = hit["year"] or hit["here"]
        named = (
            int(words)
            if words.isdigit()
            else (moment.session.year + words.startswith("proximo") if moment.session else None)
        )
        if named and not (moment.session and named < moment.session.year):
            yield Due(hit.start(), hit.end(), date(named, 12, 31), None, 2)


def _weekdays(folded: str, moment: Moment) -> Iterator[Due]:
    for hit in _WEEKDAY.finditer(folded):
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
    for hit in _NEAR.finditer(folded):
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
    return session + timedelta(days={"hoy": 0, "pas": 2}.get(words.removeprefix("el dia de ")[:3], 1))


def _days_of_month(folded: str, moment: Moment) -> Iterator[Due]:
    for hit in _DAY_OF_MONTH.finditer(folded):
        n, session = int(hit["day"] or hit["numbered"] or hit["bare"]), moment.session
        day = None
        if session and 1 <= n <= month_end(session.year, session.month).day:
            day = session.replace(day=n)
            if day < session:
                day = months_after(day, 1)
        yield Due(hit.start(), hit.end(), day, None, 2)


def _sessions(folded: str, moment: Moment) -> Iterator[Due]:
    for hit in _SESSION.finditer(folded):
        yield Due(hit.start(), hit.end(), moment.next_session, None, 3)


def _this_date(folded: str, moment: Moment) -> Iterator[Due]:
    """Yield «a partir de las 18:00 horas de esta fecha»: the day of the session."""
    for hit in _THIS_DATE.finditer(folded):
        yield Due(hit.start(), hit.end(), moment.session, None, 1)


def _vague(folded: str, _moment: Moment) -> Iterator[Due]:
    for hit in _VAGUE.finditer(folded):
        yield Due(hit.start(), hit.end(), None, None, 1)


_FINDERS: tuple[Callable[[str, Moment], Iterator[Due]], ...] = (
    _terms, _days, _periods, _parts, _months, _bare_months, _sessions, _days_of_month, _near, _this_date, _vague, _weekdays, _years,
)  # fmt: skip


def shifted(due: Due, by: int) -> Due:
    """Return the phrase with its offsets moved."""
    return replace(due, start=due.start + by, end=due.end + by)
