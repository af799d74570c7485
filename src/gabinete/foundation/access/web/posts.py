"""The posts of a unit on screen: who holds each, who did before, and how it changes hands."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gabinete.foundation.access.permissions import Permission
from gabinete.foundation.access.policies import require, require_directory
from gabinete.foundation.access.queries import grants_at, possible_holders
from gabinete.foundation.access.requests import actor_in
from gabinete.foundation.access.web.inputs import day_of, id_of, text_of
from gabinete.foundation.org import posts, queries
from gabinete.foundation.org.holding import Post, holder_by_key, post_by_key
from gabinete.foundation.org.models import Holder
from gabinete.foundation.org.posts import NewHolder
from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.kernel.errors import BadInput, GabineteError, NotFound, Stale


@require_GET
def show(request: HttpRequest, acronym: str, pk: int) -> HttpResponse:
    """Show a post: who holds it, who did, who will, and the forms of whoever records it."""
    require_directory(actor_in(request))
    return _page(request, acronym, pk)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, acronym: str) -> HttpResponse:
    """Add a post to a unit."""
    actor, unit, said = actor_in(request), queries.unit_by_acronym(acronym), ""
    require(actor, Permission.RECORD_HOLDERS)
    if request.method == "POST":
        title, is_head = text_of(request.POST, "title"), "is_head" in request.POST
        try:
            post = posts.add_post(actor, unit.pk, title, is_head=is_head, now=clock.now())
        except GabineteError as error:
            said = error.message
        else:
            messages.success(request, _("El cargo quedó en el directorio; registre ahora quién lo ocupa."))
            return redirect(reverse("access:show-post", args=[unit.acronym, post.pk]))
    context = {"unit": unit, "posted": request.POST, "errors": [said] if said else []}
    return render(request, "access/post_new.html", context, status=422 if said else 200)


@require_POST
def record(request: HttpRequest, acronym: str, pk: int) -> HttpResponse:
    """Write down who takes a post, and from when."""

    def write() -> None:
        posts.record_holder(
            actor_in(request), pk, _holder_in(request), version=_version_in(request), now=clock.now(),
            reason=text_of(request.POST, "reason"),
        )  # fmt: skip

    return _done(request, acronym, pk, write, _("Quedó registrado quién ocupa el cargo."))


@require_POST
def vacate(request: HttpRequest, acronym: str, pk: int) -> HttpResponse:
    """End the time of whoever holds a post, with nobody in their place yet."""

    def write() -> None:
        last_day = day_of(request.POST, "last_day")
        if last_day is None:
            raise BadInput("org.no_last_day", _("Escriba el último día. No se guardó nada."))
        reason = text_of(request.POST, "reason")
        posts.leave_vacant(
            actor_in(request), pk, last_day, version=_version_in(request), now=clock.now(), reason=reason
        )

    return _done(request, acronym, pk, write, _("El cargo quedó vacante."))


@require_POST
def rename(request: HttpRequest, acronym: str, pk: int) -> HttpResponse:
    """Correct the name of a post, and whether it heads its unit."""

    def write() -> None:
        posts.rename_post(
            actor_in(request), pk, text_of(request.POST, "title"), is_head="is_head" in request.POST,
            version=_version_in(request), now=clock.now(),
        )  # fmt: skip

    return _done(request, acronym, pk, write, _("El cargo quedó corregido."))


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, acronym: str, pk: int) -> HttpResponse:
    """Correct what was written of somebody in a post."""
    actor = actor_in(request)
    require(actor, Permission.RECORD_HOLDERS)
    holder = holder_by_key(acronym, pk)
    if request.method == "GET":
        return _form(request, holder, _written(holder))
    try:
        posts.correct_holder(
            actor, pk, _holder_in(request), version=_version_in(request), now=clock.now(),
            reason=text_of(request.POST, "reason"),
        )  # fmt: skip
    except GabineteError as error:
        return _form(request, holder, request.POST.dict(), error)
    messages.success(request, _("El registro quedó corregido."))
    return redirect(reverse("access:show-post", args=[acronym, holder.position_id]))


@require_POST
def drop(request: HttpRequest, acronym: str, pk: int) -> HttpResponse:
    """Remove somebody who was written down by mistake."""
    actor = actor_in(request)
    require(actor, Permission.RECORD_HOLDERS)
    holder = holder_by_key(acronym, pk)

    def write() -> None:
        reason = text_of(request.POST, "reason")
        posts.drop_holder(actor, pk, version=_version_in(request), now=clock.now(), reason=reason)

    return _done(request, acronym, holder.position_id, write, _("El registro quedó quitado."))


def _done(request: HttpRequest, acronym: str, pk: int, write: Callable[[], None], said: str) -> HttpResponse:
    """Write and go back to the post; what was wrong is said over its forms, with what had been typed."""
    require(actor_in(request), Permission.RECORD_HOLDERS)
    post_by_key(acronym, pk, clock.today())  # an address with another unit's acronym leads nowhere
    try:
        write()
    except NotFound:
        raise
    except GabineteError as error:
        return _page(request, acronym, pk, error)
    messages.success(request, said)
    return redirect(reverse("access:show-post", args=[acronym, pk]))


def _page(request: HttpRequest, acronym: str, pk: int, error: GabineteError | None = None) -> HttpResponse:
    actor, today = actor_in(request), clock.today()
    post = post_by_key(acronym, pk, today)
    may_record = actor.may(Permission.RECORD_HOLDERS)
    context: dict[str, Any] = {
        "post": post,
        "unit": post.position.unit,
        "today": today,
        "may_record": may_record,
        "may_read_people": actor.may(Permission.MANAGE_ACCOUNTS),
        "accounts": possible_holders(actor.user_id) if may_record else [],
        "lingering": _lingering(post) if may_record else [],
        "posted": request.POST,
        "errors": [error.message] if error else [],
    }
    return render(request, "access/post.html", context, status=error.status if error else 200)


def _lingering(post: Post) -> list[Any]:
    """Return the roles that people who left the post still have in its unit: they would go on speaking for it."""
    gone = {one.user_id for one in post.before if one.user_id} - {post.now.user_id if post.now else None}
    here = grants_at(post.position.unit_id, clock.today()).filter(user_id__in=gone) if gone else []
    return list(here)


def _form(
    request: HttpRequest, holder: Holder, written: dict[str, Any], error: GabineteError | None = None
) -> HttpResponse:
    context = {
        "holder": holder,
        "unit": holder.position.unit,
        "written": written,
        "accounts": possible_holders(actor_in(request).user_id, also=holder.user_id),
        "errors": [error.message] if error else [],
    }
    return render(request, "access/holder.html", context, status=error.status if error else 200)


def _written(holder: Holder) -> dict[str, Any]:
    return {
        "name": holder.name,
        "account": holder.user_id or "",
        "since": holder.since.isoformat(),
        "until": holder.until.isoformat() if holder.until else "",
        "acting": "1" if holder.acting else "",
    }


def _holder_in(request: HttpRequest) -> NewHolder:
    posted = request.POST
    since = day_of(posted, "since")
    if since is None:
        raise BadInput("org.no_first_day", _("Escriba desde qué día ocupa el cargo. No se guardó nada."))
    return NewHolder(
        text_of(posted, "name"), since, day_of(posted, "until"), id_of(posted, "account"), "acting" in posted
    )


def _version_in(request: HttpRequest) -> int:
    text = text_of(request.POST, "version")
    if not text.isdecimal() or len(text) > 9:  # noqa: PLR2004 - an integer
        raise Stale(
            "org.stale_post", _("No se sabe qué versión vio. No se guardó nada; abra el cargo de nuevo.")
        )
    return int(text)
