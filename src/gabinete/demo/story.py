"""The life of one matter, told deed by deed in the office's own flow.

Each deed writes what its action writes (``office.followup.actions``), after asking the same flow and guards: what the
product would refuse cannot be told here either.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from gabinete.demo.told import Change, Deed, Row
from gabinete.demo.world import Hands, World
from gabinete.kernel.clock import OFFICE_ZONE, day_of
from gabinete.office.followup.states import MATTER_FLOW, Situation

MATTER, LOG = "followup_matter", "followup_logentry"
OPENS, CLOSES = 8, 16
"""Hours between which the office acts."""


@dataclass
class Story:
    """Tells one matter; ``deeds`` holds what was told so far.

    Args:
        world: what it shares with the others.
        hands: who acts in it.
        matter: its columns as registered, ``id`` and ``created_at`` among them.
        extra: rows that come with it: participants and milestones.
        successor: key and folio of a later matter that could take its place.
    """

    world: World
    hands: Hands
    matter: Row
    extra: tuple[Change, ...] = ()
    successor: tuple[int, str] | None = None
    deeds: list[Deed] = field(default_factory=list)
    clock: datetime = field(init=False)
    report: Row | None = None
    extension: Row | None = None
    offered: dict[int, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clock = self.matter["created_at"]

    @property
    def day(self) -> date:
        """Return the office's day of the story's moment."""
        return day_of(self.clock)

    def go(self, day: date) -> bool:
        """Move to an hour of work of a day, or of the next business day; refuse to pass the present.

        Returns:
            Whether the story got there; when not, it stays where it was.
        """
        random = self.world.random
        day = self.world.calendar.next_business(max(day, self.day))
        hour = time(random.randint(OPENS, CLOSES), random.randrange(60), random.randrange(60))
        moment = datetime.combine(day, hour, OFFICE_ZONE).astimezone(UTC)
        moment = max(moment, self.clock + timedelta(minutes=random.randint(3, 40)))
        if moment >= self.world.now:
            return False
        self.clock = moment
        return True

    def wait(self, least: int, most: int) -> bool:
        """Let some calendar days pass; see ``go``."""
        return self.go(self.day + timedelta(days=self.world.random.randint(least, most)))

    def register(self) -> None:
        """The matter is born."""
        self.matter |= {"state": MATTER_FLOW.initial, "state_since": self.clock, "version": 1}
        entry = self._entry("register", self.hands.secretary, "", self.matter["text"], {}, None)
        self._deed("register", self.hands.secretary, "", (self._born(), *self.extra, entry))

    def made(  # noqa: PLR0913 - the parts of a deed
        self,
        move: str,
        actor: int,
        news: Row | None = None,
        *,
        reason: str = "",
        text: str = "",
        data: dict[str, Any] | None = None,
        extra: tuple[Change, ...] = (),
        about: Row | None = None,
    ) -> None:
        """Make a move of the flow with its line in the bitácora.

        Args:
            news: columns of the matter that it changes, besides those of state and closure.
            text: of the line; the reason when empty.
            about: the report it speaks of.

        Raises:
            IllegalMove: the product would not allow it.
        """
        source = self.matter["state"]
        made = MATTER_FLOW.require(move, source, self._seen_by(actor))
        columns = dict(news or {}) | self._new_state(made.target or source)
        self.matter |= columns
        entry = self._entry(move, actor, source, text or reason, data or {}, about)
        change = Change(MATTER, "U", self.matter["id"], columns)
        self._deed(move, actor, reason, (*extra, change, entry))

    def say(self, actor: int, text: str) -> None:
        """Write a message: the matter itself does not change."""
        entry = self._entry("message", actor, self.matter["state"], text, {}, None)
        self._deed("message", actor, "", (entry,))

    def insert(self, table: str, columns: Row) -> Change:
        """Return the insertion of a row that hangs from the matter, under a new key."""
        row = {"id": self.world.keys.take(table), "matter_id": self.matter["id"]} | columns
        return Change(table, "I", row["id"], row)

    def _born(self) -> Change:
        return Change(MATTER, "I", self.matter["id"], dict(self.matter))

    def _new_state(self, target: str) -> Row:
        """Return the columns that every move writes."""
        columns: Row = {"state": target, "version": self.matter["version"] + 1}
        if target != self.matter["state"]:
            columns["state_since"] = self.clock
        if not MATTER_FLOW.states[target].final:
            columns["closed_on"] = None
        elif self.matter["closed_on"] is None:
            columns |= {"closed_on": self.day, "first_closed_on": self.matter["first_closed_on"] or self.day}
        return columns

    def _seen_by(self, actor: int) -> Situation:
        """Return the matter as the guards see it for somebody."""
        it = self.matter
        reporter = self.report["author_id"] if self.report else None
        asker = self.extension["asked_by_id"] if self.extension else None
        return Situation(
            means_proven=any(e["proves_means"] and not e["withdrawn"] for e in self.offered.values()),
            pending_extension=self.extension is not None,
            pending_report=self.report is not None,
            proposed_end=it["proposed_end"],
            actor_is_party=self._unit_of(actor) in it["party_unit_ids"],
            actor_reported=actor in {reporter, it["fulfilment_by_id"]},
            actor_accepted=actor == it["accepted_by_id"],
            actor_asked_extension=actor == asker,
            actor_proposed_end=actor == it["proposed_by_id"],
        )

    def _unit_of(self, actor: int) -> int | None:
        """Return the unit from which somebody acts."""
        if actor == self.hands.liaison:
            lead: int = self.matter["lead_id"]
            return lead
        return self.hands.verifier_unit if actor == self.hands.verifier else self.world.home_of[actor]

    def _entry(
        self, move: str, actor: int, source: str, text: str, data: dict[str, Any], about: Row | None
    ) -> Change:
        columns = {
            "at": self.clock,
            "move": move,
            "actor_id": actor,
            "unit_id": self._unit_of(actor),
            "source": source,
            "target": self.matter["state"],
            "text": text,
            "data": data,
            "report_id": about["id"] if about else None,
            "once": about["once"] if about and move.startswith("report_") else None,
        }
        return self.insert(LOG, columns)

    def _deed(self, move: str, actor: int, reason: str, changes: tuple[Change, ...]) -> None:
        self.deeds.append(Deed(self.clock, actor, f"followup.{move}", changes, reason))
