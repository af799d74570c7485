"""The form where a body is defined: its rules and who sits in it, as many as it has."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gabinete.foundation.access.people import Actor
from gabinete.foundation.org.queries import unit_choices
from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError
from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet import actions, policies, queries
from gabinete.office.cabinet.actions.seating import MAX_SEATS
from gabinete.office.cabinet.models import Body, BodyKind
from gabinete.office.cabinet.queries.bodies import plan_choices, posts_of_units
from gabinete.office.cabinet.queries.membership import holder_names
from gabinete.office.cabinet.rules.quorum import COUNT, FRACTION, Quorum
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.sessions import Request

SPARE_ROWS = 3
_HALF, _THIRDS, _ALL, _OTHER = (1, 2), (2, 3), (1, 1), "other"
_LINES = (
    "code",
    "name",
    "kind",
    "chair",
    "secretary_unit",
    "quorum",
    "quorum_top",
    "quorum_bottom",
    "second_call_minutes",
    "freeze_days",
    "session_minutes",
    "usual_place",
    "default_reserve",
    "plan_node",
    "chair_seat",
)
_CHECKS = ("is_active", "needs_chair", "votes")
_CELLS = ("order", "unit", "titular", "alternate")


@require_http_methods(["GET", "HEAD", "POST"])
def create_body(request: Request) -> HttpResponse:
    """Define a body."""
    policies.require(policies.may_manage_bodies(request.actor), _("definir gabinetes"))
    fields = Fields(request.POST)

    def make() -> Body:
        return actions.create_body(request.actor, _given(fields, request.actor), clock.now())

    return _form(request, make, fields, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_body(request: Request, pk: int) -> HttpResponse:
    """Change a body and who sits in it."""
    policies.require(policies.may_manage_bodies(request.actor), _("definir gabinetes"))
    body = queries.body_of(request.actor, pk)
    fields = Fields(request.POST)

    def make() -> Body:
        given = _given(fields, request.actor)
        return actions.edit_body(request.actor, pk, fields.version(), given, clock.now())

    return _form(request, make, fields, body)


def _form(request: Request, make: Callable[[], Body], fields: Fields, body: Body | None) -> HttpResponse:
    problem: GabineteError | None = None
    more = bool(fields.text("more"))
    if request.method == "POST" and not more:
        try:
            saved = make()
        except GabineteError as error:
            problem = error
        else:
            messages.success(request, _("Se guardó %(name)s.") % {"name": saved.name})
            return redirect(reverse("cabinet:show-body", args=[saved.pk]))
    today, typed = clock.today(), request.method == "POST"
    seats = _typed_seats(fields) if typed else _seats(body, today)
    context = {
        **_choices(request.actor, today),
        "body": body,
        "start": _typed(fields) if typed else _start(body),
        "seats": seats + _blank(SPARE_ROWS if more or not typed else 0, len(seats)),
        "max_seats": MAX_SEATS,
        "version": fields.text("version") or (body.version if body else 1),
        "errors": fields.errors,
        "problems": [problem.message] if problem is not None and not fields.errors else [],
    }
    return render(request, "cabinet/bodies/form.html", context, status=problem.status if problem else 200)


def _choices(actor: Actor, today: date) -> dict[str, Any]:
    units = unit_choices(today)
    posts = posts_of_units()
    return {
        "kinds": BodyKind.choices,
        "units": units,
        "posts": [(pk, said.split(" · ", 1)[0], posts[pk]) for pk, said in units if pk in posts],
        "reserves": [(int(r), r.spanish) for r in Reserve if r <= actor.office_clearance],
        "plan": plan_choices(),
        "quorums": [
            ("1/2", _("la mitad más uno de los asientos")),
            ("2/3", _("al menos dos terceras partes")),
            ("1/1", _("todos los asientos")),
            (_OTHER, _("otra fracción de los asientos")),
            (COUNT, _("un número fijo de asientos")),
        ],
    }


def _given(fields: Fields, actor: Actor) -> actions.BodyGiven:
    unit = fields.one_unit("secretary_unit", required=True)
    reserves = [str(int(r)) for r in Reserve if r <= actor.office_clearance]
    given = actions.BodyGiven(
        code=fields.text("code", required=True),
        name=fields.text("name", required=True),
        kind=fields.choice("kind", BodyKind.values),
        chair=fields.text("chair", required=True),
        secretary_unit_id=unit.pk if unit else 0,
        is_active=fields.text("is_active") == "1",
        seats=_given_seats(fields),
        quorum=_quorum(fields),
        votes=fields.text("votes") == "1",
        freeze_days=fields.whole("freeze_days"),
        session_minutes=fields.whole("session_minutes") or 120,
        usual_place=fields.text("usual_place"),
        default_reserve=int(_chosen(fields, "default_reserve", reserves)),
        plan_node_id=fields.whole("plan_node"),
    )
    fields.require_good()
    return given


def _chosen(fields: Fields, name: str, allowed: list[str]) -> str:
    """Return the choice, or the usual one when it is none of those allowed, which is written down as a fault."""
    usual = str(int(Reserve.INTERNAL))
    value = fields.choice(name, allowed, usual)
    return value if value in allowed else usual


def _quorum(fields: Fields) -> Quorum | None:
    rule = fields.text("quorum")
    if not rule:
        return None
    top, bottom = fields.whole("quorum_top") or 0, fields.whole("quorum_bottom") or 0
    if rule in {"1/2", "2/3", "1/1"}:
        top, bottom = (int(part) for part in rule.split("/"))
    elif rule not in {_OTHER, COUNT}:
        fields.fault("quorum", _("Elija una opción de la lista."))
    return Quorum(
        COUNT if rule == COUNT else FRACTION,
        top,
        1 if rule == COUNT else bottom,
        needs_chair=fields.text("needs_chair") == "1",
        second_call_minutes=fields.whole("second_call_minutes"),
    )


def _given_seats(fields: Fields) -> list[actions.SeatGiven]:
    """Return the seats in the order their numbers say; rows without a unit are left out."""
    numbered = []
    for row in range(_row_count(fields)):
        if sitting := fields.one_unit(f"unit-{row}"):
            seat = actions.SeatGiven(
                sitting.pk,
                fields.text(f"titular-{row}"),
                fields.text(f"alternate-{row}"),
                is_chair=fields.text("chair_seat") == str(row),
            )
            numbered.append((fields.whole(f"order-{row}") or row + 1, row, seat))
    return [seat for _order, _row, seat in sorted(numbered, key=lambda one: one[:2])]


def _row_count(fields: Fields) -> int:
    return min(fields.whole("rows") or 0, MAX_SEATS + SPARE_ROWS)


def _start(body: Body | None) -> dict[str, Any]:
    """Return what the form of a body begins with."""
    it = body or Body(code="", name="", kind="", chair="")
    chair = [row for row, seat in enumerate(queries.seats_of(it) if body else ()) if seat.is_chair]
    return {
        **{name: getattr(it, name) for name in ("code", "name", "kind", "chair", "is_active", "votes")},
        "secretary_unit": str(it.secretary_unit) if body else "",
        "quorum": _quorum_choice(it),
        "quorum_top": it.quorum_top,
        "quorum_bottom": it.quorum_bottom,
        "needs_chair": it.quorum_needs_chair if body else False,
        "second_call_minutes": it.second_call_minutes,
        "freeze_days": it.freeze_days,
        "session_minutes": it.session_minutes,
        "usual_place": it.usual_place,
        "default_reserve": int(it.default_reserve),
        "plan_node": it.plan_node_id or "",
        "chair_seat": str(chair[0]) if chair else "",
    }


def _quorum_choice(body: Body) -> str:
    if body.quorum_rule == COUNT:
        return COUNT
    part = (body.quorum_top, body.quorum_bottom)
    return f"{part[0]}/{part[1]}" if part in {_HALF, _THIRDS, _ALL} else _OTHER


def _typed(fields: Fields) -> dict[str, Any]:
    return {name: fields.text(name) for name in _LINES} | {name: fields.text(name) == "1" for name in _CHECKS}


def _seats(body: Body | None, today: date) -> list[dict[str, Any]]:
    sitting = list(queries.seats_of(body)) if body else []
    names = holder_names(sitting, today)
    return [
        {
            "order": row,
            "unit": str(seat.unit),
            "titular": seat.titular,
            "alternate": seat.alternate,
            "names": names[seat.pk],
        }
        for row, seat in enumerate(sitting, start=1)
    ]


def _typed_seats(fields: Fields) -> list[dict[str, Any]]:
    return [
        {name: fields.text(f"{name}-{row}") for name in _CELLS} | {"names": None}
        for row in range(_row_count(fields))
    ]


def _blank(count: int, already: int) -> list[dict[str, Any]]:
    return [
        {"order": already + n, "unit": "", "titular": "", "alternate": "", "names": None}
        for n in range(1, count + 1)
    ]
