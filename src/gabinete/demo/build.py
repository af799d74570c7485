"""Builds the demonstration: a state government with a past, dated back from a moment, the same every time."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Literal

from django.db import connection, transaction
from psycopg import sql

from gabinete.demo import deeds, examples, shelves
from gabinete.demo.births import Birth, Nursery, Source
from gabinete.demo.bodies import CHAIR, make_bodies
from gabinete.demo.cast import TECHNICAL, gather
from gabinete.demo.catalogue import PATTERNS
from gabinete.demo.fates import CLOSED_BY_AGE, CLOSED_LONG_AGO
from gabinete.demo.papers import make_papers
from gabinete.demo.places import PLACES
from gabinete.demo.plots import live
from gabinete.demo.sittings import Recorder, Sitting, at, confirmed_at, schedule
from gabinete.demo.story import Story
from gabinete.demo.told import Change, Chronicle, Deed
from gabinete.demo.world import World
from gabinete.foundation.accounts.models import User
from gabinete.foundation.audit.acts import SYSTEM_ACTOR
from gabinete.foundation.audit.install import ensure_partitions, months_from
from gabinete.foundation.audit.seal import seal
from gabinete.foundation.org.loading import load_units
from gabinete.foundation.org.models import Unit
from gabinete.foundation.workflow.known_days import load_known_days
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import RuleBroken
from gabinete.office.followup.models import Matter
from gabinete.office.followup.rules import OFFICE_CALENDAR
from gabinete.office.strategy.actions import load_plan
from gabinete.office.strategy.models import PlanNode

Size = Literal["small", "large"]
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is, and how much there is."""
SEED = 20_27
FRESH = 12
"""Matters born in the last week, so that there is always something new."""
_WAITING_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Scale:
    """How much to build.

    Attributes:
        load: times the ordinary number of agreements in each session.
        loose: matters born outside sessions, in all.
        brief: short stories, to make many.
    """

    months: int
    load: float
    loose: int
    brief: bool


SCALES: dict[Size, Scale] = {
    "small": Scale(18, 1.0, 105, brief=False),
    "large": Scale(72, 63.0, 74_000, brief=True),
}
_LOOSE = (
    ("tour", "Gira de trabajo por {place}", CHAIR),
    ("tour", "Gira de trabajo por {place}", CHAIR),
    ("letter", "Oficio de la Oficina del Ejecutivo", "Jefatura de la Oficina"),
    ("meeting", "Reunión con el ayuntamiento de {place}", CHAIR),
    ("public", "Compromiso público en {place}", CHAIR),
)


@dataclass(frozen=True, slots=True)
class Summary:
    """What was built."""

    people: int
    sessions: int
    matters: int
    open_matters: int
    history: int


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything stories stand on."""

    world: World
    nursery: Nursery
    recorder: Recorder
    scale: Scale


def build(size: Size, now: datetime, progress: Progress | None = None) -> Summary:
    """Fill an empty database with a fictitious past; all of it or nothing.

    Args:
        size: ``small``, some 600 matters; ``large``, some 200,000 for the benchmark.
        now: the present of the demonstration.
        progress: hears how far it has got.

    Raises:
        RuleBroken: the database holds real people or matters, or a demonstration already.
    """
    tell = progress or (lambda _what, _done, _all: None)
    now = now.replace(microsecond=0)
    with transaction.atomic():
        require_empty()
        _let_it_last()
        tell("Instituciones y personas", 0, 1)
        setting = _set(SCALES[size], now)
        tell("Instituciones y personas", 1, 1)
        with shelves.without_word_indexes(enabled=setting.scale.brief):
            sessions, history = _write_all(setting, tell)
        shelves.settle(setting.world.keys, setting.nursery.counters)
        examples.add(setting.world, setting.nursery.cast, setting.recorder.bodies)
    tell("Sello de la historia", 0, 1)
    seal(now)
    _weigh()
    tell("Sello de la historia", 1, 1)
    matters = Matter.objects.order_by()
    return Summary(
        User.objects.filter(is_demo=True).count(),
        sessions,
        matters.count(),
        matters.filter(closed_on=None).count(),
        history,
    )


def require_empty() -> None:
    """Refuse a database where anything could be mixed with what is fictitious.

    Raises:
        RuleBroken: saying what was found.
    """
    if User.objects.filter(is_demo=True).exists():
        raise RuleBroken(
            "demo.there_already",
            "Esta base ya tiene una demostración. No se cambió nada; para otra, use una base de datos vacía.",
        )
    if User.objects.exists() or Matter.objects.exists():
        raise RuleBroken(
            "demo.real_data",
            "Esta base tiene personas o asuntos reales, y la demostración no se mezcla con ellos. "
            "No se cambió nada; use una base de datos vacía.",
        )


def _let_it_last() -> None:
    """Lift the limit of time, which is for pages."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")


def _weigh() -> None:
    """Tell the planner how much there is; of the history only its keys, for its images take minutes to look at."""
    with transaction.atomic(), connection.cursor() as cursor:
        _let_it_last()
        cursor.execute(
            "SELECT relname FROM pg_stat_user_tables WHERE relname NOT LIKE 'audit\\_%' AND n_tup_ins > 0"
        )
        tables = [sql.Identifier(name) for (name,) in cursor.fetchall()]
        cursor.execute(sql.SQL("ANALYZE {}").format(sql.SQL(", ").join(tables)))
        cursor.execute(
            "ANALYZE audit_history (id, at, table_name, row_id, act_id), audit_act (id, at, actor_id, verb)"
        )


def _set(scale: Scale, now: datetime) -> Setting:
    """Create institutions, people, calendars, cabinets and files as of before the first story."""
    random = Random(SEED)
    start = now - timedelta(days=31 * scale.months + 60)
    first = day_of(start)
    ensure_partitions(months_from(first, (scale.months + 4)))
    load_units(actor_id=SYSTEM_ACTOR, now=start)
    load_plan(start)
    load_known_days(start)
    agencies = {acronym for it in PATTERNS for acronym in (it.lead, *it.shared)}
    cast = gather(random, agencies, start)
    bodies = make_bodies(start, TECHNICAL)
    secretary = cast.people["secretaria"]
    papers = make_papers(secretary, start)
    world = World(random, now, calendar(OFFICE_CALENDAR), shelves.last_keys(), papers, cast.home_of)
    names = dict(Unit.objects.values_list("acronym", "name"))
    shares = CLOSED_LONG_AGO if scale.brief else CLOSED_BY_AGE
    nursery = Nursery(world, cast, names, dict(PlanNode.objects.values_list("code", "pk")), shares)
    return Setting(world, nursery, Recorder(world, bodies, secretary, with_minutes=not scale.brief), scale)


def _write_all(setting: Setting, tell: Progress) -> tuple[int, int]:
    """Tell and write everything, cohort by cohort; return how many sessions and history rows."""
    sessions = history = 0
    cohorts = list(_cohorts(setting))
    with _without_sweeping():
        for done, (sittings, loose) in enumerate(cohorts):
            tell("Asuntos y su historia", done, len(cohorts))
            history += shelves.write(Chronicle(_told(setting, sittings, loose)))
            sessions += len(sittings)
    tell("Asuntos y su historia", len(cohorts), len(cohorts))
    return sessions, history


@contextmanager
def _without_sweeping() -> Iterator[None]:
    """Put the search for reference cycles off: stories make millions of small things and no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _cohorts(setting: Setting) -> Iterator[tuple[list[Sitting], list[tuple[Source, datetime]]]]:
    """Yield what is born together: everything at once, or month by month when it is much."""
    sittings, loose = schedule(setting.world, setting.scale.months), _loose(setting)
    if not setting.scale.brief:
        yield sittings, loose
        return
    months = sorted({(it.held_on.year, it.held_on.month) for it in sittings})
    for month in months:
        born = [it for it in loose if (it[1].year, it[1].month) == month]
        yield [it for it in sittings if (it.held_on.year, it.held_on.month) == month], born


def _loose(setting: Setting) -> list[tuple[Source, datetime]]:
    """Return what is ordered outside sessions, over the whole time and up to today."""
    world, random = setting.world, setting.world.random
    found = []
    for number in range(setting.scale.loose):
        back = (
            random.randint(0, 6)
            if number < FRESH
            else int(random.triangular(0, setting.scale.months * 30, 60))
        )
        day = world.today - timedelta(days=back)
        day = world.calendar.next_business(day)
        kind, label, who = random.choice(_LOOSE)
        moment = at(day, random.randint(8, 15), random.randrange(60))
        if moment < world.now:
            place = random.choice(PLACES).name
            told = label.format(place=place)
            source = Source(kind, told, who, day, place=place if told != label else "")
            found.append((source, moment))
    return sorted(found, key=lambda pair: pair[1])


def _told(
    setting: Setting, sittings: Sequence[Sitting], loose: Sequence[tuple[Source, datetime]]
) -> Iterator[Deed]:
    """Yield the deeds of a cohort."""
    world, scale = setting.world, setting.scale
    batches: list[tuple[Sitting | None, list[Birth]]] = [(it, _born_in(setting, it)) for it in sittings]
    batches += [(None, [setting.nursery.bear(source, moment)]) for source, moment in loose]
    successors = _successors([birth for _, births in batches for birth in births])
    for sitting, births in batches:
        stories = [Story(world, it.hands, it.row, it.extra, successors.get(it.row["id"])) for it in births]
        _begin(stories, together=sitting is not None)
        if sitting is not None:
            yield from setting.recorder.tell(sitting, births, _taken(stories))
        for story, birth in zip(stories, births, strict=True):
            if story.matter["state"] == "notified":
                live(story, birth.fate, list(birth.milestones), brief=scale.brief)
            yield from story.deeds


def _begin(stories: Sequence[Story], *, together: bool) -> None:
    """Register each, and notify it: at once when it comes from a session, else within the day."""
    for story in stories:
        story.register()
        fresh = (story.world.today - story.day).days <= 1 and story.world.chance(_WAITING_SHARE)
        if together or (not fresh and story.wait(0, 1)):
            deeds.notify(story)


def _taken(stories: Sequence[Story]) -> list[Change]:
    """Take what registering and notifying wrote: in a session it is all one act of the secretary."""
    changes = [change for story in stories for deed in story.deeds for change in deed.changes]
    for story in stories:
        story.deeds.clear()
    return changes


def _born_in(setting: Setting, sitting: Sitting) -> list[Birth]:
    it, random = sitting.rhythm, setting.world.random
    source = Source(
        "session",
        sitting.name,
        CHAIR,
        sitting.held_on,
        it.code,
        sitting.number,
        charged=it.charged,
        water=it.water,
        regions=it.regions,
    )
    moment = confirmed_at(setting.world, sitting)
    count = max(round(it.load * setting.scale.load) + random.randint(-1, 1), 2)
    return [setting.nursery.bear(source, moment) for _ in range(count)]


def _successors(births: Sequence[Birth]) -> dict[int, tuple[int, str]]:
    """Return, for those that will be superseded, a later matter of the same agency that takes their place."""
    found = {}
    for it in births:
        if it.fate.scene == "superseded":
            later = (
                other
                for other in births
                if other.row["lead_id"] == it.row["lead_id"]
                and it.at < other.at < at(it.fate.on, 0)
                and other.row["reserve"] <= it.row["reserve"]
            )
            if (other := next(later, None)) is not None:
                found[it.row["id"]] = (other.row["id"], other.row["folio"])
    return found
