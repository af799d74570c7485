"""The form of the recurring points of a body."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError
from gabinete.office.cabinet import policies, queries
from gabinete.office.cabinet.actions import body_points as acts
from gabinete.office.cabinet.models import Body, PointKind, RecurringRole, RecurringWhen
from gabinete.office.cabinet.queries.usual_bodies import usual_points
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.sessions import Request

SPARE_ROWS = 3
_CELLS = ("order", "title", "kind", "minutes", "when", "role", "at_end")


@require_http_methods(["GET", "HEAD", "POST"])
def set_recurring(request: Request, pk: int) -> HttpResponse:
    """Write the default order of the day; a body without one is offered the usual one."""
    policies.require(policies.may_manage_bodies(request.actor), _("definir gabinetes"))
    body = queries.body_of(request.actor, pk)
    fields = Fields(request.POST)
    problem: GabineteError | None = None
    more = bool(fields.text("more"))
    if request.method == "POST" and not more:
        try:
            points = _given(fields)
            fields.require_good()
            acts.set_recurring(request.actor, pk, fields.version(), points, clock.now())
        except GabineteError as error:
            problem = error
        else:
            messages.success(request, _("Se guardaron los puntos recurrentes."))
            return redirect(reverse("cabinet:show-body", args=[pk]))
    typed = request.method == "POST"
    rows = _typed(fields) if typed else _rows(body)
    context = {
        "body": body,
        "rows": rows + _blank(SPARE_ROWS if more or not typed else 0, len(rows)),
        "is_offer": not typed and not body.recurring.exists(),
        "kinds": PointKind.choices,
        "whens": RecurringWhen.choices,
        "roles": RecurringRole.choices,
        "version": fields.text("version") or body.version,
        "errors": fields.errors,
        "problems": [problem.message] if problem is not None else [],
    }
    status = problem.status if problem else 200
    return render(request, "cabinet/bodies/recurring.html", context, status=status)


def _given(fields: Fields) -> list[acts.RecurringGiven]:
    """Return the points in the order their numbers say; rows without a title are left out."""
    numbered = []
    for row in range(_row_count(fields)):
        if title := fields.text(f"title-{row}"):
            point = acts.RecurringGiven(
                title,
                fields.choice(f"kind-{row}", PointKind.values, PointKind.INFORMATION),
                fields.whole(f"minutes-{row}") or 5,
                fields.choice(f"when-{row}", RecurringWhen.values, RecurringWhen.ALWAYS),
                fields.choice(f"role-{row}", RecurringRole.values, RecurringRole.NONE),
                at_end=fields.text(f"at_end-{row}") == "1",
            )
            numbered.append((fields.whole(f"order-{row}") or row + 1, row, point))
    return [point for _order, _row, point in sorted(numbered, key=lambda one: one[:2])]


def _row_count(fields: Fields) -> int:
    return min(fields.whole("rows") or 0, acts.MAX_RECURRING + SPARE_ROWS)


def _rows(body: Body) -> list[dict[str, Any]]:
    points = list(body.recurring.values("title", "kind", "minutes", "when", "role", "at_end"))
    return [
        {"order": place, **_BLANK, **point, "at_end": "1" if point.get("at_end") else ""}
        for place, point in enumerate(points or usual_points(), start=1)
    ]


_BLANK: dict[str, Any] = {
    "title": "",
    "kind": PointKind.INFORMATION.value,
    "minutes": 5,
    "when": RecurringWhen.ALWAYS.value,
    "role": RecurringRole.NONE.value,
    "at_end": "",
}


def _typed(fields: Fields) -> list[dict[str, Any]]:
    return [{name: fields.text(f"{name}-{row}") for name in _CELLS} for row in range(_row_count(fields))]


def _blank(count: int, already: int) -> list[dict[str, Any]]:
    return [{"order": already + n, **_BLANK} for n in range(1, count + 1)]
