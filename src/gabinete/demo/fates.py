"""What becomes of each matter: chosen by its age, so that the present as a whole reads true.

About three in five end with proof; of those still open some are late, some silent, some wait for somebody's hand.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from gabinete.demo.world import World
from gabinete.kernel.terms import Term

CLOSED_BY_AGE = ((18, 0.0), (45, 0.08), (90, 0.24), (180, 0.5), (300, 0.72), (420, 0.84), (10_000, 0.93))
"""Up to so many days of age, the share of matters that have ended."""
CLOSED_LONG_AGO = ((18, 0.0), (45, 0.08), (90, 0.3), (180, 0.55), (300, 0.78), (420, 0.93), (10_000, 0.985))
"""The same for an office with six years behind it."""
ENDS = (("concluded", 84), ("partial", 5), ("void", 3), ("superseded", 3), ("unfulfilled", 5))
SCENES = (
    ("working", 38), ("silent", 10), ("late", 15), ("in_verification", 8), ("fulfilment_reported", 6),
    ("blocked", 5), ("asks_time", 5), ("denied_time", 3), ("asks_more_time", 4), ("end_proposed", 4), ("declined", 3), ("suspended", 3),
    ("reopened", 2), ("returned", 3),
)  # fmt: skip
YOUNG_SCENES = (("working", 58), ("declined", 10), ("notified", 32))
NEW_DAYS, YOUNG_DAYS = 4, 24
UNACKNOWLEDGED_DAYS = 12
UNFULFILLED_DAYS = 40
"""A term and the patience after it last longer than this."""
DECLINED_DAYS = 45
"""Nobody works for longer than this before saying that it is not theirs."""
TERMS = (
    *(Term.business(n) for n in (5, 10, 15, 20, 30, 45, 60, 90, 120)),
    *(Term.calendar(n) for n in (30, 60, 90)),
    *(Term.months(n) for n in (1, 2, 3, 4, 6, 9, 12, 18)),
)
_NO_TERM_SHARE, _FIXED_SHARE, _NEAR_SHARE = 0.02, 0.3, 0.12


@dataclass(frozen=True, slots=True)
class Fate:
    """What a story will come to.

    Attributes:
        scene: how it ends, or where it stands today.
        on: day on which it is fulfilled or ended; for a silent one, the day after which nothing is heard.
        extended_to: term of the extension that was granted on the way; ``None`` without one.
    """

    scene: str
    on: date
    term: Term
    extended_to: date | None = None


def choose(world: World, born: date, shares: tuple[tuple[int, float], ...] = CLOSED_BY_AGE) -> Fate:
    """Return the fate of a matter notified on a day.

    Args:
        shares: up to so many days of age, the share that has ended.
    """
    age = (world.today - born).days
    share = next(share for limit, share in shares if age <= limit)
    if world.chance(share):
        return _ended(world, born, age)
    return _open(world, born, age)


def scene_of(world: World, scenes: tuple[tuple[str, int], ...]) -> str:
    """Return one scene, by weight."""
    return world.random.choices([name for name, _ in scenes], [weight for _, weight in scenes])[0]


def _ended(world: World, born: date, age: int) -> Fate:
    """An end on some day between its first weeks and yesterday; the term somewhere near."""
    random = world.random
    longest = min(age - 3, 330)
    lasted = int(random.triangular(12, longest, min(longest, 75))) if longest > 14 else longest  # noqa: PLR2004
    on = born + timedelta(days=lasted)
    scene = scene_of(world, ENDS)
    if scene == "unfulfilled":
        if lasted > UNFULFILLED_DAYS:  # declared so once its term is past, never before
            past = on - timedelta(days=random.randint(18, UNFULFILLED_DAYS - 5))
            return Fate(scene, on, _term_near(world, born, past, exact=True))
        scene = "void"
    term = _term_near(world, born, on + timedelta(days=random.randint(-6, 30)))
    due = world.count(term, born).due
    extended = None
    if due is not None and due < on - timedelta(days=2):
        extended = world.calendar.next_business(on + timedelta(days=random.randint(1, 14)))
    return Fate(scene, on, term, extended)


def _open(world: World, born: date, age: int) -> Fate:
    random, today = world.random, world.today
    if age <= NEW_DAYS:
        scene = "notified" if world.chance(0.85) else "working"
    else:
        scene = scene_of(world, YOUNG_SCENES if age <= YOUNG_DAYS else SCENES)
    if (scene == "notified" and age > UNACKNOWLEDGED_DAYS) or (scene == "declined" and age > DECLINED_DAYS):
        scene = "working"
    if scene == "late":
        return _late(world, born, age)
    quiet = random.randint(23, max(24, min(age - 2, 75))) if scene == "silent" else 0
    near = world.chance(_NEAR_SHARE)
    ahead = today + timedelta(days=random.randint(1, 8) if near else int(random.triangular(1, 150, 20)))
    term = _term_near(world, born, ahead, exact=near)
    due = world.count(term, born).due
    extended = None
    if (due is not None and due < today) or scene == "asks_more_time":
        extended = world.calendar.next_business(ahead)
        term = _term_near(world, born, today - timedelta(days=random.randint(6, max(7, age // 2))))
        extended = None if (world.count(term, born).due or today) >= extended else extended
    return Fate(scene, today - timedelta(days=quiet), term, extended)


def _late(world: World, born: date, age: int) -> Fate:
    """A term that ended some days or weeks ago."""
    ago = world.random.randint(1, max(2, min(age - 8, 40)))
    return Fate("late", world.today, _term_near(world, born, world.today - timedelta(days=ago), exact=True))


def _term_near(world: World, born: date, wanted: date, *, exact: bool = False) -> Term:
    """Return a term, as the office gives them, that ends near a day."""
    if exact or world.chance(_FIXED_SHARE):
        return Term.fixed(world.calendar.next_business(max(wanted, born + timedelta(days=3))))
    if world.chance(_NO_TERM_SHARE):
        return Term.none()
    ranked = sorted(TERMS, key=lambda term: abs(((world.count(term, born).due or wanted) - wanted).days))
    return world.random.choice(ranked[:3])
