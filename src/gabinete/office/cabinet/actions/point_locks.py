"""Taking hold of a point that is about to change: its session locked, its version compared."""

from gabinete.foundation.access.people import Actor
from gabinete.kernel.errors import Stale
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.actions.locks import session_to_change
from gabinete.office.cabinet.models import AgendaItem, CabinetSession


def point_to_change(actor: Actor, point_id: int, version: int | None) -> AgendaItem:
    """Return the point locked and current, with its session locked; ``version`` None does not compare.

    Raises:
        NotAllowed: they do not run its session.
        NotFound: there is no such point, or it is restricted and does not name them.
        Stale: somebody changed it since.
    """
    session_id = AgendaItem.objects.filter(pk=point_id).values_list("session_id", flat=True).first()
    if session_id is None:
        raise policies.unknown("un punto")
    session = session_to_change(actor, session_id, None)
    # Asked again once the session is held: another may have removed it meanwhile.
    point = AgendaItem.objects.select_for_update().filter(pk=point_id).first()
    if point is None:
        raise policies.unknown("un punto")
    point.session = session
    if not policies.may_view_point(actor, point):
        raise policies.unknown("un punto")
    if version is not None and point.version != version:
        raise stale(point.version, "este punto")
    return point


def stale(current: int, what: str) -> Stale:
    """Return the refusal for what another person changed meanwhile."""
    return Stale(
        "cabinet.stale",
        f"Otra persona cambió {what} después de que usted abrió la página. Lo que escribió no se guardó ni se perdió: "
        "sigue en su pantalla; cópielo, actualice la página y vuelva a hacerlo sobre lo nuevo.",
        current=current,
    )


def order_changed(session: CabinetSession) -> None:
    """Write down that the points of a locked session, or their order, changed."""
    session.agenda_version += 1
    session.save(update_fields=["agenda_version"])
