"""A point that also goes to another session: what it says, its last papers and, when restricted, whom it names."""

from gabinete.kernel.errors import RuleBroken
from gabinete.office.cabinet.models import AgendaItem, CabinetSession, PointFile
from gabinete.office.cabinet.queries.opinions import newest_files
from gabinete.office.cabinet.queries.sessions import name_of


def require_as_closed(reserve: int, session: CabinetSession) -> None:
    """Go on only when a session is no more open than what is brought to it.

    Args:
        reserve: degree of the session, or of the matter, it comes from.

    Raises:
        RuleBroken.
    """
    if reserve > session.reserve:
        raise RuleBroken(
            "point.reserve",
            f"La {name_of(session)} de {session.body.name} la pueden leer más personas que lo que se trae. No se cambió "
            "nada; suba primero su grado de reserva.",
        )


def copied(point: AgendaItem) -> AgendaItem:
    """Return an unsaved point that says the same; outcome, positions and opinions stay where they were given."""
    return AgendaItem(
        title=point.title,
        kind=point.kind,
        proposer_id=point.proposer_id,
        minutes=point.minutes,
        text=point.text,
        is_restricted=point.is_restricted,
    )


def take_along(point: AgendaItem, twin: AgendaItem) -> None:
    """Give a saved twin the last version of each paper, and the same readers."""
    papers = newest_files(point.files.select_related("document"))
    PointFile.objects.bulk_create(
        PointFile(
            point=twin,
            title=one.title,
            document=one.document,
            added_at=one.added_at,
            added_by_id=one.added_by_id,
        )
        for one in papers
    )
    if point.is_restricted:
        twin.readers.set(point.readers.all())
