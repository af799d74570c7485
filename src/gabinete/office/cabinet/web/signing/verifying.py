"""Checking any signed PDF: it is looked at in memory and nothing of it is kept."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gabinete.foundation.ui.render import render
from gabinete.kernel import clock
from gabinete.kernel.errors import BadInput, GabineteError
from gabinete.office.cabinet.web.sessions import Request
from gabinete.office.cabinet.web.signing.uploads import content_of, in_memory, name_of

LIMIT = 25 * 1024 * 1024
"""Largest PDF looked at, in bytes."""


@require_http_methods(["GET", "HEAD", "POST"])
@in_memory(LIMIT)
def verify_signature(request: Request) -> HttpResponse:
    """Say who signed a PDF, whether it changed since, and whether it can be trusted."""
    context: dict[str, Any] = {"report": None, "file_name": "", "problems": []}
    status = 200
    if request.method == "POST":
        from gabinete.office.cabinet import efirma  # noqa: PLC0415 - slow import

        try:
            pdf = content_of(request, "pdf")
            if not pdf:
                raise BadInput("signing.missing", _("Elija un PDF de hasta 25 MB. No se revisó nada."))
            context["report"] = efirma.verify(pdf, clock.now())
            context["file_name"] = name_of(request, "pdf")
        except GabineteError as error:
            context["problems"], status = [error.message], error.status
    return render(request, "cabinet/signing/verify.html", context, status=status)
