"""Topics that come back session after session and nobody decides."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from gabinete.kernel.words import listed
from gabinete.office.cabinet.extraction.folding import fold, words
from gabinete.office.cabinet.rules.first_point import CARRIED
from gabinete.office.cabinet.rules.same_object import Thing, closeness, thing_of

ALIKE = 0.6
"""Closeness (0–1) from which two titles are one topic."""
_DECIDED = frozenset({"agreed", "amended", "rejected"})
_RITUAL = words("""
    lista asistencia quorum declaracion verificacion bienvenida lectura aprobacion orden minuta acta anterior anteriores
    seguimiento acuerdos acuerdo asuntos generales cierre clausura instalacion sesion mensaje palabras firma desahogo
    situacion gabinete nuevos varios otros estado informativos agreguen vigentes pendientes avance avances
    """)
"""Words of which the points of every order of the day are made."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A point of a session.

    Attributes:
        session: how its session is named in a list.
        kind: value of ``PointKind``.
        outcome: value of ``Outcome``; empty while it has none.
        is_ahead: its session has not been held yet.
    """

    point_id: int
    session_id: int
    session: str
    held_on: date
    title: str
    kind: str
    outcome: str = ""
    is_ahead: bool = False


@dataclass(slots=True)
class Topic:
    """Points of several sessions that are about the same and were never decided, oldest first."""

    points: list[Spoken] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Return it as its last point was written."""
        return self.points[-1].title

    @property
    def sessions(self) -> list[str]:
        """Return its sessions, each once, oldest first."""
        return list(dict.fromkeys(point.session for point in self.points))

    @property
    def sentence(self) -> str:
        """Return what is said of it, in Spanish."""
        return f"Va en {len(self.sessions)} sesiones sin resolverse: {listed(self.sessions)}."


def carried_topics(points: Iterable[Spoken], least: int = CARRIED) -> list[Topic]:
    """Return the topics that were before so many sessions without a decision, those of most sessions first.

    A decision ends a topic: what came before it counts no more. The ritual points of every session are no topic.
    """
    topics: list[tuple[Thing, Topic]] = []
    for point in sorted(points, key=lambda one: (one.held_on, one.session_id, one.point_id)):
        if is_ritual(point.title):
            continue
        thing = thing_of(point.title)
        found = next((topic for known, topic in reversed(topics) if same_topic(known, thing)), None)
        if found is None:
            found = Topic()
            topics.append((thing, found))
        if is_decided(point):
            found.points.clear()
        else:
            found.points.append(point)
    carried = [topic for _thing, topic in topics if len(topic.sessions) >= least]
    return sorted(carried, key=lambda topic: (-len(topic.sessions), topic.points[0].held_on, topic.title))


def is_decided(point: Spoken) -> bool:
    """Return whether the table was done with a point: decided, or known of when nothing was to be decided."""
    if point.outcome in _DECIDED:
        return True
    if point.outcome == "noted":
        return point.kind != "decision"
    return not point.outcome and point.kind != "decision" and not point.is_ahead


def is_ritual(title: str) -> bool:
    """Return whether a title is one that every session has.

    Example:
        >>> is_ritual("Seguimiento de acuerdos anteriores"), is_ritual("Tarifas de agua potable")
        (True, False)
    """
    said = [word for word in fold(title).split() if len(word) > 3]  # noqa: PLR2004 - shorter ones only join
    return all(word.strip(".,;:()") in _RITUAL for word in said)


def same_topic(one: Thing, other: Thing) -> bool:
    """Return whether two titles are about the same; the month or the number in them does not tell them apart."""
    if (one.names - other.every) and (other.names - one.every):
        return False
    near, shared = closeness(one, other)
    return near >= ALIKE and (len(shared) > 1 or len(shared) == min(len(one.words), len(other.words)))
