"""What the screens of the room ask every few seconds: has anything changed, and what time is it.

The token says which session, and nothing more is told than a number and the hour: no account is asked, so that
twenty-five tablets cost one small query each.
"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from gabinete.kernel import clock
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.models import CabinetSession
from gabinete.office.cabinet.queries.room import revision_of

SALT = "cabinet.pulse"
LASTS = 24 * 3600
"""Seconds a page may go on asking before it is opened again."""
TYPING_LASTS = 45
"""Seconds that what is being typed stays on the wall after the last key."""


def pulse_token(session: CabinetSession, *, wall: bool = False) -> str:
    """Return what a page asks with; the wall is also told that somebody types."""
    return signing.dumps([session.pk, wall], salt=SALT)


@login_not_required
@require_safe
def take_pulse(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with the revision of the room and the office's clock, or that nothing changed."""
    try:
        pk, wall = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature as error:
        raise policies.unknown("una sesión") from error
    revision = revision_of(pk)
    if revision is None:
        raise policies.unknown("una sesión")
    if wall:
        revision += f"-{typing_of(pk).get('stamp', '')}"
    mark = f'"{revision}"'
    if request.headers.get("If-None-Match") == mark:
        return HttpResponse(status=304, headers={"ETag": mark})
    told = {"revision": revision, "now": round(clock.now().timestamp() * 1000)}
    return JsonResponse(told, headers={"ETag": mark, "Cache-Control": "no-cache"})


def typing_of(session_id: int) -> dict[str, Any]:
    """Return the agreement being typed, for the wall; empty when nobody types."""
    found = cache.get(_key(session_id))
    return found if isinstance(found, dict) else {}


def note_typing(session_id: int, told: dict[str, Any] | None) -> None:
    """Keep for the wall the agreement being typed; None: nobody types any more."""
    if told is None:
        cache.delete(_key(session_id))
    else:
        cache.set(_key(session_id), told, TYPING_LASTS)


def _key(session_id: int) -> str:
    return f"cabinet.typing.{session_id}"
