"""The API: versioned, described by OpenAPI, refusing in the words of RFC 9457."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from ninja import NinjaAPI
from ninja.errors import ValidationError

from gabinete import __version__
from gabinete.delivery.api.matters import router
from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.requests import actor_in
from gabinete.kernel.errors import GabineteError


def _signed_in(request: HttpRequest) -> Actor | None:
    """Return who asks; a request without a session is answered 401 even when the middleware let it through."""
    actor = actor_in(request)
    return actor if actor.user_id else None


api = NinjaAPI(
    auth=_signed_in,
    title="Gabinete",
    version="1",
    description=f"Seguimiento de acuerdos. Programa {__version__}.",
    docs_url=None,
    urls_namespace="api",
)
api.add_router("/asuntos", router)


@api.exception_handler(GabineteError)
def refused(_request: HttpRequest, error: GabineteError) -> HttpResponse:
    """Answer a refusal of ours as a problem."""
    return _problem(error.status, error.code, error.message)


@api.exception_handler(ValidationError)
def unreadable(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer values that cannot be understood."""
    fields = ", ".join(str(e["loc"][-1]) for e in error.errors)
    return _problem(
        422, "api.unreadable", f"No se entiende el valor de: {fields}. No se cambió nada; corríjalo y repita."
    )


def _problem(status: int, code: str, detail: str) -> JsonResponse:
    """Return a problem (RFC 9457)."""
    data = {"type": f"urn:gabinete:{code}", "title": code, "status": status, "detail": detail}
    return JsonResponse(data, status=status, content_type="application/problem+json")


urlpatterns = [path("", api.urls)]
