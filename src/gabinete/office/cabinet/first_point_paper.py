"""The first point on paper: blocks that the call, the order of the day and the minutes print as they are."""

from collections.abc import Sequence
from datetime import datetime

from gabinete.foundation.rendering.tree import Block, Cell, Column, Heading, Paragraph, Table
from gabinete.kernel.words import plural
from gabinete.office.cabinet.models import CabinetSession
from gabinete.office.cabinet.queries.first_point import eyes_of_table, point_seen
from gabinete.office.cabinet.queries.first_point_told import FirstPoint, Grouped, Line
from gabinete.office.cabinet.rules.first_point import Group

PRINTED = 12
"""Lines of each group on paper; the rest are counted."""


def first_point_blocks(
    session: CabinetSession, now: datetime, *, level: int = 2, minutes: bool = True
) -> tuple[Block, ...]:
    """Return the first point of a session to be printed for everybody who sits at its table.

    Nothing above the reserve of the session and nothing of a restricted point is in it, whoever prints. Once the session
    opened it is what the table saw. Empty when nobody kept it, or there is nothing to tell.

    Args:
        session: with its body at hand.
        level: of its headings, one below the heading under which it is printed.
        minutes: whether the minutes proposed are printed; the minutes of a session that was held need them not.
    """
    point = point_seen(eyes_of_table(session), session, now)
    if point is None or point.is_empty:
        return ()
    blocks: list[Block] = [Paragraph(_opening(point, minutes=minutes))]
    blocks += [Paragraph(f"{topic.title}. {topic.sentence}") for topic in point.topics]
    for grouped in point.groups:
        blocks += [Heading(f"{grouped.group.spanish}: {grouped.count:,}", level), _table(grouped)]
    return tuple(blocks)


def _opening(point: FirstPoint, *, minutes: bool) -> str:
    since = f"Desde la {point.since[0]}. " if point.since else ""
    proposed = f" {point.proposal.sentence}" if minutes and not point.is_kept else ""
    n = point.attention
    said = plural(n, "asunto merece minutos de la mesa", "asuntos merecen minutos de la mesa")
    return f"{since}{said}; cobertura {point.coverage.spanish} con reporte aceptado.{proposed}"


def _table(grouped: Grouped) -> Table:
    shown = grouped.lines[:PRINTED]
    columns = (
        Column("Asunto", 3),
        Column("Responsable", 0.9),
        Column("Reporta", 0.9),
        Column("Por qué está aquí", 3.4),
    )
    what = "asunto cambió" if grouped.count == 1 else "asuntos cambiaron"
    caption = f"{grouped.count:,} {what}." if grouped.group is Group.CHANGED else f"{grouped.group.spanish}."
    if grouped.count > len(shown):
        caption = f"{caption} Se imprimen {len(shown)} de {grouped.count:,}."
    return Table(caption, columns, [_row(line) for line in shown], total=grouped.count)


def _row(line: Line) -> Sequence[Cell]:
    clashes = " ".join(
        f"{one.word}: {one.folio} ({one.where or one.lead}). {one.sentence}" for one in line.clashes
    )
    why = f"{line.why} {clashes}".strip()
    return (
        Cell(f"{line.folio} · {line.title}", href=line.url),
        Cell(line.lead),
        Cell(line.reported),
        Cell(why, light=line.light),  # type: ignore[arg-type]
    )
