"""How a fate is told: the deeds that lead from the notice to where the matter stands today."""

from collections.abc import Callable
from datetime import date, timedelta

from gabinete.demo import deeds
from gabinete.demo.catalogue import CHATTER
from gabinete.demo.fates import Fate
from gabinete.demo.story import Story
from gabinete.demo.told import Row

NEARLY = 95
"""Percent that nobody passes before reporting the fulfilment."""
_ACCEPTED_SHARE, _JUDGED_SHARE, _MESSAGE_SHARE = 0.88, 0.4, 0.12


def live(story: Story, fate: Fate, milestones: list[Row], *, brief: bool = False) -> None:
    """Tell a notified matter up to its end or to today.

    Args:
        milestones: its checkpoints, to be accepted on the way.
        brief: leaves out the reports on the way but one, for large demonstrations.
    """
    if fate.scene == "notified" or not story.wait(0, 3):
        return
    deeds.acknowledge(story)
    if fate.scene == "declined":
        _declined(story)
        return
    if not brief and story.world.chance(0.03):
        _contested(story)
    margin = 9 if fate.scene in _ENDINGS else _MARGINS.get(fate.scene, 0)
    if not brief or fate.scene not in _ENDINGS:
        _work(story, fate, fate.on - timedelta(days=margin), milestones, brief=brief)
    else:
        story.go(fate.on - timedelta(days=margin))
    _SCENES.get(fate.scene, _nothing)(story, fate)


def _work(story: Story, fate: Fate, until: date, milestones: list[Row], *, brief: bool) -> None:
    """Report every so often until a day; ask for time when the fate says it was granted."""
    start, every = story.day, story.matter["report_every_days"]
    span = max((until - start).days, 1)
    goal = story.world.random.randint(*_GOALS.get(fate.scene, (40, 92)))
    todo = list(milestones)
    granted = fate.extended_to is None
    while True:
        gap = (
            story.world.random.randint(max(every * 6 // 10, 3), max(every - 1, 4))
            if not brief
            else max(span // 2, 5)
        )
        if story.day + timedelta(days=gap) > until or not story.wait(gap, gap):
            break
        if not granted and _time_presses(story):
            granted = _extend(story, fate)
        share = min((story.day - start).days / span, 1)
        percent = int(
            max(
                story.matter["reported_percent"] or 0,
                min(goal * share + story.world.random.randint(-4, 5), NEARLY),
            )
        )
        deeds.report_progress(story, max(percent, 0), with_evidence=not brief and story.world.chance(0.55))
        _office_answers(story, fate, todo, brief=brief)
        if brief:
            break
    if not granted:
        _extend(story, fate)


def _office_answers(story: Story, fate: Fate, todo: list[Row], *, brief: bool) -> None:
    """Review the report within days, judge now and then, accept the checkpoints reached."""
    if not story.wait(0, 5):
        return
    accepted = story.world.chance(_ACCEPTED_SHARE)
    deeds.review(story, accepted=accepted)
    if brief:
        return
    if story.world.chance(_JUDGED_SHARE):
        deeds.judge(story, story.world.random.choice(_JUDGEMENTS.get(fate.scene, (3, 4, 4, 5))))
    if accepted and todo and story.matter["accepted_percent"] >= 90 * (1 - len(todo) / 5):
        deeds.complete_milestone(story, todo.pop(0))
    if story.world.chance(_MESSAGE_SHARE):
        speaker = story.world.random.choice((story.hands.analyst, story.hands.liaison))
        story.say(speaker, story.world.random.choice(CHATTER))


def _time_presses(story: Story) -> bool:
    due = story.matter["due"]
    return due is not None and (due - story.day).days <= 12  # noqa: PLR2004 - about two weeks before


def _extend(story: Story, fate: Fate) -> bool:
    """Ask for the extension of the fate, unless one waits already, and have it granted; say whether nothing waits."""
    if story.extension is None:
        until, due = fate.extended_to, story.matter["due"]
        if until is None or due is None or until <= max(due, story.day):
            return True
        if not story.wait(0, 1) or until <= story.day:
            return True
        deeds.ask_extension(story, until)
    if story.wait(0, 2):
        deeds.decide_extension(story, granted=True)
    return story.extension is None


def _contested(story: Story) -> None:
    """The agency declines, the office confirms, the agency acknowledges again."""
    if not story.wait(1, 4):
        return
    deeds.decline(story)
    if story.wait(1, 5):
        deeds.confirm_assignment(story)
        if story.wait(0, 2):
            deeds.acknowledge(story)


def _declined(story: Story) -> None:
    days = max((story.world.today - story.day).days - story.world.random.randint(1, 6), 0)
    if story.wait(days, days):
        deeds.decline(story)


def _proven(story: Story, *, steps: int) -> bool:
    """Report the fulfilment (1), have it accepted (2) and verified (3); say whether every step fitted before today."""
    if story.matter["state"] != "in_progress" or not story.wait(0, 3):
        return False
    deeds.report_fulfilment(story)
    if steps == 1 or not story.wait(0, 2):
        return steps == 1
    deeds.review(story, accepted=True)
    return steps == 2 or story.wait(1, 4)  # noqa: PLR2004


def _concluded(story: Story, fate: Fate) -> None:
    if story.world.chance(0.04) and _proven(story, steps=3):
        deeds.refuse_proof(story)
    if _proven(story, steps=3):
        deeds.verify(story, partial=fate.scene == "partial")


def _without_fulfilment(story: Story, fate: Fate) -> None:
    if story.wait(0, 3):
        replaced = fate.scene == "superseded" and story.successor is not None
        end = fate.scene if replaced or fate.scene != "superseded" else "void"
        deeds.propose_end(story, end, story.successor if replaced else None)
        if story.wait(1, 5):
            deeds.confirm_end(story)


def _reopened(story: Story, _fate: Fate) -> None:
    if _proven(story, steps=3):
        deeds.verify(story, partial=False)
        if story.wait(8, 18):
            deeds.reopen(story)
            if story.wait(3, 8):
                deeds.report_progress(story, story.world.random.randint(60, 80))


def _returned(story: Story, _fate: Fate) -> None:
    if _proven(story, steps=1) and story.wait(0, 1):
        deeds.review(story, accepted=False)


def _asks_time(story: Story, _fate: Fate) -> None:
    """A request that waits today; second ones when the first was granted on the way."""
    due = story.matter["due"]
    if due is None or story.extension is not None or not story.wait(0, 3):
        return
    more = story.world.random.choice((10, 15, 20, 30))
    deeds.ask_extension(story, story.world.calendar.add_business(max(due, story.world.today), more))


def _denied_time(story: Story, fate: Fate) -> None:
    _asks_time(story, fate)
    if story.extension is not None and story.wait(1, 3):
        deeds.decide_extension(story, granted=False)


def _end_proposed(story: Story, _fate: Fate) -> None:
    if story.wait(0, 4):
        deeds.propose_end(story, story.world.random.choice(("void", "unfulfilled")))


def _blocked(story: Story, _fate: Fate) -> None:
    if story.wait(0, 6):
        deeds.block(story)


def _suspended(story: Story, _fate: Fate) -> None:
    if story.extension is None and story.wait(0, 5):
        deeds.suspend(story)


def _nothing(_story: Story, _fate: Fate) -> None:
    """The work itself has said everything."""


_ENDINGS = frozenset({"concluded", "partial", "void", "superseded", "unfulfilled"})
_MARGINS = {
    "in_verification": 8, "fulfilment_reported": 6, "asks_time": 5, "asks_more_time": 5,
    "denied_time": 9, "end_proposed": 6,
    "blocked": 10, "suspended": 10, "reopened": 45, "returned": 6,
}  # fmt: skip
_GOALS = {
    "concluded": (85, 95), "partial": (80, 92), "in_verification": (85, 95), "fulfilment_reported": (85, 95),
    "reopened": (85, 95), "returned": (80, 92), "silent": (10, 45), "late": (35, 85), "unfulfilled": (5, 35),
    "void": (5, 40), "superseded": (5, 40), "blocked": (20, 60), "suspended": (15, 50), "end_proposed": (5, 30),
}  # fmt: skip
_JUDGEMENTS = {
    "silent": (2, 3, 1), "late": (2, 3, 2, 1), "blocked": (2, 3), "unfulfilled": (1, 2), "end_proposed": (1, 2),
    "asks_more_time": (2, 3), "asks_time": (3, 4), "concluded": (4, 4, 5, 3),
}  # fmt: skip
_SCENES: dict[str, Callable[[Story, Fate], None]] = {
    "concluded": _concluded,
    "partial": _concluded,
    "void": _without_fulfilment,
    "superseded": _without_fulfilment,
    "unfulfilled": _without_fulfilment,
    "in_verification": lambda story, _fate: _ignore(_proven(story, steps=2)),
    "fulfilment_reported": lambda story, _fate: _ignore(_proven(story, steps=1)),
    "reopened": _reopened,
    "returned": _returned,
    "asks_time": _asks_time,
    "asks_more_time": _asks_time,
    "denied_time": _denied_time,
    "end_proposed": _end_proposed,
    "blocked": _blocked,
    "suspended": _suspended,
}


def _ignore(_done: bool) -> None:  # noqa: FBT001
    """What did not fit before today stays undone."""
