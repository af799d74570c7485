"""The list of matters, the board and the file of a list."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.foundation.access.policies import require
from gabinete.foundation.access.requests import actor_in
from gabinete.foundation.ui.render import render
from gabinete.kernel import clock
from gabinete.kernel.figures import Coverage
from gabinete.kernel.standing import LightName
from gabinete.office.followup import policies
from gabinete.office.followup.queries.board import (
    BoardRow,
    LinkedCount,
    board_by_axis,
    board_by_body,
    board_by_unit,
)
from gabinete.office.followup.queries.filters import Filters
from gabinete.office.followup.queries.lists import matter_page
from gabinete.office.followup.queries.worklists import WORK_LISTS, work_lists_of
from gabinete.office.followup.rules import SHOWN_LIGHTS
from gabinete.office.followup.states import STATES
from gabinete.office.followup.web import lookups

LIST = "/asuntos/"
BOARD = "/asuntos/tablero/"
ORDERS = (
    ("vence", gettext_lazy("Por término")),
    ("reciente", gettext_lazy("Lo más reciente")),
    ("cierre", gettext_lazy("Por fecha de cierre")),
)
LIGHTS = tuple((light.value, gettext_lazy(light.spanish)) for light in LightName)


@lru_cache(maxsize=1024)
def address(filters: Filters, **more: str) -> str:
    """Return the address of the list with these filters; a board writes the same two hundred each time."""
    query = urlencode({**filters.as_params(), **more})
    return f"{LIST}?{query}" if query else LIST


@require_safe
def list_matters(request: HttpRequest) -> HttpResponse:
    """Show the matters the address asks for, by term unless it says otherwise."""
    actor, today = actor_in(request), clock.today()
    require(actor, Permission.VIEW_MATTERS)
    filters, after = Filters.from_params(request.GET), request.GET.get("tras", "")
    page = matter_page(actor, filters, today, after=after)
    context = {
        "page": page,
        "filters": filters,
        "tabs": _tabs(actor, filters),
        "chips": _chips(actor, filters, today),
        "first": address(filters) if after else "",
        "sorted": {key: address(filters.with_(order=key)) for key, _word in ORDERS},
        "next": address(filters, tras=page.after) if page.after else "",
        "export": f"{LIST}exportar/?{urlencode(filters.as_params())}",
        "empty": WORK_LISTS[filters.work_list].empty if filters.work_list else "",
        "may_register": policies.may_register(actor, 1),
        **_options(actor, today),
    }
    return render(request, "followup/list.html", context, "results")


def _options(actor: Actor, today: date) -> dict[str, Any]:
    return {
        "units": lookups.units(today),
        "bodies": lookups.bodies(actor),
        "axes": lookups.axes(),
        "monitors": lookups.monitors(today),
        "states": list(_state_words(get_language()).items()),
        "lights": LIGHTS,
        "orders": ORDERS,
    }


@lru_cache(maxsize=8)
def _state_words(_language: str | None) -> dict[str, str]:
    """Return the words of the states in a language, by name."""
    return {state.name: _(state.label) for state in STATES}


def _tabs(actor: Actor, filters: Filters) -> list[tuple[str, Any, None, bool]]:
    every = (LIST, _("Todos los abiertos"), None, not filters.work_list)
    lists = [
        (f"{LIST}?lista={one.key}", one.label, None, one.key == filters.work_list)
        for one in work_lists_of(actor)
    ]
    return [every, *lists]


def _chips(actor: Actor, filters: Filters, today: date) -> list[tuple[str, str]]:
    """Return what narrows the list, each as words with the address that takes it off."""
    names: dict[str, Callable[[], Sequence[tuple[str, Any]]]] = {
        "unit": lambda: lookups.units(today), "body": lambda: lookups.bodies(actor), "axis": lookups.axes,
        "light": lambda: LIGHTS, "monitor": lambda: lookups.monitors(today),
    }  # fmt: skip
    states = _state_words(get_language())
    chips = [
        (states[s], address(filters.with_(states=tuple(x for x in filters.states if x != s))))
        for s in filters.states
    ]
    for name, words in names.items():
        if value := getattr(filters, name):
            chips.append(
                (
                    str(dict(words()).get(str(value), value)),
                    address(filters.with_(**{name: None if name == "monitor" else ""})),
                )
            )
    if filters.text:
        chips.append((f"«{filters.text}»", address(filters.with_(text=""))))
    if filters.silent:
        chips.append((_("Sin reporte"), address(filters.with_(silent=False))))
    return chips


@require_safe
def show_board(request: HttpRequest) -> HttpResponse:
    """Show how the open matters stand by agency, cabinet or axis."""
    actor, today = actor_in(request), clock.today()
    require(actor, Permission.VIEW_MATTERS)
    by = request.GET.get("por", "dependencia")
    rows = _board(actor, by, today)
    total = _whole(rows)
    context = {
        "by": by,
        "rows": [
            (
                row,
                [(light.value, count.n, address(count.filters)) for light, count in row.lights.items()],
                address(row.total.filters),
            )
            for row in rows
        ],
        "total": total,
        "parts": parts_of(total),
        "sentence": sentence_of(total),
        "lights": [_(light.spanish) for light in total.lights],
        "now": clock.now(),
        "tabs": [
            (BOARD, _("Por dependencia"), None, by == "dependencia"),
            (f"{BOARD}?por=gabinete", _("Por gabinete"), None, by == "gabinete"),
            (f"{BOARD}?por=eje", _("Por eje del plan"), None, by == "eje"),
        ],
    }
    return render(request, "followup/board.html", context, "main")


def _board(actor: Actor, by: str, today: date) -> list[BoardRow]:
    if by == "gabinete":
        return board_by_body(actor, today, lookups.bodies(actor))
    return board_by_axis(actor, today) if by == "eje" else board_by_unit(actor, today)


def _whole(rows: list[BoardRow]) -> BoardRow:
    """Return the sum of a board: every matter is in exactly one of its rows."""
    lights = {
        light: LinkedCount(sum(row.lights[light].n for row in rows), Filters(light=light.value))
        for light in SHOWN_LIGHTS
    }
    covered = Coverage(sum(row.coverage.n for row in rows), sum(row.coverage.of for row in rows))
    return BoardRow("", "", LinkedCount(covered.of, Filters()), lights, covered)


def parts_of(row: BoardRow) -> list[tuple[str, str, int, str]]:
    """Return the parts of a stacked bar: fill, word, count and the address of the list behind it."""
    return [
        (light.value, _(light.spanish), count.n, address(count.filters))
        for light, count in row.lights.items()
    ]


def sentence_of(row: BoardRow) -> str:
    """Return what the bar shows, as one would say it."""
    if not row.total.n:
        return _("No hay asuntos vigentes.")
    return _("De %(all)s asuntos vigentes, %(late)s están vencidos y %(silent)s sin reporte.") % {
        "all": f"{row.total.n:,}",
        "late": f"{row.overdue:,}",
        "silent": f"{row.lights[LightName.SILENT].n:,}",
    }
