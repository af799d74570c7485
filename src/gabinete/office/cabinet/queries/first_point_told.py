"""The first point as it is shown, printed and kept: lines with their reason, in groups with their counts."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from gabinete.kernel.figures import Coverage
from gabinete.office.cabinet.rules.carry_over import Spoken, Topic
from gabinete.office.cabinet.rules.first_point import CARRIED, Group, Proposal, propose
from gabinete.office.followup.queries.rows import matter_url


@dataclass(frozen=True, slots=True)
class Said:
    """An order of another table that clashes with a line.

    Attributes:
        where: code of that table; empty when no table gave it.
        matter_id: key of its matter; 0 while it is being written.
    """

    word: str
    sentence: str
    url: str
    folio: str
    title: str
    lead: str
    where: str
    matter_id: int
    reserve: int


@dataclass(frozen=True, slots=True)
class Line:
    """A matter before the table, with the sentence that says why.

    Attributes:
        light: value of the light.
        reported: progress the agency says, or «sin reporte».
        is_backed: whether some report of it was accepted.
        sessions: those it has come before without being closed, oldest first; empty when they are not too many.
        score: what put it in its place.
    """

    matter_id: int
    folio: str
    title: str
    lead: str
    state: str
    light: str
    due: str
    reported: str
    is_backed: bool
    is_closed: bool
    why: str
    group: str
    sessions: tuple[str, ...]
    minutes: int
    score: int
    reserve: int
    clashes: tuple[Said, ...] = ()

    @property
    def url(self) -> str:
        """Return the address of its matter."""
        return matter_url(self.matter_id)


@dataclass(frozen=True, slots=True)
class Grouped:
    """The lines of a group, with how many there are in all."""

    group: Group
    count: int
    lines: tuple[Line, ...]
    list_url: str

    @property
    def left(self) -> int:
        """Return how many are counted and not told."""
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class FirstPoint:
    """The first point of a session, for one reader.

    Attributes:
        told_at: the moment it corresponds to.
        is_kept: whether it is what the table saw, and not what stands now.
        since: the session it looks back to: (name, day); ``None`` when it is the first.
        counts: group → how many there are in all, and how many of them with an accepted report.
        quiet: how many go on time and without news; ``None`` when this reader was not told.
    """

    body: str
    told_at: datetime
    is_kept: bool
    since: tuple[str, date] | None
    lines: tuple[Line, ...]
    counts: dict[str, tuple[int, int]]
    quiet: int | None
    topics: tuple[Topic, ...]
    session_minutes: int

    @property
    def groups(self) -> list[Grouped]:
        """Return the groups that hold something, in the order of the table."""
        found = []
        for group in Group:
            lines = tuple(line for line in self.lines if line.group == group)
            if lines:
                count = max(self.counts[group][0], len(lines))
                found.append(Grouped(group, count, lines, self._list_url(group)))
        return found

    @property
    def attention(self) -> int:
        """Return how many deserve minutes: all but those that only changed."""
        return sum(grouped.count for grouped in self.groups if grouped.group is not Group.CHANGED)

    @property
    def coverage(self) -> Coverage:
        """Return how many of those that deserve minutes have an accepted report, of how many."""
        counted = [self.counts[group] for group in Group if group is not Group.CHANGED]
        return Coverage(sum(backed for _n, backed in counted), sum(n for n, _backed in counted))

    @property
    def proposal(self) -> Proposal:
        """Return the minutes the point should take."""
        minutes = [line.minutes for line in self.lines if line.minutes]
        seen = self.counts[Group.CHANGED][0]
        more = self.attention - len(minutes)
        return propose(minutes, len(self.topics), seen, self.session_minutes, more)

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to tell."""
        return not self.lines and not self.topics

    def only(self, matter_ids: Collection[int], point_ids: Collection[int]) -> "FirstPoint":
        """Return the same with only what somebody may see; what it leaves out is not counted either."""
        lines = tuple(
            replace(line, clashes=tuple(one for one in line.clashes if one.matter_id in matter_ids))
            for line in self.lines
            if line.matter_id in matter_ids
        )
        topics = tuple(found for topic in self.topics if (found := _seen(topic, point_ids)))
        if len(lines) == len(self.lines):
            return replace(self, lines=lines, topics=topics)
        counts = {group.value: _counted([line for line in lines if line.group == group]) for group in Group}
        return replace(self, lines=lines, topics=topics, counts=counts, quiet=None)

    def _list_url(self, group: Group) -> str:
        chosen = {Group.OVERDUE: "&situacion=overdue", Group.SILENT: "&sin_reporte=1"}.get(group, "")
        return f"/asuntos/?gabinete={self.body}{chosen}"


def _counted(lines: Sequence[Line]) -> tuple[int, int]:
    return len(lines), sum(line.is_backed for line in lines)


def _seen(topic: Topic, point_ids: Collection[int]) -> Topic | None:
    left = Topic([point for point in topic.points if point.point_id in point_ids])
    return left if len(left.sessions) >= CARRIED else None


def to_json(it: FirstPoint) -> dict[str, Any]:
    """Return a first point as it is kept."""
    return {
        "since": [it.since[0], it.since[1].isoformat()] if it.since else None,
        "lines": [asdict(line) for line in it.lines],
        "counts": it.counts,
        "quiet": it.quiet,
        "topics": [[_plain(point) for point in topic.points] for topic in it.topics],
    }


def from_json(kept: dict[str, Any], body: str, told_at: datetime, session_minutes: int) -> FirstPoint:
    """Return a first point that was kept."""
    since = kept["since"]
    return FirstPoint(
        body=body,
        told_at=told_at,
        is_kept=True,
        since=(since[0], date.fromisoformat(since[1])) if since else None,
        lines=tuple(_line(one) for one in kept["lines"]),
        counts={group: (n, backed) for group, (n, backed) in kept["counts"].items()},
        quiet=kept["quiet"],
        topics=tuple(Topic([_point(one) for one in points]) for points in kept["topics"]),
        session_minutes=session_minutes,
    )


def needing(lines: Sequence[Line]) -> list[int]:
    """Return the matters that ask for attention, by key: those that will be counted as carried over."""
    return sorted(line.matter_id for line in lines if line.group != Group.CHANGED)


def _line(kept: dict[str, Any]) -> Line:
    return Line(
        **{
            **kept,
            "sessions": tuple(kept["sessions"]),
            "clashes": tuple(Said(**one) for one in kept["clashes"]),
        }
    )


def _plain(point: Spoken) -> dict[str, Any]:
    return asdict(point) | {"held_on": point.held_on.isoformat()}


def _point(kept: dict[str, Any]) -> Spoken:
    return Spoken(**{**kept, "held_on": date.fromisoformat(kept["held_on"])})
