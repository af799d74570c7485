"""Every door of the product: what the shell offers, to whom, with which count."""

from django.utils.translation import gettext_lazy as _

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.foundation.notifications.queries import unseen_count
from gabinete.foundation.ui.navigation import Entry, offer
from gabinete.kernel import clock
from gabinete.office.cabinet import queries as cabinet
from gabinete.office.cabinet.web.origins import lines_of
from gabinete.office.followup import queries
from gabinete.office.followup.queries.together import COUNT_LIMIT
from gabinete.office.followup.web import lookups, origins

_RENDERING = _("Rendición")
_SYSTEM = _("Sistema")


def _notices(actor: Actor) -> str:
    count = unseen_count(actor.user_id)
    return f"{count:,}" if count else ""


def _matters(actor: Actor) -> str:
    count = queries.count_matching(actor, queries.Filters(), clock.today())
    return f"{COUNT_LIMIT:,}+" if count > COUNT_LIMIT else f"{count:,}"


def _bodies(actor: Actor) -> list[tuple[str, str]]:
    return [(body.code, body.name) for body in cabinet.body_choices(actor)]


def open_all() -> None:
    """Offer the doors, in the order in which people read them, and say who knows the cabinets and what was agreed in them."""
    lookups.bodies_come_from(_bodies)
    origins.origins_come_from(lines_of)
    offer(
        Entry("/", _("Hoy"), "home"),
        Entry("/asuntos/", _("Asuntos"), "matters", permission=Permission.VIEW_MATTERS, count=_matters),
        Entry("/asuntos/tablero/", _("Tablero"), "board", permission=Permission.VIEW_MATTERS),
        Entry(
            "/sesiones/",
            _("Sesiones"),
            "sessions",
            permission=Permission.VIEW_SESSIONS,
            also=("/minutas/", "/borradores/", "/puntos/", "/opiniones/"),
        ),
        Entry("/avisos/", _("Avisos"), "notices", count=_notices),
        Entry("/informes/", _("Informes"), "reports", _RENDERING, Permission.VIEW_REPORTS),
        Entry("/auditoria/", _("Auditoría"), "audit", _RENDERING, Permission.VIEW_AUDIT),
        Entry("/directorio/", _("Directorio"), "directory", _SYSTEM, with_role=True),
        Entry("/calendario/", _("Calendario"), "calendar", _SYSTEM),
        Entry("/ayuda/", _("Ayuda"), "help", _SYSTEM),
    )
