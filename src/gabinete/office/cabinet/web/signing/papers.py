"""Documents of the signatures: the PDF to sign, each signed one, and the sheet signed by hand."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from gabinete.foundation.access.readings import note_reading
from gabinete.foundation.documents.responses import serve
from gabinete.foundation.ui.render import redirect
from gabinete.kernel import clock
from gabinete.kernel.errors import GabineteError
from gabinete.kernel.reserve import Reserve
from gabinete.office.cabinet import policies, printing, queries
from gabinete.office.cabinet.actions.signing import record_autographs as record
from gabinete.office.cabinet.actions.signing import record_missing as missing
from gabinete.office.cabinet.models import MinutesVersion
from gabinete.office.cabinet.queries.signing import signature_of, signed_version
from gabinete.office.cabinet.web.fields import Fields
from gabinete.office.cabinet.web.sessions import Request
from gabinete.office.cabinet.web.signing.lists import signatures_page


@require_safe
def download_to_sign(request: Request, pk: int) -> HttpResponse:
    """Give the PDF the next signature is added to, with its sheet of signatures."""
    from gabinete.office.cabinet import efirma  # noqa: PLC0415 - slow import

    session = queries.session_of(request.actor, pk)
    version = signed_version(request.actor, session)
    if version is None:
        raise policies.unknown(_("una minuta enviada a firma"))
    version.session = session
    _note(request, version)
    response = HttpResponse(efirma.pdf_to_sign(version), content_type="application/pdf")
    name = f"minuta-{printing.slug_of(session)}-v{version.number}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def download_signature(request: Request, pk: int) -> HttpResponseBase:
    """Give the document in which somebody signed."""
    signature = signature_of(request.actor, pk)
    if signature.document is None:
        raise policies.unknown(_("un documento firmado en ese lugar"))
    _note(request, signature.minutes)
    return serve(signature.document, request)


@require_POST
def record_autographs(request: Request, pk: int) -> HttpResponse:
    """Take the scanned sheet that was signed by hand, for the next signers in order."""
    session = queries.session_of(request.actor, pk)
    version = signed_version(request.actor, session)
    if version is None:
        raise policies.unknown(_("una minuta enviada a firma"))
    file = request.FILES.get("sheet")
    if file is None:
        return signatures_page(
            request, session, _("Elija el archivo con la hoja firmada y digitalizada."), 400
        )
    chosen = [int(one) for one in request.POST.getlist("signers") if one.isascii() and one.isdigit()]
    try:
        made = record(request.actor, version.pk, chosen, (file, file.name or ""), clock.now())
    except GabineteError as error:
        if error.status in {403, 404}:
            raise
        return signatures_page(request, session, error.message, error.status)
    said = ngettext(
        "Se registró %(num)s firma en papel.", "Se registraron %(num)s firmas en papel.", len(made)
    )
    messages.success(request, said % {"num": len(made)})
    return redirect(reverse("cabinet:list-signatures", args=[pk]))


@require_POST
def record_missing(request: Request, pk: int) -> HttpResponse:
    """Put down that a member did not sign, with why."""
    session = queries.session_of(request.actor, pk)
    fields = Fields(request.POST)
    try:
        made = missing(request.actor, fields.whole("signer") or 0, fields.text("reason"), clock.now())
    except GabineteError as error:
        if error.status in {403, 404}:
            raise
        return signatures_page(request, session, error.message, error.status)
    messages.success(request, _("Quedó constancia de que %(who)s no firmó.") % {"who": made.name})
    return redirect(reverse("cabinet:list-signatures", args=[pk]))


def _note(request: Request, version: MinutesVersion) -> None:
    if Reserve(version.session.reserve).is_restricted:
        note_reading(request.actor, "cabinet.version", version.pk, str(version), request.path, clock.now())
