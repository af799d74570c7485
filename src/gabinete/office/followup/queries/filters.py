"""Which matters a list shows: the filters people choose, kept in the address, and their condition in the database."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q, Subquery

from gabinete.foundation.org.models import Unit
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.errors import BadInput
from gabinete.kernel.standing import DEFAULT_RULE, DeadlineStanding, LightName, soon_limit
from gabinete.office.followup import states
from gabinete.office.followup.models import NO_DUE, MatterKind
from gabinete.office.followup.rules import OFFICE_CALENDAR
from gabinete.office.strategy.models import PlanNode

NONE = "ninguno"
"""Value of the filters by cabinet, axis and region that means «has none»."""
OPEN = Q(closed_on__isnull=True)
RUNNING = OPEN & ~Q(state=states.SUSPENDED)
OWED = OPEN & Q(state__in=states.OWED_STATES)


@dataclass(frozen=True, slots=True)
class Horizon:
    """The days a list is measured with.

    Attributes:
        today: the office's day.
        soon: last due date that counts as «por vencer».
    """

    today: date
    soon: date


def horizon(today: date) -> Horizon:
    """Return the horizon of a day under the office's calendar (one small query)."""
    rule = DEFAULT_RULE
    soon = soon_limit(today, calendar(OFFICE_CALENDAR), rule.soon_days)
    return Horizon(today, soon)


def standing_condition(standing: DeadlineStanding, at: Horizon) -> Q:
    """Return the condition of a deadline standing; it agrees with ``rules.standing_of``."""
    return {
        DeadlineStanding.DONE: Q(closed_on__isnull=False),
        DeadlineStanding.NO_TERM: OPEN & (Q(due_order=NO_DUE) | Q(state=states.SUSPENDED)),
        DeadlineStanding.OVERDUE: RUNNING & Q(due_order__lt=at.today),
        DeadlineStanding.DUE_SOON: RUNNING & Q(due_order__gte=at.today, due_order__lte=at.soon),
        DeadlineStanding.ON_TIME: RUNNING & Q(due_order__gt=at.soon, due_order__lt=NO_DUE),
    }[standing]


def silent_condition(at: Horizon) -> Q:
    """Return the condition «owes a report»; it agrees with ``kernel.standing.is_silent``."""
    return OPEN & Q(silent_from__lte=at.today)


def light_condition(light: LightName, at: Horizon) -> Q:
    """Return the condition of a value of the light; it agrees with ``rules.light_of``, and the values exclude each other."""
    overdue = standing_condition(DeadlineStanding.OVERDUE, at)
    soon = standing_condition(DeadlineStanding.DUE_SOON, at)
    silent = silent_condition(at)
    return {
        LightName.DONE: Q(closed_on__isnull=False),
        LightName.OVERDUE: overdue,
        LightName.SILENT: silent & ~Q(due_order__lt=at.today),
        LightName.SOON: soon & ~silent,
        LightName.ON_TIME: OPEN & (Q(state=states.SUSPENDED) | Q(due_order__gt=at.soon)) & ~silent,
    }[light]


_DATES = frozenset({"closed_from", "closed_until", "due_from", "due_until", "issued_from", "issued_until"})
_NAMES = {
    "work_list": "lista", "states": "estado", "standing": "situacion", "light": "semaforo", "silent": "sin_reporte",
    "unit": "unidad", "body": "gabinete", "axis": "eje", "region": "region", "monitor": "monitor", "kind": "clase",
    "priority": "prioridad", "text": "q", "confidence_max": "confianza", "closed_from": "cierre_desde",
    "closed_until": "cierre_hasta", "due_from": "vence_desde", "due_until": "vence_hasta",
    "issued_from": "emision_desde", "issued_until": "emision_hasta", "changed_since": "cambio_desde",
    "created_since": "alta_desde", "order": "orden",
}  # fmt: skip
"""Names of the filters in the address."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What somebody asked a list to show; an empty one shows every open matter by term.

    Attributes:
        work_list: key of ``worklists.WORK_LISTS``.
        states: names of states; several mean any of them.
        standing: value of ``DeadlineStanding``.
        light: value of ``LightName``.
        silent: only those that owe a report.
        unit: acronym of the lead.
        axis: code of the node of the plan.
        confidence_max: judged this or lower (1–5).
        changed_since: reached their present state after that moment.
        order: ``vence``, ``reciente`` or ``cierre``; empty is chosen by what is shown.
    """

    work_list: str = ""
    states: tuple[str, ...] = ()
    standing: str = ""
    light: str = ""
    silent: bool = False
    unit: str = ""
    body: str = ""
    axis: str = ""
    region: str = ""
    monitor: int | None = None
    kind: str = ""
    priority: int | None = None
    text: str = ""
    confidence_max: int | None = None
    closed_from: date | None = None
    closed_until: date | None = None
    due_from: date | None = None
    due_until: date | None = None
    issued_from: date | None = None
    issued_until: date | None = None
    changed_since: datetime | None = None
    created_since: datetime | None = None
    order: str = ""

    @classmethod
    def from_params(cls, params: Mapping[str, Any]) -> "Filters":
        """Return the filters of an address; ``getlist`` is used for states when there is one.

        Raises:
            BadInput: when a value cannot be understood.
        """
        given: dict[str, Any] = {}
        for name, key in _NAMES.items():
            if raw := str(params.get(key) or "").strip():
                given[name] = _read(name, key, raw)
        several: list[str] = params.getlist("estado") if hasattr(params, "getlist") else []
        if several:
            given["states"] = _read("states", "estado", ",".join(several))
        return cls(**given)

    def as_params(self) -> dict[str, str]:
        """Return the filters as they are written in an address; only those that are set."""
        pairs = {}
        for name, key in _NAMES.items():
            value = getattr(self, name)
            if value:
                pairs[key] = _written(value)
        return pairs

    def with_(self, **changes: Any) -> "Filters":
        """Return the same filters with some changed."""
        return replace(self, **changes)

    @property
    def shows_closed(self) -> bool:
        """Return whether the list may hold closed matters."""
        closed = set(self.states) & set(states.FINAL_STATES)
        done = "done" in (self.standing, self.light)
        return bool(
            closed
            or done
            or self.closed_from
            or self.closed_until
            or self.order in {"cierre", "reciente"}
            or self.text
        )

    def condition(self, at: Horizon) -> Q:
        """Return the condition in the database, the words and the work list apart."""
        found = Q() if self.shows_closed else OPEN
        if self.order == "cierre":
            found = Q(closed_on__isnull=False)
        if self.states:
            found &= Q(state__in=self.states)
        if self.standing:
            found &= standing_condition(DeadlineStanding(self.standing), at)
        if self.light:
            found &= light_condition(LightName(self.light), at)
        if self.silent:
            found &= silent_condition(at)
        return found & self._plain() & self._dates()

    def _plain(self) -> Q:
        found = Q()
        if self.unit:
            found &= Q(lead_id=Subquery(Unit.objects.filter(acronym=self.unit).values("pk")[:1]))
        for name in ("axis", "region"):
            code = getattr(self, name)
            if code == NONE:
                found &= Q(**{f"{name}__isnull": True})
            elif code:
                found &= Q(**{f"{name}_id": Subquery(PlanNode.objects.filter(code=code).values("pk")[:1])})
        if self.body:
            found &= Q(body="" if self.body == NONE else self.body)
        same = {"kind": self.kind, "monitor": self.monitor, "priority": self.priority}
        found &= Q(**{key: value for key, value in same.items() if value not in ("", None)})
        if self.confidence_max is not None:
            found &= Q(confidence__lte=self.confidence_max)
        return found

    def _dates(self) -> Q:
        limits = {
            "closed_on__gte": self.closed_from, "closed_on__lte": self.closed_until, "due_order__gte": self.due_from,
            "due_order__lt": NO_DUE if self.due_from else None, "due_order__lte": self.due_until, "issued_on__gte": self.issued_from, "issued_on__lte": self.issued_until,
            "state_since__gt": self.changed_since, "created_at__gt": self.created_since,
        }  # fmt: skip
        return Q(**{key: value for key, value in limits.items() if value is not None})


def _read(name: str, key: str, raw: str) -> Any:
    """Return a value of the address in its type."""
    known: dict[str, Any] = {
        "standing": [s.value for s in DeadlineStanding],
        "light": [x.value for x in LightName],
        "kind": MatterKind.values,
        "order": ("vence", "reciente", "cierre"),
    }
    if name == "states":
        return tuple(_choice(key, s, states.MATTER_FLOW.states) for s in raw.split(",") if s)
    if name in known:
        return _choice(key, raw, known[name])
    if name == "silent":
        return raw in {"1", "true", "sí", "si", "on"}
    if name in _DATES or name in {"changed_since", "created_since"}:
        return _moment(key, raw, day=name in _DATES)
    return (
        _number(key, raw)
        if name in {"monitor", "priority", "confidence_max"}
        else raw[:200].replace("\0", "")
    )


def _choice(key: str, raw: str, known: Any) -> str:
    if raw not in known:
        raise _unreadable(key, raw)
    return raw


def _number(key: str, raw: str) -> int:
    if not raw.isdecimal() or len(raw) > 9:  # noqa: PLR2004 - wider than any key in use
        raise _unreadable(key, raw)
    return int(raw)


def _moment(key: str, raw: str, *, day: bool) -> date | datetime:
    try:
        if day:
            return date.fromisoformat(raw)
        read = datetime.fromisoformat(raw.replace(" ", "+"))
    except ValueError as error:
        raise _unreadable(key, raw) from error
    return read if read.tzinfo else read.replace(tzinfo=OFFICE_ZONE)


def _unreadable(key: str, raw: str) -> BadInput:
    return BadInput(
        "matters.filter",
        f"El filtro «{key}» no admite «{raw[:40]}». No se perdió nada; quite ese filtro o elija otro valor.",
    )


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return "1" if value is True else str(value)
