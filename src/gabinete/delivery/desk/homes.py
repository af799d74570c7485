"""«Hoy»: what waits for each role, in the order in which it should be done."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gabinete.foundation.access.models import Role
from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.kernel.words import listed
from gabinete.office.followup.models import Matter
from gabinete.office.followup.queries.filters import horizon
from gabinete.office.followup.queries.rows import MatterRow, rows_of
from gabinete.office.followup.queries.together import COUNT_LIMIT, first_of_lists
from gabinete.office.followup.queries.worklists import WORK_LISTS

SHOWN = 5
MOST_SECTIONS = 3
_NOON, _EVENING = 12, 19


@dataclass(frozen=True)
class Wanted:
    """A list that a home shows.

    Attributes:
        key: of the list of work.
        title: what it is called here; it says what to do.
        urgent: its rows are shown when there are any, not only its count.
    """

    key: str
    title: str | Promise
    urgent: bool = True


@dataclass(frozen=True)
class Section:
    """A list as the home shows it: its count, and its first rows when it is urgent."""

    key: str
    title: str
    count: int
    rows: list[MatterRow]

    @property
    def count_text(self) -> str:
        """Return the count as it is shown."""
        return f"{COUNT_LIMIT:,}+" if self.count > COUNT_LIMIT else f"{self.count:,}"

    @property
    def url(self) -> str:
        """Return the address of the list."""
        return f"/asuntos/?lista={self.key}"


_LATE = Wanted("vencidos", gettext_lazy("Vencidos"))
_SOON = Wanted("por-vencer", gettext_lazy("Por vencer"), urgent=False)
_VERIFY = Wanted("por-verificar", gettext_lazy("Por verificar"))
_SILENT = Wanted("sin-reporte", gettext_lazy("Deben reporte"))
_REVIEW = Wanted("por-revisar", gettext_lazy("Por revisar"))
_EXTENSIONS = Wanted("prorrogas", gettext_lazy("Prórrogas por decidir"))
_DECLINED = Wanted("declinados", gettext_lazy("Declinados"))
_ENDS = Wanted("cierres-propuestos", gettext_lazy("Cierres por confirmar"))
_RISK = Wanted("riesgo", gettext_lazy("Lo que puede fallar"), urgent=False)
_AGENCY = (
    Wanted("nuevos", gettext_lazy("Por acusar recibo")),
    Wanted("devueltos", gettext_lazy("Devueltos por corregir")),
    _LATE,
    _SILENT,
    _VERIFY,
    _SOON,
    Wanted("mios", gettext_lazy("A su cargo"), urgent=False),
)
_ANALYST = (
    _REVIEW,
    _EXTENSIONS,
    _DECLINED,
    _VERIFY,
    Wanted("nuevos", gettext_lazy("Por notificar")),
    _SILENT,
    Wanted("doy-seguimiento", gettext_lazy("Doy seguimiento"), urgent=False),
)
HOMES: dict[Role, tuple[Wanted, ...]] = {
    Role.CHIEF: (
        Wanted("prorrogas-de-rango", gettext_lazy("Segundas prórrogas")),
        _ENDS,
        _RISK,
        _REVIEW,
        _LATE,
    ),
    Role.SECRETARY: (
        Wanted("nuevos", gettext_lazy("Por notificar")),
        _REVIEW,
        _EXTENSIONS,
        _DECLINED,
        _SILENT,
        _LATE,
    ),
    Role.ANALYST: _ANALYST,
    Role.LIAISON: _AGENCY,
    Role.UNIT_HEAD: _AGENCY,
    Role.AUDITOR: (_LATE, _RISK, _SILENT),
}
_ORDER = (Role.CHIEF, Role.SECRETARY, Role.ANALYST, Role.LIAISON, Role.UNIT_HEAD, Role.AUDITOR)


def wanted_by(actor: Actor) -> tuple[Wanted, ...]:
    """Return the lists of somebody's home: those of each role they hold, without repeats."""
    found: dict[str, Wanted] = {}
    for role in _ORDER:
        if role in actor.roles:
            for wanted in HOMES[role]:
                found.setdefault(wanted.key, wanted)
    return tuple(w for w in found.values() if _may(actor, w))


def _may(actor: Actor, wanted: Wanted) -> bool:
    permission = WORK_LISTS[wanted.key].permission
    return not permission or actor.may(Permission(permission))


def sections_for(actor: Actor, today: date) -> list[Section]:
    """Return the lists with their counts, and the rows of the first few that are urgent and not empty."""
    wanted = wanted_by(actor)
    found = first_of_lists(actor, [one.key for one in wanted], horizon(today), SHOWN)
    urgent = [one.key for one in wanted if one.urgent and found[one.key][0]][:MOST_SECTIONS]
    keys = {pk for key in urgent for pk in found[key][1]}
    rows = {row.id: row for row in rows_of(Matter.objects.filter(pk__in=keys), today)} if keys else {}
    return [
        Section(
            one.key,
            str(one.title),
            found[one.key][0],
            [rows[pk] for pk in found[one.key][1] if pk in rows] if one.key in urgent else [],
        )
        for one in wanted
    ]


def greeting(actor: Actor, now: datetime, *, formal: str = "") -> str:
    """Return «Buenos días, Rosa.», by the hour; ``formal`` takes the place of the name."""
    name = formal or (actor.name.split() or [""])[0]
    if now.hour < _NOON:
        return _("Buenos días, %(name)s.") % {"name": name}
    return (_("Buenas tardes, %(name)s.") if now.hour < _EVENING else _("Buenas noches, %(name)s.")) % {
        "name": name
    }


def formal_name(title: str) -> str:
    """Return how whoever holds an office is greeted: «Gobernadora» of «Gobernadora del Estado»; empty without title."""
    return title.split(" del ", maxsplit=1)[0].strip()


def summary(sections: list[Section]) -> str:
    """Return what waits, in one sentence."""
    waiting = [f"{s.title.lower()} ({s.count_text})" for s in sections if s.count and s.rows]
    if not waiting:
        return _("Nada espera su atención en este momento.")
    return _("Espera su atención: %(list)s.") % {"list": listed(waiting)}


def change_text(key: str, n: int) -> str:
    """Return what changed since the last look, in singular or plural."""
    said = {
        "done": ngettext("asunto concluido con prueba", "asuntos concluidos con prueba", n),
        "late": ngettext("nuevo vencido", "nuevos vencidos", n),
        "born": ngettext("asunto nuevo", "asuntos nuevos", n),
        "unfulfilled": ngettext("declarado incumplido", "declarados incumplidos", n),
    }
    return said[key]
