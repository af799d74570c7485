"""How matters are born: what is ordered, by whom, to whom, and with which proof in mind."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache

from gabinete.demo.cast import TECHNICAL, Cast
from gabinete.demo.catalogue import MAIN_MILESTONE, MILESTONES, PATTERNS, Pattern
from gabinete.demo.fates import CLOSED_BY_AGE, Fate, choose
from gabinete.demo.places import Place, places_for
from gabinete.demo.told import Change, Row
from gabinete.demo.world import Hands, World
from gabinete.kernel.clock import day_of
from gabinete.kernel.folio import SESSION_FOLIO, YEAR_FOLIO, Folio
from gabinete.kernel.reserve import Reserve
from gabinete.kernel.terms import Term, TermUnit

_RESERVES = ((Reserve.INTERNAL, 930), (Reserve.PUBLIC, 30), (Reserve.RESTRICTED, 25), (Reserve.RESERVED, 15))
_PREFIXES = {"agreement": "ACU", "instruction": "INS", "commitment": "COM", "errand": "ENC"}
_UNSET = (
    "term_from", "due", "original_due", "next_report_on", "proposed_by_id", "superseded_by_id", "notified_at",
    "acknowledged_at", "acknowledged_by_id", "reported_percent", "reported_at", "accepted_percent", "accepted_at",
    "fulfilment_by_id", "accepted_by_id", "confidence", "confidence_at", "first_closed_on", "closed_on",
    "verified_by_id", "verified_unit_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """What gives rise to matters: a session, a tour, a letter.

    Attributes:
        kind: a value of ``followup.OriginKind``.
        body: code of the cabinet; empty outside a session.
        session: its number in the year; 0 outside a session.
        charged: acronyms that may be charged; empty charges anybody.
        water: it only deals with water.
        regions: codes of the regions it deals with; empty deals with all.
        place: where it happened, and what it is about; empty is about anywhere.
    """

    kind: str
    label: str
    ordered_by: str
    issued_on: date
    body: str = ""
    session: int = 0
    reserve: int = 0
    charged: tuple[str, ...] = ()
    water: bool = False
    regions: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Birth:
    """A matter as it is registered.

    Attributes:
        pattern: what it orders.
        quote: the sentence of the minutes.
    """

    row: Row
    pattern: Pattern
    hands: Hands
    fate: Fate
    extra: tuple[Change, ...]
    milestones: tuple[Row, ...]

    @property
    def at(self) -> datetime:
        """Return when it was registered."""
        moment: datetime = self.row["created_at"]
        return moment


@dataclass
class Nursery:
    """Gives birth to matters with folios and titles never used before.

    Args:
        names: acronym of a unit → its name.
        plan: code of a node of the plan → its key.
        shares: how many have ended, by age (see ``fates.choose``).
    """

    world: World
    cast: Cast
    names: dict[str, str]
    plan: dict[str, int]
    shares: tuple[tuple[int, float], ...] = CLOSED_BY_AGE
    counters: dict[str, int] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)

    def bear(self, source: Source, at: datetime) -> Birth:
        """Return a new matter that somebody registers at a moment."""
        pattern, place, title = self._ordered(source)
        fate = choose(self.world, day_of(at), self.shares)
        units = self.cast.units
        lead = units[pattern.lead]
        shared = [units[acronym] for acronym in pattern.shared if units[acronym] != lead]
        hands = self._hands(pattern.lead, [lead, *shared])
        key = self.world.keys.take("followup_matter")
        kind = self._kind(source)
        row: Row = {
            "id": key,
            "folio": self._folio(source, kind),
            "kind": kind,
            "title": title,
            "text": self._sentence(pattern, title, fate),
            "origin_kind": source.kind,
            "origin_label": source.label,
            "body": source.body,
            "ordered_by": source.ordered_by,
            "issued_on": source.issued_on,
            "lead_id": lead,
            "party_unit_ids": [lead, *shared],
            "co_unit_ids": shared,
            "monitor_id": hands.analyst,
            "monitor_unit_id": units[TECHNICAL],
            "verifier_unit_id": hands.verifier_unit if hands.verifier_unit != units[TECHNICAL] else None,
            "monitor_may_verify": False,
            "deliverable": pattern.deliverable,
            "means_of_verification": pattern.proof,
            "priority": self.world.random.choices((1, 2, 3), (2, 7, 1))[0],
            "reserve": int(max(source.reserve, self._reserve())),
            "axis_id": self.plan.get(pattern.axis),
            "region_id": self.plan.get(place.region),
            "created_at": at,
            "created_by_id": hands.secretary,
        }
        row |= self._defaults(fate)
        extra, milestones = self._hangers(key, shared, at.date(), fate)
        return Birth(row, pattern, hands, fate, extra, milestones)

    def _defaults(self, fate: Fate) -> Row:
        term = fate.term
        return dict.fromkeys(_UNSET) | {
            "term_n": term.n or None,
            "term_unit": term.unit.value,
            "term_on": term.on,
            "term_text": _said(term),
            "calendar_code": self.world.calendar.code,
            "calendar_version": 1,
            "extension_count": 0,
            "report_every_days": self.world.random.choice((15, 20, 20)),
            "proposed_end": "",
            "reopened_count": 0,
            "reader_ids": [],
        }

    def _hands(self, lead: str, parties: list[int]) -> Hands:
        people, cast = self.cast.people, self.cast
        analyst = self.world.random.choice(cast.analysts)
        if self.world.chance(0.2):
            # Nobody named: another analyst turns the second key.
            verifier = self.world.random.choice([one for one in cast.analysts if one != analyst])
            unit = TECHNICAL
        else:
            unit = cast.verifier_for(parties)
            verifier = cast.liaisons[unit]
        liaison = cast.liaisons[lead]
        return Hands(people["secretaria"], analyst, liaison, verifier, people["jefatura"], cast.units[unit])

    def _ordered(self, source: Source) -> tuple[Pattern, Place, str]:
        """Return what is to be done and where, in words no other matter has."""
        random = self.world.random
        fitting = _fitting(source.charged, source.regions, source.place, water=source.water)
        attempt = 0
        while True:
            pattern, places = random.choice(fitting)
            place = random.choice(places)
            title = pattern.what.format(place=place.name, n=random.choice(pattern.counts))
            if attempt > 5:  # noqa: PLR2004 - the plain ones are taken
                title = f"{title}, etapa {random.randint(2, 9 + attempt)}"
            if title not in self.titles:
                self.titles.add(title)
                return pattern, place, title
            attempt += 1

    def _sentence(self, pattern: Pattern, title: str, fate: Fate) -> str:
        """Return the order as it was dictated."""
        names = [_with_article(self.names[acronym]) for acronym in pattern.shared]
        with_whom = f", en coordinación con {_listed(names)}," if names else ""
        deed = title[0].lower() + title[1:]
        said = _said(fate.term)
        when = f" {said}" if fate.term.on or not said else f" en un plazo de {said}"
        who = _with_article(self.names[pattern.lead])
        return (
            f"{who[0].upper()}{who[1:]}{with_whom} deberá {deed}{',' if fate.term.on else ''}{when.rstrip()}."
        )

    def _kind(self, source: Source) -> str:
        kinds = {
            "session": ("agreement", "agreement", "agreement", "instruction"),
            "letter": ("errand", "instruction"),
        }
        return self.world.random.choice(kinds.get(source.kind, ("instruction", "commitment")))

    def _folio(self, source: Source, kind: str) -> str:
        year = source.issued_on.year
        if source.session:
            series = f"{source.body}/{year}/{source.session:02}"
            return SESSION_FOLIO.format(Folio(source.body, year, source.session, self._take(series)))
        series = f"{_PREFIXES[kind]}/{year}"
        return YEAR_FOLIO.format(Folio(_PREFIXES[kind], year, 0, self._take(series)))

    def _take(self, series: str) -> int:
        self.counters[series] = self.counters.get(series, 0) + 1
        return self.counters[series]

    def _reserve(self) -> Reserve:
        return self.world.random.choices([r for r, _ in _RESERVES], [w for _, w in _RESERVES])[0]

    def _hangers(
        self, key: int, shared: list[int], since: date, fate: Fate
    ) -> tuple[tuple[Change, ...], tuple[Row, ...]]:
        """Return the rows that come with the matter: who shares it, and its checkpoints."""
        rows = [
            _row(
                self.world,
                "followup_participant",
                key,
                {"unit_id": unit, "part": "co", "since": since, "until": None},
            )
            for unit in shared
        ]
        milestones = list(self._milestones(key, since, fate)) if self.world.chance(0.15) else []
        return (*rows, *milestones), tuple(dict(it.columns) for it in milestones)

    def _milestones(self, key: int, since: date, fate: Fate) -> Iterator[Change]:
        span = max((fate.on - since).days, 20)
        for position, title in enumerate(MILESTONES, start=1):
            due = self.world.calendar.next_business(since + timedelta(days=span * position // 4))
            columns = {
                "position": position,
                "title": title,
                "due": due,
                "weight": 3 if title == MAIN_MILESTONE else 1,
                "unit_id": None,
                "done_on": None,
            }
            yield _row(self.world, "followup_milestone", key, columns)


def _row(world: World, table: str, matter_id: int, columns: Row) -> Change:
    row = {"id": world.keys.take(table), "matter_id": matter_id} | columns
    return Change(table, "I", row["id"], row)


@cache
def _fitting(
    charged: tuple[str, ...], regions: tuple[str, ...], place: str, *, water: bool
) -> list[tuple[Pattern, list[Place]]]:
    """Return what may be ordered, each with where; kept, because hundreds of thousands ask the same."""
    return [
        (pattern, places)
        for pattern in PATTERNS
        if (not charged or pattern.lead in charged)
        and (not water or pattern.about_water)
        and (places := places_for(pattern.where, regions, place))
    ]


def _said(term: Term) -> str:
    """Return a term as it is dictated; empty without term."""
    return "" if term.unit is TermUnit.NONE else term.spanish


_FEMININE = (
    "Secretaría",
    "Comisión",
    "Oficialía",
    "Consejería",
    "Coordinación",
    "Dirección",
    "Junta",
    "Procuraduría",
    "Televisora",
)


def _with_article(name: str) -> str:
    """Return the name of an institution as a sentence says it."""
    return f"{'la' if name.startswith(_FEMININE) else 'el'} {name}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} y {names[-1]}"
