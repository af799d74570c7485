"""Signing with the e.firma: first the certificate alone, then the key and the password, which are kept nowhere."""

import base64
import binascii
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gabinete.foundation.signing.certificates import LIMIT as SMALL
from gabinete.foundation.signing.secret import Secret
from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock
from gabinete.kernel.errors import BadInput, GabineteError
from gabinete.office.cabinet import policies, queries
from gabinete.office.cabinet.actions.signing import Efirma, check_certificate, sign_with_efirma
from gabinete.office.cabinet.actions.signing import receive_signed as receive
from gabinete.office.cabinet.models import Signature
from gabinete.office.cabinet.policies.signing import may_sign
from gabinete.office.cabinet.queries.signing import signature_of, signer_rows
from gabinete.office.cabinet.web.sessions import Request
from gabinete.office.cabinet.web.signing.uploads import content_of, in_memory

DOCUMENT_LIMIT = 25 * 1024 * 1024
"""Largest PDF taken, in bytes."""


@require_http_methods(["GET", "HEAD", "POST"])
@in_memory(SMALL)
def sign_minutes(request: Request, pk: int) -> HttpResponse:
    """Say what is going to be signed and take the certificate, which is public; then ask for the key."""
    signature = _theirs(request, pk)
    if request.method != "POST":
        return _page(request, signature)
    try:
        return _ask_for_key(request, signature, _required(content_of(request, "cer"), ".cer"))
    except GabineteError as error:
        return _refused(request, signature, error)


@require_POST
@in_memory(SMALL)
def use_key(request: Request, pk: int) -> HttpResponse:
    """Sign with the key and its password; both are wiped as soon as they have been used."""
    signature = _theirs(request, pk)
    brought = _brought(request)
    try:
        _required(brought.cer, ".cer")
        if not len(brought.key) or not len(brought.password):
            raise BadInput(
                "signing.missing", _("Elija el archivo .key y escriba su contraseña. No se firmó nada.")
            )
        sign_with_efirma(request.actor, pk, brought, clock.now())
    except GabineteError as error:
        return _refused(request, signature, error, brought.cer)
    return _done(request, signature)


@require_POST
@in_memory(DOCUMENT_LIMIT)
def receive_signed(request: Request, pk: int) -> HttpResponse:
    """Take the PDF that was signed outside."""
    signature = _theirs(request, pk)
    try:
        receive(request.actor, pk, _required(content_of(request, "pdf"), "PDF"), clock.now())
    except GabineteError as error:
        return _refused(request, signature, error)
    return _done(request, signature)


def _theirs(request: Request, pk: int) -> Signature:
    """Return a place where this person signs.

    Raises:
        NotFound, NotAllowed.
    """
    signature = signature_of(request.actor, pk)
    policies.require(may_sign(request.actor, signature, clock.today()), _("firmar en ese lugar"))
    return signature


def _brought(request: Request) -> Efirma:
    try:
        cer = binascii.a2b_base64(request.POST.get("certificate", ""), strict_mode=True)
    except (binascii.Error, ValueError):
        cer = b""
    return Efirma(
        cer[: SMALL + 1], Secret(content_of(request, "key")), Secret(request.POST.get("passphrase", ""))
    )


def _required(content: bytes, what: str) -> bytes:
    if not content:
        raise BadInput(
            "signing.missing",
            _("Falta el archivo %(what)s, o pesa más de lo que se recibe. No se firmó nada.")
            % {"what": what},
        )
    return content


def _ask_for_key(
    request: Request, signature: Signature, cer: bytes, problem: GabineteError | None = None
) -> HttpResponse:
    certificate, warning = check_certificate(request.actor, signature.pk, cer, clock.now())
    shown: dict[str, object] = {
        "certificate": certificate,
        "encoded": base64.b64encode(cer).decode(),
        "warning": warning,
    }
    return _page(request, signature, problem, shown)


def _refused(request: Request, signature: Signature, error: GabineteError, cer: bytes = b"") -> HttpResponse:
    """Return the page with the refusal; when the certificate was good, where the key is asked for."""
    if error.status in {403, 404}:
        raise error
    if cer:
        try:
            return _ask_for_key(request, signature, cer, error)
        except GabineteError:
            return _page(request, signature, error)
    return _page(request, signature, error)


def _page(
    request: Request,
    signature: Signature,
    problem: GabineteError | None = None,
    shown: dict[str, object] | None = None,
) -> HttpResponse:
    version = signature.minutes
    session = version.session
    rows = signer_rows(request.actor, version, clock.today())
    row = next((one for one in rows if one.signature.pk == signature.pk), None)
    context: dict[str, Any] = {
        "session": session,
        "name": queries.name_of(session),
        "version": version,
        "signature": signature,
        "total": len(rows),
        "waits": row.waits if row else "",
        "problems": [problem.message] if problem else [],
        "certificate": None,
        "warning": "",
        "encoded": "",
        **(shown or {}),
    }
    status = problem.status if problem else 200
    return render(request, "cabinet/signing/sign.html", context, status=status)


def _done(request: Request, signature: Signature) -> HttpResponse:
    messages.success(request, _("Su firma quedó en la minuta."))
    return redirect(reverse("cabinet:list-signatures", args=[signature.minutes.session_id]))
