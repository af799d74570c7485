"""Pure decisions of the follow-up: no Django, no clock, no database.

Four things are kept apart: state, deadline standing, progress and confidence. The light is a function of them.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rapidfuzz import fuzz

from gabinete.foundation.access.models import Role
from gabinete.kernel.days import DayCalendar
from gabinete.kernel.standing import (
    DEFAULT_RULE,
    DeadlineStanding,
    Light,
    LightName,
    LightRule,
    Pulse,
    light_for,
    standing_for,
)
from gabinete.office.followup import states
from gabinete.office.followup.states import MATTER_FLOW, OWED_STATES, Situation

OFFICE_CALENDAR = "sonora"
"""The calendar with which the light is read; each term is counted with its own."""

_ANYBODY_WHO_DECIDES = frozenset({Role.GOVERNOR, Role.CHIEF, Role.SECRETARY, Role.ANALYST})
EXTENSION_RANKS: tuple[tuple[int, frozenset[Role]], ...] = (
    (0, _ANYBODY_WHO_DECIDES),
    (1, _ANYBODY_WHO_DECIDES - {Role.ANALYST}),
)
"""Who decides an extension, by how many have been granted before (from that number on)."""

SUSPICIOUS_GAP = 20
"""Points between what is reported and what the milestones say from which the page points it out."""
ALIKE = 0.6
"""Likeness (0–1) from which two matters are shown as possible duplicates."""


@dataclass(frozen=True, slots=True)
class OpenMove:
    """A move as a button: what it says, and every reason why it is closed now.

    Attributes:
        reasons: empty when the button works.
    """

    name: str
    label: str
    needs_reason: bool
    reasons: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Return whether it can be made now."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Vital:
    """What the light needs to know of a matter, as stored."""

    state: str
    due: date | None
    notified_on: date | None
    reported_on: date | None
    next_report_on: date | None


@dataclass(frozen=True, slots=True)
class Progress:
    """Three readings of progress, never merged into one.

    Attributes:
        reported: percent the agency says; ``None`` is «sin reporte».
        accepted: percent the office accepted; ``None`` when none.
        derived: percent the fulfilled milestones weigh; ``None`` without milestones.
        doubt: sentence that points out a disagreement; empty when they agree.
    """

    reported: int | None
    accepted: int | None
    derived: int | None
    doubt: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts are, 0–1, and the words they share."""

    score: float
    shared: tuple[str, ...]


def available_moves(state: str, situation: Situation, allowed: Callable[[str], bool]) -> list[OpenMove]:
    """Return the moves that depart from a state and this person is allowed, with the reasons of the closed ones.

    Args:
        state: where the matter is.
        situation: as the guards see it.
        allowed: policy of a move by name.
    """
    return [
        OpenMove(
            move.name,
            move.label,
            move.needs_reason,
            tuple(MATTER_FLOW.reasons_closed(move.name, state, situation)),
        )
        for move in MATTER_FLOW.moves_from(state)
        if allowed(move.name)
    ]


def may_decide_extension(roles: frozenset[Role], granted_before: int) -> bool:
    """Return whether one of the roles has the rank for the next extension."""
    rank = max((r for r in EXTENSION_RANKS if r[0] <= granted_before), key=lambda r: r[0])
    return bool(roles & rank[1])


def pulse_of(vital: Vital) -> Pulse:
    """Return the pulse of a matter: only who owes can be silent, and a suspended term does not run."""
    if vital.state in states.FINAL_STATES:
        return Pulse(closed=True, due=vital.due)
    if vital.state == states.SUSPENDED:
        return Pulse(closed=False, due=None)
    if vital.state in OWED_STATES:
        return Pulse(
            closed=False,
            due=vital.due,
            since=vital.notified_on,
            last_report_on=vital.reported_on,
            next_report_on=vital.next_report_on,
        )
    return Pulse(closed=False, due=vital.due)


def standing_of(vital: Vital, today: date, calendar: DayCalendar) -> DeadlineStanding:
    """Return what the calendar says of a matter."""
    pulse = pulse_of(vital)
    return standing_for(pulse.due, today, calendar, closed=pulse.closed)


def light_of(vital: Vital, today: date, calendar: DayCalendar, rule: LightRule = DEFAULT_RULE) -> Light:
    """Return the light of a matter, with the sentence that explains it in the words of its state."""
    light = light_for(pulse_of(vital), today, calendar, rule)
    if vital.state in OWED_STATES:
        return light
    if vital.state in states.FINAL_STATES:
        return Light(light.name, _END_WORDS[vital.state])
    if vital.state == states.SUSPENDED:
        return Light(light.name, "Suspendido: el plazo no corre.")
    term = light.sentence.split(";", 1)[0]
    return Light(light.name, f"{term}; {_WAITING_WORDS[vital.state]}.")


_END_WORDS = {
    states.CONCLUDED: "Concluido y verificado por otra unidad.",
    states.CONCLUDED_PARTIAL: "Concluido parcialmente y verificado por otra unidad.",
    states.UNFULFILLED: "Declarado incumplido.",
    states.VOID: "Quedó sin efecto.",
    states.SUPERSEDED: "Sustituido por otro asunto.",
}
_WAITING_WORDS = {
    states.REGISTERED: "aún no se notifica",
    states.DECLINED: "la dependencia lo declinó",
    states.FULFILMENT_REPORTED: "cumplimiento reportado, en revisión de la Oficina",
    states.IN_VERIFICATION: "en verificación por otra unidad",
    states.END_PROPOSED: "cierre propuesto, falta la segunda llave",
}
SHOWN_LIGHTS = (LightName.ON_TIME, LightName.SOON, LightName.OVERDUE, LightName.SILENT)
"""The values of the light among open matters, in the order people read them."""


def derived_percent(milestones: Iterable[tuple[int, bool]]) -> int | None:
    """Return the share of the weight that is fulfilled, 0–100; ``None`` without milestones.

    Args:
        milestones: (weight, fulfilled).

    Example:
        >>> derived_percent([(3, True), (1, False)]), derived_percent([])
        (75, None)
    """
    every = list(milestones)
    whole = sum(weight for weight, _ in every)
    return round(100 * sum(weight for weight, done in every if done) / whole) if whole else None


def progress_of(
    reported: int | None, accepted: int | None, milestones: Iterable[tuple[int, bool]]
) -> Progress:
    """Return the readings of progress with the sentence that points out when they disagree."""
    derived = derived_percent(milestones)
    doubt = ""
    if reported is not None and derived is not None and reported - derived >= SUSPICIOUS_GAP:
        doubt = f"Reporta {reported} %, pero los hitos aceptados suman {derived} %."
    return Progress(reported, accepted, derived, doubt)


def next_report(today: date, every_days: int) -> date:
    """Return the day by which the next report is expected."""
    return today + timedelta(days=max(every_days, 1))


def resumed_due(due: date | None, suspended_on: date, today: date, calendar: DayCalendar) -> date | None:
    """Return the term of a matter that goes on after a suspension: the business days it had left run from today.

    A term that had already ended when it was suspended stays as it was.

    Example:
        >>> weekends = DayCalendar("Solo fines de semana", 1, {})
        >>> resumed_due(date(2026, 11, 6), date(2026, 11, 4), date(2026, 11, 23), weekends)
        datetime.date(2026, 11, 25)
    """
    if due is None or due < suspended_on:
        return due
    left = max(calendar.business_days_between(suspended_on, due), 0)
    return max(due, calendar.next_business(calendar.add_business(today, left)))


_WORD = re.compile(r"[a-zñ0-9]{4,}")
_EMPTY_WORDS = frozenset(
    [
        "para",
        "como",
        "ante",
        "bajo",
        "cada",
        "cual",
        "cuando",
        "desde",
        "donde",
        "entre",
        "hacia",
        "hasta",
        "pero",
        "sobre",
        "segun",
        "este",
        "esta",
        "estos",
        "estas",
        "dicho",
        "dicha",
        "debera",
        "deberan",
        "haga",
        "hagan",
        "lleve",
        "cabo",
        "efecto",
        "plazo",
        "dias",
        "habiles",
        "naturales",
        "estado",
        "sonora",
        "secretaria",
        "general",
        "titular",
        "instruye",
        "acuerda",
        "solicita",
        "presente",
        "presentar",
        "realizar",
        "efectuar",
        "efectuara",
        "informe",
        "sera",
        "seran",
    ]
)
_STEM = 6


def content_words(text: str) -> list[str]:
    """Return the words that say what a text is about, folded, without repeats, in order.

    Example:
        >>> content_words("Que la CEA entregue el Proyecto ejecutivo del acueducto, a más tardar el 18 de diciembre")
        ['entregue', 'proyecto', 'ejecutivo', 'acueducto', 'tardar', 'diciembre']
    """
    plain = "".join(
        c
        for c in unicodedata.normalize("NFD", text.lower().replace("ñ", "\0"))
        if not unicodedata.combining(c)
    ).replace("\0", "ñ")
    return list(dict.fromkeys(w for w in _WORD.findall(plain) if w not in _EMPTY_WORDS))


def likeness(one: str, other: str) -> Likeness:
    """Return how alike two orders are: shared beginnings of words, and spelling as a whole.

    Example:
        >>> likeness("Rehabilitar el acueducto Río Sonora", "Rehabilitación del acueducto del Río Sonora").shared
        ('rehabilitar', 'acueducto')
    """
    mine, theirs = _stems(content_words(one)), _stems(content_words(other))
    if not mine or not theirs:
        return Likeness(0.0, ())
    common = mine.keys() & theirs.keys()
    dice = 2 * len(common) / (len(mine) + len(theirs))
    spelling = fuzz.token_set_ratio(" ".join(mine), " ".join(theirs)) / 100
    shared = tuple(word for stem, word in mine.items() if stem in common)
    return Likeness(round(0.7 * dice + 0.3 * spelling, 3), shared)


def _stems(words: Sequence[str]) -> dict[str, str]:
    stems: dict[str, str] = {}
    for word in words:
        stems.setdefault(word[:_STEM], word)
    return stems
