"""Pages for when something did not go as asked: what happened, that nothing was lost, what to do."""

import errno
import logging
import sys
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _

from gabinete.foundation.ui.render import render, render_alone, wants_part
from gabinete.kernel.errors import GabineteError

log = logging.getLogger(__name__)
DISK_FULL_STATES = frozenset({"53100"})
BUSY_STATES = frozenset({"57014", "40001", "40P01", "55P03", "53300"})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True)
class Trouble:
    """What the page says: a title, one sentence, and what to do."""

    status: int
    title: str
    message: str
    reasons: tuple[str, ...] = ()


def refusal(request: HttpRequest, error: GabineteError) -> HttpResponse:
    """Return the page of a refusal, with all its reasons when it has several."""
    titles = {
        400: _("No se pudo entender lo enviado"),
        403: _("No le corresponde esta acción"),
        404: _("No se encontró"),
        409: _("No procede en este momento"),
        422: _("Falta algo para poder hacerlo"),
    }
    reasons = tuple(str(reason) for reason in error.data.get("reasons", ()))
    title = titles.get(error.status, _("No se pudo hacer"))
    message = error.message
    if len(reasons) > 1:
        message = _("No se cambió nada. Los motivos:")
    return _answer(request, Trouble(error.status, title, message, reasons if len(reasons) > 1 else ()))


def machine_failure(request: HttpRequest, error: BaseException) -> HttpResponse | None:
    """Return the page of a failure of disk or database; ``None`` when it is neither."""
    trouble = _trouble_of(error)
    if trouble is None:
        return None
    log.error("%s %s: %s", trouble.status, request.path, error)
    # Neither session nor database may be there: the page asks for nothing.
    return _alone(request, trouble)


def _trouble_of(error: BaseException) -> Trouble | None:
    state = getattr(error.__cause__, "sqlstate", None)
    if state in DISK_FULL_STATES or getattr(error, "errno", None) in _FULL:
        return Trouble(
            507,
            _("No queda espacio en el disco"),
            _(
                "No se guardó nada a medias y no se perdió nada de lo ya registrado. Avise a la administración técnica; cuando haya espacio, envíe de nuevo: lo que escribió sigue en su pantalla."
            ),
        )
    if state in BUSY_STATES:
        return Trouble(
            503,
            _("El sistema está ocupado"),
            _(
                "La operación tardó demasiado y se deshizo completa: no se perdió nada. Espere un momento y vuelva a intentarlo."
            ),
        )
    if isinstance(error, (OperationalError, InterfaceError)):
        return Trouble(
            503,
            _("La base de datos no responde"),
            _(
                "No se perdió nada: lo registrado está a salvo y lo que escribió sigue en su pantalla. Espere un minuto y vuelva a intentarlo; si continúa, avise a la administración técnica."
            ),
        )
    return None


def _answer(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    context = {"trouble": trouble, "back": _back(request)}
    if wants_part(request):
        response = render(request, "ui/errors/part.html", context, status=trouble.status)
        # The message goes to the corner for messages, whatever part of the page was asked for.
        response["HX-Retarget"], response["HX-Reswap"] = "#messages", "innerHTML"
        return response
    if _is_program(request):
        return _problem(trouble)
    signed_in = getattr(getattr(request, "actor", None), "user_id", 0)
    return render(
        request, "ui/errors/page.html" if signed_in else "ui/errors/bare.html", context, status=trouble.status
    )


def _back(request: HttpRequest) -> str:
    """Return the page of ours this was sent from, where the browser restores what was typed; empty without one."""
    came = urlsplit(request.headers.get("Referer", ""))
    inside = came.netloc == request.get_host() and came.path not in {"", "/"}
    again = came.path == request.path and request.method in {"GET", "HEAD"}
    return urlunsplit(("", "", came.path, came.query, "")) if inside and not again else ""


def _alone(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    if _is_program(request):
        return _problem(trouble)
    name = "ui/errors/part.html" if wants_part(request) else "ui/errors/bare.html"
    response = HttpResponse(render_alone(name, {"trouble": trouble, "back": ""}), status=trouble.status)
    response["Retry-After"] = "30"
    if wants_part(request):
        response["HX-Retarget"], response["HX-Reswap"] = "#messages", "innerHTML"
    return response


def _is_program(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _problem(trouble: Trouble) -> JsonResponse:
    data = {
        "type": "about:blank",
        "title": trouble.title,
        "status": trouble.status,
        "detail": trouble.message,
    }
    return JsonResponse(data, status=trouble.status, content_type="application/problem+json")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page of a request that cannot be read (Django's ``handler400``)."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return _answer(
            request,
            Trouble(
                413,
                _("Es demasiado grande"),
                _(
                    "Lo enviado pasa del tamaño que se admite. No se guardó nada; reduzca el texto o divida los archivos y envíe de nuevo."
                ),
            ),
        )
    return _answer(
        request,
        Trouble(
            400,
            _("No se pudo entender lo enviado"),
            _(
                "La dirección o los datos no están completos. No se cambió nada; vuelva a la página anterior e inténtelo de nuevo."
            ),
        ),
    )


def wrong_method(request: HttpRequest, refused: HttpResponseNotAllowed) -> HttpResponse:
    """Return the page of an address that only takes what a button sends, opened as if it were a page.

    Who signs in again after pressing a button lands here: what was sent was lost and nothing else was done.
    """
    answer = _answer(
        request,
        Trouble(
            405,
            _("Esta dirección no es una página"),
            _(
                "Solo recibe lo que se envía con un botón. No se cambió nada; si acaba de identificarse de nuevo, vuelva a la página en que estaba y pulse el botón otra vez."
            ),
        ),
    )
    answer["Allow"] = refused["Allow"]
    return answer


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page of something not allowed (Django's ``handler403``)."""
    return _answer(
        request,
        Trouble(
            403,
            _("No le corresponde esta página"),
            str(exception)
            or _(
                "Su función no la incluye. No se cambió nada; si la necesita, pídala a la Jefatura de la Oficina."
            ),
        ),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Return the page of an address with nothing behind (Django's ``handler404``)."""
    speak_to(request)  # an address that leads to no view never reached the middleware that does
    return _answer(
        request,
        Trouble(
            404,
            _("Aquí no hay nada"),
            _(
                "La dirección no existe o el registro no está a su alcance. Búsquelo por folio o por palabras; si alguien le envió la liga, pídale el folio."
            ),
        ),
    )


def speak_to(request: HttpRequest) -> None:
    """Speak the language of the person's account, once it was read."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        translation.activate(user.language)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page of a form whose seal ran out (``CSRF_FAILURE_VIEW``)."""
    log.info("csrf %s: %s", request.path, reason)
    return _answer(
        request,
        Trouble(
            403,
            _("La página caducó antes de enviarla"),
            _(
                "No se guardó nada y lo que escribió sigue en su navegador. Vuelva a la página anterior, actualícela y envíe de nuevo."
            ),
        ),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the page of a failure of ours, or of the machine (Django's ``handler500``)."""
    error = sys.exc_info()[1]
    known = machine_failure(request, error) if error is not None else None
    return known or _alone(
        request,
        Trouble(
            500,
            _("Falló algo nuestro"),
            _(
                "Lo que estaba a medias se deshizo completo; lo ya registrado está a salvo. Inténtelo de nuevo; si se repite, avise a la administración técnica con la hora exacta."
            ),
        ),
    )
