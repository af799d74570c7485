"""Pages where cabinets are defined."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gabinete.foundation.org.queries import unit_choices
from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError
from gabinete.office.cabinet import actions, policies, queries
from gabinete.office.cabinet.models import Body, BodyKind
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.sessions import Request

MAX_SEATS = 120
SPARE_ROWS = 5


@require_safe
def list_bodies(request: Request) -> HttpResponse:
    """Show every body with its members and sessions."""
    context = {
        "bodies": queries.bodies_with_counts(request.actor),
        "may_manage": policies.may_manage_bodies(request.actor),
    }
    return render(request, "cabinet/bodies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create_body(request: Request) -> HttpResponse:
    """Define a body."""
    policies.require(policies.may_manage_bodies(request.actor), _("definir gabinetes"))
    fields = Fields(request.POST)

    def make() -> Body:
        return actions.create_body(request.actor, _given(fields), clock.now())

    return _form(request, make, fields, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_body(request: Request, pk: int) -> HttpResponse:
    """Change a body and who sits in it."""
    policies.require(policies.may_manage_bodies(request.actor), _("definir gabinetes"))
    body = queries.body_of(request.actor, pk)
    fields = Fields(request.POST)

    def make() -> Body:
        return actions.edit_body(request.actor, pk, fields.version(), _given(fields), clock.now())

    return _form(request, make, fields, body)


def _form(request: Request, make: Callable[[], Body], fields: Fields, body: Body | None) -> HttpResponse:
    problem: GabineteError | None = None
    if request.method == "POST":
        try:
            saved = make()
        except GabineteError as error:
            problem = error
        else:
            messages.success(request, _("Se guardó %(name)s.") % {"name": saved.name})
            return redirect(reverse("cabinet:list-bodies"))
    typed = request.method == "POST"
    context = {
        "body": body,
        "start": _typed(fields) if typed else _start(body),
        "seats": _typed_seats(fields) if typed else _seats(body),
        "kinds": BodyKind.choices,
        "units": unit_choices(clock.today()),
        "version": fields.text("version") or (body.version if body else 1),
        "errors": fields.errors,
        "problems": [problem.message] if problem is not None and not fields.errors else [],
    }
    return render(request, "cabinet/body_form.html", context, status=problem.status if problem else 200)


def _given(fields: Fields) -> actions.BodyGiven:
    unit = fields.one_unit("secretary_unit", required=True)
    seats = [
        actions.SeatGiven(sitting.pk, fields.text(f"titular-{row}"), fields.text(f"alternate-{row}"))
        for row in range(_row_count(fields))
        if (sitting := fields.one_unit(f"unit-{row}"))
    ]
    given = actions.BodyGiven(
        code=fields.text("code", required=True),
        name=fields.text("name", required=True),
        kind=fields.choice("kind", BodyKind.values),
        chair=fields.text("chair", required=True),
        secretary_unit_id=unit.pk if unit else 0,
        is_active=fields.text("is_active") == "1",
        seats=seats,
    )
    fields.require_good()
    return given


def _row_count(fields: Fields) -> int:
    return min(fields.whole("rows") or 0, MAX_SEATS)


def _start(body: Body | None) -> dict[str, Any]:
    if body is None:
        return {"code": "", "name": "", "kind": "", "chair": "", "secretary_unit": "", "is_active": True}
    return {
        "code": body.code,
        "name": body.name,
        "kind": body.kind,
        "chair": body.chair,
        "secretary_unit": str(body.secretary_unit),
        "is_active": body.is_active,
    }


def _typed(fields: Fields) -> dict[str, Any]:
    names = ("code", "name", "kind", "chair", "secretary_unit")
    return {name: fields.text(name) for name in names} | {"is_active": fields.text("is_active") == "1"}


def _seats(body: Body | None) -> list[dict[str, str]]:
    sitting = queries.seats_of(body) if body else ()
    rows = [
        {"unit": str(seat.unit), "titular": seat.titular, "alternate": seat.alternate} for seat in sitting
    ]
    return rows + [{"unit": "", "titular": "", "alternate": ""} for _n in range(SPARE_ROWS)]


def _typed_seats(fields: Fields) -> list[dict[str, str]]:
    names = ("unit", "titular", "alternate")
    return [{name: fields.text(f"{name}-{row}") for name in names} for row in range(_row_count(fields))]
