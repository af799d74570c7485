"""Matters as they stood at a past moment, and the reports already issued."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from gabinete.foundation.org.models import Unit
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel.clock import OFFICE_ZONE, day_of
from gabinete.kernel.errors import BadInput, NotFound
from gabinete.kernel.words import plain_date
from gabinete.office.cabinet.queries import body_names
from gabinete.office.followup.models import Matter
from gabinete.office.followup.queries import bodies_with_matters
from gabinete.office.reports.gathering import window_of
from gabinete.office.reports.history import lines, matters_at
from gabinete.office.reports.models import IssuedReport, Making, PrintedFigure
from gabinete.office.reports.rules import MatterAsOf
from gabinete.office.reports.scope import KINDS, Scope, parse_scope
from gabinete.office.reports.selections import select
from gabinete.office.strategy.models import PlanNode

FIRST_COMPARISON_DAYS = 30
FIRST_DAY = date(2000, 1, 1)
"""No history is older: a cut before it is a mistake of the hand."""


def cut_for(as_of: date, now: datetime) -> datetime:
    """Return the moment a report «as of» a day is true to: the end of that day, or now when it is today.

    Raises:
        BadInput: when the day has not come yet, or no history can be that old.
    """
    if as_of < FIRST_DAY:
        raise BadInput(
            "reports.ancient",
            f"No hay historia anterior al {plain_date(FIRST_DAY)}. No se emitió nada: revise el año del corte.",
        )
    today = day_of(now)
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


def report_name(report: IssuedReport) -> str:
    """Return what a report is about and to when it is true, e.g. «Todos los asuntos · corte al 23 de noviembre de 2026, 10:30»."""
    cut = report.cut.astimezone(OFFICE_ZONE)
    return f"{scope_name(parse_scope(report.scope))} · corte al {plain_date(cut.date())}, {cut:%H:%M}"


def previous_cut(scope: Scope, cut: datetime, ceiling: int) -> datetime:
    """Return the cut of the last report of the same scope, else thirty days before."""
    finished = IssuedReport.objects.exclude(state=Making.FAILED)
    last = finished.filter(scope=str(scope), cut__lt=cut, ceiling=ceiling).order_by("-cut").first()
    return last.cut if last else cut - timedelta(days=FIRST_COMPARISON_DAYS)


def matters_in(scope: Scope, limit: int) -> int:
    """Return how many matters a scope holds today, counting no further than ``limit``: how long its report will take."""
    matters = Matter.objects.all()
    if scope.kind == "cabinet":
        matters = matters.filter(body=scope.code)
    elif scope.kind == "agency":
        unit = Unit.objects.filter(acronym__iexact=scope.code).values_list("id", flat=True).first() or 0
        matters = matters.filter(party_unit_ids__contains=[unit])
    elif scope.kind in {"axis", "region"}:
        node = PlanNode.objects.filter(code__iexact=scope.code).values_list("id", flat=True).first() or 0
        matters = matters.filter(Q(axis_id=node) | Q(region_id=node))
    return matters.order_by().values("id")[:limit].count()


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
    today = replace(window_of(report), cut=now, then=report.cut, days=days)
    shown = (line for line in lines(today) if line.matter.reserve <= report.ceiling)
    return sum(1 for _ in select(selection, shown))


def matters_behind(figure: PrintedFigure, start: int, size: int) -> list[MatterAsOf]:
    """Return a page of the matters behind a figure, as they stood at the cut."""
    ids = figure.first_ids[start : start + size]
    found = matters_at(replace(window_of(figure.report), ids=ids)) if ids else {}
    return [found[pk] for pk in ids if pk in found]
