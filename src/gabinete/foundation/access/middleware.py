"""Nobody enters unknown: every page asks for a session unless it says otherwise."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from gabinete.foundation.access.people import NOBODY, Actor
from gabinete.foundation.access.queries import actor_of
from gabinete.foundation.accounts.models import User
from gabinete.foundation.ui.render import render
from gabinete.kernel import clock

Answer = Callable[[HttpRequest], HttpResponse]
SECOND_FACTOR_SEEN = "second_factor_seen"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class AccessMiddleware:
    """Puts ``request.actor`` on every request and turns away who has not signed in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Promise the actor; pages that ask for nobody cost no query."""
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_: Any) -> HttpResponse | None:
        """Turn away whoever may not see the page at all; the packages' policies decide the rest."""
        if not getattr(view, "login_required", True):
            return None
        if not request.user.is_authenticated:
            return _turned_away(request)
        actor = _actor(request)
        request.actor = actor  # type: ignore[attr-defined]
        return _unfinished(request, actor)


def _actor(request: HttpRequest) -> Actor:
    user = request.user
    return actor_of(user, clock.today()) if isinstance(user, User) else NOBODY


def _turned_away(request: HttpRequest) -> HttpResponse | None:
    if request.path.startswith("/api/"):
        # A program with its own key is known by the API itself.
        return None if "Authorization" in request.headers else _sign_in_first()
    if request.headers.get("HX-Request") == "true":
        back = _own_path(request, request.headers.get("HX-Current-URL", ""))
        return HttpResponse(status=401, headers={"HX-Redirect": _sign_in(back)})
    if request.method in _SAFE:
        return HttpResponseRedirect(_sign_in(request.get_full_path()))
    # What was typed is in the browser (ui/keep.js) and comes back with the form, once signed in.
    back = _own_path(request, request.headers.get("Referer", ""))
    return render(request, "access/expired.html", {"sign_in": _sign_in(back)}, status=401)


def _sign_in(back: str) -> str:
    return f"{settings.LOGIN_URL}?{urlencode({'next': back})}"


def _own_path(request: HttpRequest, address: str) -> str:
    """Return the path of an address of ours; the first page for anybody else's."""
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"


def _sign_in_first() -> JsonResponse:
    detail = _("Inicie sesión o presente su clave de acceso. No se cambió nada.")
    data = {"type": "about:blank", "title": _("Falta identificarse"), "status": 401, "detail": detail}
    return JsonResponse(data, status=401, content_type="application/problem+json")


def _unfinished(request: HttpRequest, actor: Actor) -> HttpResponse | None:
    """Return where to finish what signing in left pending: a temporary password, a second factor the role needs."""
    if request.path.startswith("/cuenta/"):
        return None
    if getattr(request.user, "must_change_password", False):
        return HttpResponseRedirect(
            f"{reverse('account_change_password')}?{urlencode({'next': _back(request)})}", status=303
        )
    if actor.roles & settings.SECOND_FACTOR_ROLES and not _has_second_factor(request):
        return HttpResponseRedirect(reverse("mfa_index"), status=303)
    return None


def _back(request: HttpRequest) -> str:
    return request.get_full_path() if request.method in _SAFE else "/"


def _has_second_factor(request: HttpRequest) -> bool:
    """Return whether the person has one; asked of the database once a session."""
    user = request.user
    if not isinstance(user, User) or user.is_demo or request.session.get(SECOND_FACTOR_SEEN):
        return True
    if not is_mfa_enabled(user):
        return False
    request.session[SECOND_FACTOR_SEEN] = True
    return True
