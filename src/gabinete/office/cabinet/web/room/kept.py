"""The script that serves the room's screen when there is no network.

It is served from an address above the rooms and not with the static files, because a browser lets such a script answer
only for what is under its own address.
"""

from functools import cache
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def keep_room(_request: HttpRequest) -> HttpResponse:
    """Answer with the script; the browser asks for it again to see whether it changed, signed in or not."""
    return HttpResponse(_script(), content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@cache
def _script() -> bytes:
    return Path(str(finders.find("cabinet/room/worker.js"))).read_bytes()
