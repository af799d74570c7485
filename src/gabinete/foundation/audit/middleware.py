"""Every request gets a number and an address, which the acts done in it remember."""

import re
import secrets
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from gabinete.foundation.audit.acts import provisional_act
from gabinete.foundation.audit.context import Origin, coming_from
from gabinete.kernel.clock import now

HEADER = "X-Request-ID"
ACCOUNT_PATH = "/cuenta/"
_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_READS = frozenset({"GET", "HEAD", "OPTIONS"})


class AuditMiddleware:
    """Keeps where a request comes from, and makes one act of what the sign-in library writes by itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the request with its origin known."""
        origin = Origin(request_id_of(request), address_of(request))
        with coming_from(origin):
            response = self._serve(request)
        response.headers[HEADER] = origin.request_id
        return response

    def _serve(self, request: HttpRequest) -> HttpResponseBase:
        """Serve; what changes under ``/cuenta/`` is attributed to whoever was signed in (nobody while signing in)."""
        if request.method in _READS or not request.path.startswith(ACCOUNT_PATH):
            return self.get_response(request)
        with provisional_act(request.user.pk or 0, "accounts.change", at=now()):
            return self.get_response(request)


def request_id_of(request: HttpRequest) -> str:
    """Return the proxy's number for the request, if there is a trusted proxy, else a new one that sorts by time."""
    given = request.headers.get(HEADER, "")
    if _behind_proxy() and _ID.fullmatch(given):
        return given
    moment = int(time.time() * 1000)
    return str(
        uuid.UUID(
            int=(moment << 80) | (7 << 76) | (secrets.randbits(12) << 64) | (2 << 62) | secrets.randbits(62)
        )
    )


def address_of(request: HttpRequest) -> str:
    """Return who calls: the peer, or what the nearest proxy says when there is one to be trusted.

    Only the last hop is taken: those before it are the caller's own words.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    hops = request.headers.get("X-Forwarded-For", "") if _behind_proxy() else ""
    return (hops.split(",")[-1].strip() or peer)[:64]


def _behind_proxy() -> bool:
    return bool(getattr(settings, "BEHIND_PROXY", False))
