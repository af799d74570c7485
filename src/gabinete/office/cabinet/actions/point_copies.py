"""A point that also goes to another session: what it says, its last papers and, when restricted, whom it names."""

from gabinete.office.cabinet.models import AgendaItem, PointFile
from gabinete.office.cabinet.queries.opinions import newest_files


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
