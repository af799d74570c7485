"""What is known of each matter of a first point: how it stands, what waits, what happened since, where it has come before."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from gabinete.kernel.days import DayCalendar
from gabinete.kernel.standing import DeadlineStanding, Light
from gabinete.kernel.words import short_date
from gabinete.office.cabinet.queries.first_point_matters import QUIET, Before
from gabinete.office.cabinet.rules.first_point import RISK_DAYS, Facts, Group, Waits
from gabinete.office.followup import states
from gabinete.office.followup.models import LogEntry
from gabinete.office.followup.queries.filters import Horizon
from gabinete.office.followup.queries.rows import local_day
from gabinete.office.followup.rules import Vital, light_of, standing_of

_SAID = {
    "register": "se registró",
    "report_progress": "reportó {percent} %",
    "accept_report": "se aceptó su reporte",
    "return_report": "se devolvió su reporte",
    "report_fulfilment": "reportó el cumplimiento",
    "accept_fulfilment": "pasó a verificación",
    "return_fulfilment": "se devolvió su cumplimiento",
    "verify_concluded": "se verificó concluido",
    "verify_partial": "se verificó concluido en parte",
    "verify_return": "no se acreditó su cumplimiento",
    "grant_extension": "se concedió prórroga hasta el {until}",
    "deny_extension": "se negó la prórroga",
    "decline": "lo declinó la dependencia",
    "confirm_assignment": "se confirmó a la dependencia",
    "reassign": "cambió de responsable",
    "block": "se marcó detenido",
    "unblock": "se retiró el obstáculo",
    "suspend": "se suspendió",
    "resume": "se reanudó",
    "reject_end": "se rechazó cerrarlo",
    "confirm_void": "quedó sin efecto",
    "confirm_superseded": "quedó sustituido",
    "confirm_unfulfilled": "se declaró incumplido",
    "reopen": "se reabrió",
}
"""What is told of each move; the others are nobody's news."""
_NEWS = 3
_PLAIN_NEWS = frozenset({"register", "report_progress"})


@dataclass(frozen=True, slots=True)
class Found:
    """A matter of the table with its facts."""

    row: dict[str, Any]
    facts: Facts
    light: Light
    group: Group


def told_of(rows: Iterable[dict[str, Any]], before: Before, at: Horizon, days: DayCalendar) -> list[Found]:
    """Return the matters of the point with their facts: one query, for what happened to them."""
    told = [row for row in rows if row["group"] != QUIET]
    news, asked = _news([row["id"] for row in told], before.since)
    found = []
    for row in told:
        group = Group(row["group"])
        light, facts = _facts(row, group, at, days)
        facts = replace(
            facts,
            changes=_told(news.get(row["id"], []), group),
            sessions=_sessions(row, group, before),
        )
        if facts.waits is Waits.DISPUTED and row["is_asked"] and row["id"] in asked:
            facts = replace(facts, waits=Waits.EXTENSION, asked_until=asked[row["id"]])
        found.append(Found(row, facts, light, group))
    return found


def _facts(row: dict[str, Any], group: Group, at: Horizon, days: DayCalendar) -> tuple[Light, Facts]:
    """Return the light and what the row itself says."""
    reported_on, notified_on = local_day(row["reported_at"]), local_day(row["notified_at"])
    vital = Vital(row["state"], row["due"], notified_on, reported_on, row["next_report_on"])
    light, standing, due = light_of(vital, at.today, days), standing_of(vital, at.today, days), row["due"]
    ahead = due if due and standing in {DeadlineStanding.ON_TIME, DeadlineStanding.DUE_SOON} else None
    owes = row["silent_from"] is not None and row["silent_from"] <= at.today
    heard = reported_on or notified_on or at.today
    return light, Facts(
        light=light.sentence,
        is_closed=row["state"] in states.FINAL_STATES,
        is_blocked=row["state"] == states.BLOCKED,
        days_late=(at.today - due).days if standing is DeadlineStanding.OVERDUE else 0,
        days_left=days.business_days_between(at.today, ahead) if ahead else None,
        is_near=ahead is not None and ahead <= at.today + timedelta(days=RISK_DAYS),
        is_soon=ahead is not None and ahead <= at.soon,
        silent_days=max((at.today - heard).days, 0) if owes else None,
        reported=row["reported_percent"],
        confidence=row["confidence"],
        priority=row["priority"],
        extensions=row["extension_count"],
        waits=_waits(row) if group is Group.DECIDE else None,
        end=states.MATTER_FLOW.states[row["proposed_end"]].label if row["proposed_end"] else "",
        has_changed=group is Group.CHANGED,
    )


def _waits(row: dict[str, Any]) -> Waits:
    """Return what waits; an extension is told from a dispute once its request is found."""
    known = {states.DECLINED: Waits.DECLINED, states.END_PROPOSED: Waits.END}
    return known.get(row["state"], Waits.DISPUTED)


def _news(ids: list[int], since: datetime | None) -> tuple[dict[int, list[tuple[str, str]]], dict[int, date]]:
    """Return what happened to each matter since, as (move, words), and until when each asked its last extension."""
    wanted = Q(move="ask_extension")
    if since:
        wanted |= Q(at__gt=since, move__in=_SAID)
    news: dict[int, list[tuple[str, str]]] = {}
    asked: dict[int, date] = {}
    entries = LogEntry.objects.filter(wanted, matter__in=ids).order_by("at", "pk")
    for matter, move, data in entries.values_list("matter_id", "move", "data"):
        if move == "ask_extension":
            asked[matter] = date.fromisoformat(data["until"])
        else:
            news.setdefault(matter, []).append((move, _worded(move, data)))
    return news, asked


def _told(news: list[tuple[str, str]], group: Group) -> tuple[str, ...]:
    """Return the last news, each kind once, as it was the last time.

    That it was registered, or reported, is told only when nothing graver is: the line already says its progress.
    """
    last: dict[str, str] = {}
    for move, words in news:
        if group is Group.CHANGED or move not in _PLAIN_NEWS:
            last.pop(move, None)
            last[move] = words
    return tuple(list(last.values())[-_NEWS:])


def _worded(move: str, data: dict[str, Any]) -> str:
    until = data.get("until")
    return _SAID[move].format(
        percent=data.get("percent", ""), until=short_date(date.fromisoformat(until)) if until else ""
    )


def _sessions(row: dict[str, Any], group: Group, before: Before) -> tuple[str, ...]:
    """Return the sessions in which it was agreed or asked for attention, this one last, in words.

    Of a session whose first point nobody kept, a matter counts when its first term had already ended that day.
    """
    found = []
    for day, name, asked in before.held:
        was_late = asked is None and row["original_due"] is not None and row["original_due"] < day
        if (
            (asked and row["id"] in asked)
            or was_late
            or (row["issued_on"] == day and row["body"] == before.body)
        ):
            found.append(name)
    return (*found, "esta") if group is not Group.CHANGED else tuple(found)
