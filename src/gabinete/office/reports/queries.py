"""Matters as they stood at a past moment, and the reports already issued."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from gabinete.foundation.audit.queries import rows_as_of
from gabinete.foundation.org.models import Unit
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.days import DayCalendar
from gabinete.kernel.errors import BadInput, NotFound
from gabinete.kernel.words import plain_date
from gabinete.office.cabinet.queries import body_names
from gabinete.office.followup.queries import bodies_with_matters
from gabinete.office.reports.models import IssuedReport
from gabinete.office.reports.rules import Changes, MatterAsOf, changes_between, matter_as_of
from gabinete.office.reports.scope import KINDS, Scope, parse_scope
from gabinete.office.reports.selections import select
from gabinete.office.strategy.models import PlanNode

MATTERS = "followup_matter"
FIRST_COMPARISON_DAYS = 30
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a report of one scope at one cut is made of.

    Attributes:
        left_out: matters of the scope above the report's ceiling of reserve, which it does not show.
        units: unit key → acronym.
    """

    report: IssuedReport
    matters: list[MatterAsOf]
    changes: Changes
    left_out: int
    units: dict[int, str]
    scope_name: str

    @property
    def day(self) -> date:
        """Return the office's day of the cut."""
        return self.report.cut.astimezone(OFFICE_ZONE).date()


def cut_for(as_of: date, now: datetime) -> datetime:
    """Return the moment a report «as of» a day is true to: the end of that day, or now when it is today.

    Raises:
        BadInput: when the day has not come yet.
    """
    today = now.astimezone(OFFICE_ZONE).date()
    if as_of > today:
        raise BadInput(
            "reports.future",
            f"El {plain_date(as_of)} aún no llega. No se emitió nada: pida un corte de hoy o anterior.",
        )
    if as_of == today:
        return now
    return datetime.combine(as_of + timedelta(days=1), time.min, OFFICE_ZONE) - timedelta(microseconds=1)


def scope_name(scope: Scope) -> str:
    """Return the scope in words.

    Raises:
        NotFound: when no agency or node of the plan has that code.
    """
    if scope.kind == "agency":
        unit = Unit.objects.filter(acronym__iexact=scope.code).first()
        if unit is None:
            raise NotFound(
                "reports.unit", f"No hay ninguna dependencia con la sigla «{scope.code}». No se emitió nada."
            )
        return unit.name
    if scope.kind in {"axis", "region"}:
        node = PlanNode.objects.filter(code__iexact=scope.code).first()
        if node is None:
            raise NotFound("reports.plan", f"El plan no tiene la clave «{scope.code}». No se emitió nada.")
        return f"{KINDS[scope.kind]} {node.code}: {node.name}"
    return _named(scope, {}, {}, body_names())


def scope_names(scopes: Iterable[Scope]) -> dict[Scope, str]:
    """Return several scopes in words with three questions to the database, whatever their number."""
    asked = set(scopes)
    units = dict(
        Unit.objects.filter(acronym__in=[s.code for s in asked if s.kind == "agency"]).values_list(
            "acronym", "name"
        )
    )
    plan = [s.code for s in asked if s.kind in {"axis", "region"}]
    nodes = dict(PlanNode.objects.filter(code__in=plan).values_list("code", "name"))
    bodies = body_names() if any(s.kind == "cabinet" for s in asked) else {}
    return {s: _named(s, units, nodes, bodies) for s in asked}


def _named(
    scope: Scope, units: Mapping[str, str], nodes: Mapping[str, str], bodies: Mapping[str, str]
) -> str:
    """Return one scope in words from what was read."""
    if scope.kind == "all":
        return KINDS["all"]
    if scope.kind == "cabinet" and scope.code in bodies:
        return bodies[scope.code]
    name = units.get(scope.code) or nodes.get(scope.code)
    return (
        name
        if scope.kind == "agency" and name
        else f"{KINDS[scope.kind]} {scope.code}{f': {name}' if name else ''}"
    )


def previous_cut(scope: Scope, cut: datetime, ceiling: int) -> datetime:
    """Return the cut of the last report of the same scope, else thirty days before."""
    last = (
        IssuedReport.objects.filter(scope=str(scope), cut__lt=cut, ceiling=ceiling).order_by("-cut").first()
    )
    return last.cut if last else cut - timedelta(days=FIRST_COMPARISON_DAYS)


def situation(report: IssuedReport, progress: Progress | None = None) -> Situation:
    """Return what the report says, read from the sealed history; equal today and in ten years."""
    scope = parse_scope(report.scope)
    days = calendar(report.calendar_code, report.calendar_version)
    keep = _scope_test(scope)
    then = [m for m in _matters(report.compared_to, days, None) if keep(m) and m.reserve <= report.ceiling]
    every = [m for m in _matters(report.cut, days, progress) if keep(m)]
    now = sorted((m for m in every if m.reserve <= report.ceiling), key=_by_urgency)
    return Situation(
        report=report,
        matters=now,
        changes=changes_between(then, now),
        left_out=len(every) - len(now),
        units=dict(Unit.objects.values_list("id", "acronym")),
        scope_name=scope_name(scope),
    )


def _by_urgency(matter: MatterAsOf) -> tuple[date, str]:
    """Order by term, those without one last."""
    return (matter.due or date.max, matter.folio)


def _matters(at: datetime, days: DayCalendar, progress: Progress | None) -> Iterator[MatterAsOf]:
    """Yield the matters that existed at a moment."""
    today = at.astimezone(OFFICE_ZONE).date()
    for count, image in enumerate(rows_as_of(MATTERS, at), 1):
        if progress and count % 500 == 0:
            progress(count)
        yield matter_as_of(image, today, days)


def _scope_test(scope: Scope) -> Callable[[MatterAsOf], bool]:
    """Return the test that keeps the matters of the scope."""
    if scope.kind == "cabinet":
        return lambda m: m.body.upper() == scope.code
    if scope.kind == "agency":
        unit = Unit.objects.filter(acronym__iexact=scope.code).values_list("id", flat=True).first()
        return lambda m: unit == m.lead_id or unit in m.party_unit_ids
    if scope.kind in {"axis", "region"}:
        node = PlanNode.objects.filter(code__iexact=scope.code).values_list("id", flat=True).first()
        return lambda m: node in {m.axis_id, m.region_id}
    return lambda _: True


def scope_choices() -> list[tuple[str, str]]:
    """Return the scopes a person may choose: everything, cabinets with matters, agencies with matters, the plan."""
    cut = [("all", KINDS["all"])]
    bodies = body_names()
    cut += [(f"cabinet:{c}", f"{c} · {bodies[c]}" if c in bodies else c) for c in bodies_with_matters()]
    cut += [(f"axis:{n.code}", f"Eje {n.code}: {n.name}") for n in PlanNode.objects.filter(level="axis")]
    cut += [(f"region:{n.code}", f"Región {n.name}") for n in PlanNode.objects.filter(level="region")]
    units = Unit.objects.filter(valid_until__isnull=True).order_by("acronym")
    return cut + [(f"agency:{u.acronym}", f"{u.acronym} · {u.name}") for u in units]


def report_page(
    visible: QuerySet[IssuedReport], before: int | None, size: int
) -> tuple[list[IssuedReport], int | None]:
    """Return a page of reports, newest first, and the key after which the next page begins."""
    reports = visible.select_related("issued_by").order_by("-id")
    if before:
        reports = reports.filter(id__lt=before)
    page = list(reports[: size + 1])
    return page[:size], page[size - 1].pk if len(page) > size else None


def value_today(report: IssuedReport, selection: str, now: datetime) -> int | None:
    """Return how many matters the same selection holds today; ``None`` for changes, which have no today."""
    if selection.startswith("change:"):
        return None
    days = calendar(report.calendar_code)
    keep = _scope_test(parse_scope(report.scope))
    matters = [m for m in _matters(now, days, None) if keep(m) and m.reserve <= report.ceiling]
    return len(select(selection, matters, changes_between([], matters)))
