"""People with an account: who they are, what they may do, and how they come in. No Django admin."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gabinete.foundation.access.actions import open_account
from gabinete.foundation.access.models import Role
from gabinete.foundation.access.permissions import Permission
from gabinete.foundation.access.policies import may_manage_people, require, require_matrix
from gabinete.foundation.access.queries import found_people, grants_of, with_roles
from gabinete.foundation.access.requests import actor_in
from gabinete.foundation.access.web.inputs import grant_of, text_of
from gabinete.foundation.accounts import actions as accounts
from gabinete.foundation.accounts.actions import Issued, NewAccount
from gabinete.foundation.accounts.queries import account, factors_of
from gabinete.foundation.org.queries import unit_choices
from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError

_FEW = 200


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """List people by name, with the roles they hold today."""
    actor = actor_in(request)
    require_matrix(actor)
    words = request.GET.get("q", "").strip()
    people = with_roles(found_people(words), clock.today())[: _FEW + 1]
    context = {
        "people": list(people[:_FEW]),
        "more": len(people) > _FEW,
        "q": words,
        "may_manage": may_manage_people(actor),
    }
    return render(request, "access/people.html", context, fragment="results")


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Open an account; its temporary password is shown once."""
    actor, now = actor_in(request), clock.now()
    require(actor, Permission.MANAGE_ACCOUNTS)
    if request.method == "GET":
        return _form(request, "access/person_new.html")
    posted = request.POST
    username, name, email, title = (
        text_of(posted, field) for field in ("username", "name", "email", "title")
    )
    new = NewAccount(username, name, email, title)
    try:
        issued = open_account(actor, new, grant_of(request, now.date()), now=now)
    except GabineteError as error:
        return _form(request, "access/person_new.html", errors=[error.message], status=error.status)
    return _issued(request, issued)


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a person: roles with their dates, and how they come in."""
    return person_page(request, pk)


def person_page(
    request: HttpRequest, pk: int, *, errors: list[str] | None = None, status: int = 200
) -> HttpResponse:
    """Return the sheet of a person, with what was wrong with the form sent from it."""
    actor = actor_in(request)
    require_matrix(actor)
    person = account(pk)
    today = clock.today()
    context = {
        "person": person,
        "grants": list(grants_of(person)),
        "today": today,
        "factors": sum(kind != "recovery_codes" for kind in factors_of(person)),
        "may_manage": may_manage_people(actor) and person.pk != actor.user_id,
        "roles": Role.choices,
        "units": unit_choices(today),
        "posted": request.POST,
        "errors": errors or [],
    }
    return render(request, "access/person.html", context, status=status)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a name, an e-mail or a title."""
    actor = actor_in(request)
    require(actor, Permission.MANAGE_ACCOUNTS)
    person = account(pk)
    if request.method == "GET":
        return render(request, "access/person_edit.html", {"person": person, "errors": []})
    fields = {name: text_of(request.POST, name) for name in ("name", "email", "title")}
    try:
        accounts.edit_account(pk, **fields, actor_id=actor.user_id, now=clock.now())
    except GabineteError as error:
        person.name, person.email, person.title = fields["name"], fields["email"], fields["title"]
        return render(
            request,
            "access/person_edit.html",
            {"person": person, "errors": [error.message]},
            status=error.status,
        )
    messages.success(request, _("Los datos quedaron corregidos."))
    return redirect(reverse("access:show-person", args=[pk]))


@require_POST
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a temporary password, shown once."""
    actor = actor_in(request)
    require(actor, Permission.MANAGE_ACCOUNTS)
    return _issued(request, accounts.reset_password(pk, actor_id=actor.user_id, now=clock.now()))


def _simple(
    action: Callable[..., None], said: Callable[[], str]
) -> Callable[[HttpRequest, int], HttpResponse]:
    """Return the view of an action on an account that asks for nothing else."""

    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        actor = actor_in(request)
        require(actor, Permission.MANAGE_ACCOUNTS)
        action(pk, actor_id=actor.user_id, now=clock.now())
        messages.success(request, said())
        return redirect(reverse("access:show-person", args=[pk]))

    return view


remove_factor = _simple(
    accounts.remove_second_factor, lambda: _("El segundo factor quedó quitado y sus sesiones, cerradas.")
)
close = _simple(
    accounts.close_account, lambda: _("La cuenta quedó cerrada; lo que hizo sigue registrado con su nombre.")
)
reopen = _simple(accounts.reopen_account, lambda: _("La cuenta quedó abierta de nuevo."))


def _form(
    request: HttpRequest, template: str, *, errors: list[str] | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "posted": request.POST,
        "roles": Role.choices,
        "units": unit_choices(clock.today()),
        "errors": errors or [],
    }
    return render(request, template, context, status=status)


def _issued(request: HttpRequest, issued: Issued) -> HttpResponse:
    response = render(
        request, "access/person_issued.html", {"person": issued.user, "password": issued.password}
    )
    response["Cache-Control"] = "no-store"
    return response
