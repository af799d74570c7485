"""What a table should spend its minutes on, among the matters it ordered; and, in one sentence for each, why.

Nothing here is weighed in secret: the points are these, and the sentence names what gave them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil

from gabinete.kernel.confidence import confidence_label
from gabinete.kernel.words import business_days_count, listed, plural, short_date

RISK_DAYS = 30
"""A term so many calendar days away is near enough to ask whether it will be met."""
LATE_PERCENT, LATER_PERCENT = 50, 80
"""Progress below which a matter is behind: with a near term, and with one about to end."""
LOW_CONFIDENCE = 2
"""Judgement of the office (1–5) from which a matter is about to fail."""
CARRIED = 3
"""From so many sessions without being closed, a matter or a topic is said to be carried over."""
_SHARE = 3
"""Following up takes at most one part in so many of the session."""
_LEAST, _STEP = 5, 5


class Group(StrEnum):
    """Why a matter is before the table; each is in one group only, the first that fits."""

    DECIDE = "decide"
    OVERDUE = "overdue"
    RISK = "risk"
    SILENT = "silent"
    CHANGED = "changed"

    @property
    def spanish(self) -> str:
        """Return its heading."""
        return _HEADINGS[self]


_HEADINGS = {
    Group.DECIDE: "Esperan decisión de esta mesa",
    Group.OVERDUE: "Vencidos",
    Group.RISK: "Pueden fallar",
    Group.SILENT: "Sin reporte",
    Group.CHANGED: "Qué cambió desde la sesión anterior",
}
_BASE = {Group.DECIDE: 500, Group.OVERDUE: 400, Group.RISK: 300, Group.SILENT: 200, Group.CHANGED: 100}
_MINUTES = {Group.DECIDE: 5, Group.OVERDUE: 3, Group.RISK: 3, Group.SILENT: 2, Group.CHANGED: 0}


class Waits(StrEnum):
    """What of a matter waits for a decision."""

    EXTENSION = "extension"
    DECLINED = "declined"
    END = "end"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Facts:
    """A matter of the body on the day of the session.

    Attributes:
        light: the sentence of its light, as every list says it.
        days_late: calendar days since its term; 0 when it is not overdue.
        days_left: business days to its term; ``None`` without one, or past it.
        silent_days: calendar days it has owed a report; ``None`` when it owes none.
        reported: percent the agency says; ``None`` is «sin reporte».
        waits: what waits for a decision; ``None`` when nothing does.
        asked_until: until when an extension is asked.
        end: end that is proposed, in words.
        changes: what happened since the last session, in words, oldest first.
        sessions: the sessions it has come before without being closed, in words, oldest first.
        clashes: with how many orders of other tables it clashes.
    """

    light: str
    is_closed: bool = False
    is_blocked: bool = False
    days_late: int = 0
    days_left: int | None = None
    is_near: bool = False
    is_soon: bool = False
    silent_days: int | None = None
    reported: int | None = None
    confidence: int | None = None
    priority: int = 2
    extensions: int = 0
    waits: Waits | None = None
    asked_until: date | None = None
    end: str = ""
    has_changed: bool = False
    changes: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    clashes: int = 0

    @property
    def is_carried(self) -> bool:
        """Return whether it has come before too many sessions without being closed."""
        return len(self.sessions) >= CARRIED and not self.is_closed


def group_of(it: Facts) -> Group | None:
    """Return why a matter is before the table; ``None`` when it goes well and nothing changed."""
    if it.is_closed:
        return Group.CHANGED if it.has_changed else None
    if it.waits:
        return Group.DECIDE
    if it.days_late:
        return Group.OVERDUE
    if may_fail(it):
        return Group.RISK
    if it.silent_days is not None:
        return Group.SILENT
    return Group.CHANGED if it.has_changed else None


def may_fail(it: Facts) -> bool:
    """Return whether it will hardly be met: stopped, judged so, behind with a near term, or about to end unreported."""
    if it.is_blocked or (it.confidence is not None and it.confidence <= LOW_CONFIDENCE):
        return True
    if it.is_soon:
        return it.reported < LATER_PERCENT if it.reported is not None else it.silent_days is not None
    return it.is_near and it.reported is not None and it.reported < LATE_PERCENT


def score(it: Facts) -> int:
    """Return how much a matter deserves the table's minutes; 0 when it is not before it.

    The group gives most of it; then days late and silent, priority, extensions granted, sessions it has come before,
    what the office judges and orders that clash with it. More of any of them never gives less.
    """
    group = group_of(it)
    if group is None:
        return 0
    found = _BASE[group]
    found += min(it.days_late, 90) + min(it.silent_days or 0, 60) // 2
    found += {1: 40, 3: -20}.get(it.priority, 0)
    found += min(it.extensions, 3) * 15 + min(it.clashes, 2) * 30
    found += 25 * min(max(len(it.sessions) - CARRIED + 1, 0), 4)
    if it.confidence is not None:
        found += max(3 - it.confidence, 0) * 15
    return found


def minutes_for(it: Facts) -> int:
    """Return the minutes a matter deserves by itself: by its group, and some more when it is carried or clashes."""
    group = group_of(it)
    if group in {None, Group.CHANGED}:
        return 0
    return _MINUTES[group] + (2 if it.is_carried else 0) + (2 if it.clashes else 0)


def why(it: Facts) -> str:
    """Return why a matter is before the table, in one sentence."""
    group = group_of(it)
    if group is None:
        return ""
    parts = [_main(it, group)]
    if group is Group.DECIDE and (it.days_late or it.silent_days is not None):
        owed = it.waits in {Waits.EXTENSION, Waits.DISPUTED}
        parts.append(_lower(_plain(it.light if owed else it.light.split(";", 1)[0])))
    if it.confidence is not None and it.confidence <= LOW_CONFIDENCE and not it.is_closed:
        parts.append(f"la Oficina lo juzga «{confidence_label(it.confidence).lower()}»")
    if it.is_carried:
        parts.append(f"va en {len(it.sessions)} sesiones sin cerrarse{_since(it.sessions)}")
    if it.extensions and not it.is_closed:
        parts.append(f"lleva {plural(it.extensions, 'prórroga', 'prórrogas')}")
    if it.priority == 1 and not it.is_closed:
        parts.append("prioridad alta")
    if it.changes and group is not Group.CHANGED:
        parts.append(f"desde la sesión anterior {listed(it.changes)}")
    return f"{'; '.join(parts)}."


def _main(it: Facts, group: Group) -> str:
    if group is Group.DECIDE:
        return _to_decide(it)
    if group is Group.RISK:
        return _to_fail(it)
    if group is Group.CHANGED:
        said = listed(it.changes) or "tuvo movimiento"
        return said[:1].upper() + said[1:]
    if group is Group.OVERDUE and it.reported is not None and "reporte" not in it.light:
        return f"{_plain(it.light)}; reporta {it.reported} %"
    return _plain(it.light)


def _to_decide(it: Facts) -> str:
    if it.waits is Waits.EXTENSION:
        until = f" hasta el {short_date(it.asked_until)}" if it.asked_until else ""
        return f"La dependencia pide prórroga{until}: corresponde concederla o negarla"
    if it.waits is Waits.DECLINED:
        return "La dependencia lo declinó: falta decir a quién corresponde"
    if it.waits is Waits.END:
        return f"Se propone cerrarlo como «{it.end.lower()}»: falta la segunda llave"
    return "La verificación no lo dio por cumplido: corresponde resolver qué falta"


def _to_fail(it: Facts) -> str:
    when = f"vence en {business_days_count(it.days_left)}" if it.days_left else "vence hoy"
    if it.is_blocked:
        return "La dependencia lo marcó detenido" + (f"; {when}" if it.days_left is not None else "")
    if it.is_near and it.reported is not None and it.reported < LATER_PERCENT:
        return f"{when[:1].upper()}{when[1:]} y reporta {it.reported} %"
    return _plain(it.light)


def _since(sessions: Sequence[str]) -> str:
    """Return the sessions, all when they are few; the page lists them apart when they are many."""
    return f": {listed(sessions)}" if len(sessions) <= CARRIED + 1 else f", desde la {sessions[0]}"


def _plain(sentence: str) -> str:
    return sentence.rstrip(".")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The minutes the point should take.

    Attributes:
        one_by_one: how many matters they are enough for, one by one.
        sentence: the same, as it is said.
    """

    minutes: int
    one_by_one: int
    sentence: str


def propose(minutes: Sequence[int], topics: int, seen: int, session_minutes: int, more: int = 0) -> Proposal:
    """Return the minutes the point should take, and how far they reach.

    Args:
        minutes: of each matter that deserves some, in the order of the table.
        topics: carried-over topics, three minutes each.
        seen: matters that only changed: one minute for every ten.
        session_minutes: length of the whole session.
        more: matters that deserve minutes and are only counted.
    """
    limit = max(session_minutes // _SHARE, _LEAST)
    spent, fitting = topics * 3 + ceil(seen / 10), 0
    for one in minutes:
        if spent + one > limit:
            break
        spent, fitting = spent + one, fitting + 1
    total = min(max(ceil(spent / _STEP) * _STEP, _LEAST), ceil(limit / _STEP) * _STEP)
    return Proposal(total, fitting, _said(total, fitting, len(minutes) + more - fitting, seen))


def _said(total: int, fitting: int, left: int, seen: int) -> str:
    parts = []
    if fitting:
        parts.append(f"alcanzan para {plural(fitting, 'asunto', 'asuntos')} uno por uno")
    if left:
        parts.append(f"{plural(left, 'queda', 'quedan')} para verse en bloque")
    if seen:
        parts.append(
            f"{plural(seen, 'que solo cambió se informa', 'que solo cambiaron se informan')} en conjunto"
        )
    return f"Se proponen {total} minutos{': ' if parts else ''}{'; '.join(parts)}."


def in_order(lines: Iterable[tuple[Facts, date | None, str]]) -> list[int]:
    """Return the places of matters in the order of the table: by score, then by term, then by folio.

    Args:
        lines: (facts, term, folio) of each.
    """
    keyed = [(-score(it), due or date.max, folio, place) for place, (it, due, folio) in enumerate(lines)]
    return [key[3] for key in sorted(keyed)]
