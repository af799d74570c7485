"""One way to answer with a page, or with one of its blocks when htmx asks for a part of it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template import engines
from django.template.context_processors import csrf
from django.utils.functional import SimpleLazyObject
from markupsafe import Markup, escape

from gabinete.foundation.ui.wording import speaking


def wants_part(request: HttpRequest) -> bool:
    """Return whether htmx asks for a part of the page: not a whole visit nor a step back in history."""
    asked = request.headers
    whole = asked.get("HX-Boosted") == "true" or asked.get("HX-History-Restore-Request") == "true"
    return asked.get("HX-Request") == "true" and not whole


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    fragment: str | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Return the page, or only its block ``fragment`` when htmx asks for a part.

    What the template sets or imports before its blocks is there in the fragment too.
    """
    with speaking():
        if fragment is None or not wants_part(request):
            written = _engine().get_template(template).render(dict(context or {}), request)
        else:
            written = _block(request, template, dict(context or {}), fragment)
    response = HttpResponse(written, status=status)
    if fragment is not None:
        # The same address answers in two ways: caches and the back button must tell them apart.
        response["Vary"] = "HX-Request"
    return response


def heading_in(request: HttpRequest) -> str:
    """Return the heading of what may be a page (``h1``) or a part of one (``h2``)."""
    return "h2" if wants_part(request) else "h1"


def render_alone(template: str, context: Mapping[str, Any]) -> str:
    """Return a page that asks nothing of the request: for when the session or the database cannot be had."""
    return str(_engine().get_template(template).render(dict(context), None))


def redirect(address: str) -> HttpResponseRedirect:
    """Return «see other» (303): what answers a form, so that going back does not send it again."""
    return HttpResponseRedirect(address, status=303)


def _engine() -> Any:
    return engines["jinja2"]


def _block(request: HttpRequest, template: str, context: dict[str, Any], name: str) -> str:
    backend = _engine().get_template(template)
    for processor in _engine().template_context_processors:
        context.update(processor(request))
    context |= {
        "request": request,
        "csrf_token": csrf(request)["csrf_token"],
        "csrf_input": _csrf_input(request),
    }
    page = backend.template
    live = page.new_context(context)
    # The first step of the page runs its imports and settings and stops at the first text of the base template.
    opening = page.root_render_func(live)
    next(opening, None)
    opening.close()
    return "".join(live.blocks[name][0](live))


def _csrf_input(request: HttpRequest) -> Any:
    field = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">')
    return SimpleLazyObject(lambda: field.format(escape(get_token(request))))
