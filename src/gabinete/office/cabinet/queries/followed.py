"""What the point of follow-up tells the whole table: the only read from which a paper of a session prints it."""

from datetime import datetime

from gabinete.kernel.clock import day_of, hour_of
from gabinete.kernel.words import short_date
from gabinete.office.cabinet.models import AgendaItem, CabinetSession
from gabinete.office.cabinet.models.choices import RecurringRole
from gabinete.office.cabinet.queries.first_point import eyes_of_table, point_seen
from gabinete.office.cabinet.queries.first_point_told import FirstPoint, Grouped
from gabinete.office.cabinet.rules.followed import Followed, FollowedGroup, FollowedMatter

TOLD = 12
"""Matters of each reason that a paper tells; the rest are counted."""


def followed_of(session: CabinetSession, now: datetime) -> Followed | None:
    """Return the point of follow-up of a session as every member may read it, whoever prints.

    Nothing above the reserve of the session, nothing of a restricted point and no order of another table is in it. Once
    the session opened it is what the table saw. ``None`` when the order of the day has no such point open to all, when
    there is nothing to tell, or when the session took place and nobody kept it.

    Args:
        session: with its body at hand.
    """
    point = (
        session.agenda.filter(role=RecurringRole.FOLLOWUP, is_restricted=False).order_by("position").first()
    )
    if point is None:
        return None
    told = point_seen(eyes_of_table(session), session, now)
    return None if told is None or told.is_empty else _followed(point, told)


def _followed(point: AgendaItem, told: FirstPoint) -> Followed:
    return Followed(
        number=point.position,
        title=point.title,
        cut=f"{short_date(day_of(told.told_at))}, {hour_of(told.told_at)} horas",
        since=told.since[0] if told.since else "",
        attention=told.attention,
        backed=told.coverage.spanish,
        topics=[f"{topic.title}. {topic.sentence}" for topic in told.topics],
        groups=[_group(grouped) for grouped in told.groups],
    )


def _group(grouped: Grouped) -> FollowedGroup:
    return FollowedGroup(
        grouped.group.spanish,
        grouped.count,
        [
            FollowedMatter(line.folio, line.title, line.lead, line.reported, line.why)
            for line in grouped.lines[:TOLD]
        ],
    )
