"""Who signs, in what order, and who is missing."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from gabinete.foundation.ui.render import render
from gabinete.kernel import clock
from gabinete.office.cabinet import policies, queries, states
from gabinete.office.cabinet.models import CabinetSession, SignatureKind
from gabinete.office.cabinet.policies.signing import may_record_autographs, may_record_missing
from gabinete.office.cabinet.queries.signing import (
    SignerRow,
    electronic_document,
    signed_version,
    signer_rows,
)
from gabinete.office.cabinet.web.sessions import Request


@require_safe
def list_signatures(request: Request, pk: int) -> HttpResponse:
    """Show the signers of the minutes in order, and what each may do."""
    return signatures_page(request, queries.session_of(request.actor, pk))


def signatures_page(
    request: Request, session: CabinetSession, problem: str = "", status: int = 200
) -> HttpResponse:
    """Return the page of the signatures, with what was refused on top."""
    version = signed_version(request.actor, session)
    if version is None:
        raise policies.unknown("una minuta enviada a firma")
    version.session = session
    rows = signer_rows(request.actor, version, clock.today())
    is_open = session.state == states.CIRCULATED and version.signed_at is None
    context: dict[str, Any] = {
        "session": session,
        "name": queries.name_of(session),
        "version": version,
        "rows": rows,
        "signed": sum(row.signature.signed_at is not None for row in rows),
        "electronic": electronic_document(version),
        "is_open": is_open,
        "missing": sum(row.signature.kind == SignatureKind.MISSING for row in rows),
        "may_record": is_open and may_record_autographs(request.actor, session),
        "may_be_missing": [row.signature for row in rows if is_open and _may_be_missing(request, row)],
        "once": uuid4(),
        "problems": [problem] if problem else [],
    }
    return render(request, "cabinet/signing/list.html", context, status=status)


def _may_be_missing(request: Request, row: SignerRow) -> bool:
    """Return whether this person may put down that the signer of a row did not sign."""
    seat, session = row.signature.seat, row.signature.minutes.session
    waited = not row.signature.kind and seat is not None and not seat.is_chair
    return waited and may_record_missing(request.actor, session)
