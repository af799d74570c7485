"""Signing minutes: with the e.firma here or outside, or by hand on paper; the last signature ends it.

Who cannot or will not sign does not stop the others: that they did not is put down with its reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.foundation.documents.actions import store
from gabinete.foundation.documents.models import Document
from gabinete.foundation.documents.vault import Readable
from gabinete.foundation.signing.certificates import Certificate, read_certificate
from gabinete.foundation.signing.keys import opened, require_signing
from gabinete.foundation.signing.secret import Secret
from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import BadInput, IllegalMove, RuleBroken, Stale
from gabinete.office.cabinet import policies, rules
from gabinete.office.cabinet.actions.locks import locked_sessions, move, situation_of
from gabinete.office.cabinet.actions.signing_notices import tell_missing, tell_next, tell_signed
from gabinete.office.cabinet.models import CabinetSession, MinutesVersion, Signature, SignatureKind
from gabinete.office.cabinet.policies.signing import may_record_autographs, may_record_missing, may_sign
from gabinete.office.cabinet.queries.signing import signers_of, turns_of
from gabinete.office.cabinet.rules.signing import is_next_stretch, names_agree, waiting_before
from gabinete.office.cabinet.states import SESSION_FLOW

_NOTHING = "No se firmó nada."
_REASON_LIMIT = 400


@dataclass(slots=True)
class Efirma:
    """What a person brings to sign with; the key and the password are wiped when it has been used."""

    cer: bytes
    key: Secret
    password: Secret


def check_certificate(actor: Actor, signature_id: int, cer: bytes, now: datetime) -> tuple[Certificate, str]:
    """Return what a certificate says when it may sign in a place, and a warning when its trust could not be told.

    Nothing is written: it is what is shown before asking for the key.

    Raises:
        NotFound, NotAllowed, IllegalMove, Stale.
        BadInput: it is not a certificate.
        RuleBroken: it is not the turn, or the certificate does not sign there.
    """
    with act(actor.user_id, "cabinet.sign_minutes", at=now):
        signature = _place(actor, signature_id, now)
        certificate = read_certificate(cer)
        return certificate, _require_holder(signature, certificate, now)


def sign_with_efirma(actor: Actor, signature_id: int, brought: Efirma, now: datetime) -> Signature:
    """Sign in one's place with the e.firma; nothing of it is kept but what the certificate says in public.

    Sent twice by the same person it is one signature.

    Raises:
        NotFound, NotAllowed, IllegalMove, Stale.
        BadInput: a file that is not what it should be, or a wrong password.
        RuleBroken: it is not the turn, or the certificate does not sign there.
    """
    from gabinete.office.cabinet import efirma  # noqa: PLC0415 - slow import

    try:
        with act(actor.user_id, "cabinet.sign_minutes", at=now):
            signature = _place(actor, signature_id, now, again=True)
            if signature.signed_at is not None:
                return signature
            with opened(brought.cer, brought.key, brought.password, now=now) as signer:
                _require_holder(signature, signer.certificate, now)
                signed = efirma.sign(signature, signer, now)
                return _sealed(actor, signature, signed, signer.certificate, now)
    finally:
        brought.key.wipe()
        brought.password.wipe()


def receive_signed(actor: Actor, signature_id: int, pdf: bytes, now: datetime) -> Signature:
    """Take the PDF that a person signed outside, with the command or another program.

    Raises:
        NotFound, NotAllowed, IllegalMove, Stale.
        BadInput: it is not the PDF that was handed out, with one signature more and nothing else.
        RuleBroken: it is not the turn, or the certificate does not sign there.
    """
    from gabinete.office.cabinet import efirma  # noqa: PLC0415 - slow import

    with act(actor.user_id, "cabinet.sign_minutes", at=now):
        signature = _place(actor, signature_id, now, again=True)
        if signature.signed_at is not None:
            return signature
        handed, field = efirma.pdf_to_sign(signature.minutes), f"Firma{signature.order}"
        certificate = efirma.require_signed_here(handed, pdf, field, now)
        _require_holder(signature, certificate, now)
        return _sealed(actor, signature, pdf, certificate, now)


def record_autographs(
    actor: Actor, version_id: int, signature_ids: Sequence[int], sheet: tuple[Readable, str], now: datetime
) -> list[Signature]:
    """Write down who signed on paper, with the scanned sheet.

    Args:
        signature_ids: the next ones in order, one or all.
        sheet: the scan, and its name as it came: a PDF or an image.

    Raises:
        NotFound, NotAllowed, IllegalMove.
        RuleBroken: somebody before them has not signed.
        BadInput: the file is not a PDF or an image.
    """
    with act(actor.user_id, "cabinet.record_autographs", at=now):
        session_id = MinutesVersion.objects.filter(pk=version_id).values_list("session_id", flat=True).first()
        session = _locked(actor, session_id)
        policies.require(may_record_autographs(actor, session), "registrar las firmas de una minuta")
        version = MinutesVersion.objects.select_related("pdf").get(pk=version_id)
        version.session = session
        _require_open(session, version)
        signers = [one for one in signers_of(version) if one.pk in set(signature_ids)]
        if not is_next_stretch(turns_of(signers_of(version)), [one.order for one in signers]):
            raise RuleBroken(
                "signing.turn",
                "Las firmas se registran en su orden, sin saltar a nadie. No se guardó nada; marque a quien sigue.",
            )
        scan = _scan(actor, sheet, now)
        for one in signers:
            one.kind, one.document = SignatureKind.AUTOGRAPH, scan
            one.signed_at, one.signed_by_id = now, actor.user_id
            one.save()
        _go_on(actor, version, now)
    return signers


def record_missing(actor: Actor, signature_id: int, reason: str, now: datetime) -> Signature:
    """Put down that a member did not sign, with why; it waits for them no more, and the rest go on.

    Raises:
        NotFound, NotAllowed, IllegalMove, Stale.
        BadInput: no reason given.
        RuleBroken: without who presides, or without the technical secretary, there are no minutes.
    """
    why = rules.clean_line(reason, _REASON_LIMIT, "Motivo")
    if not why:
        raise BadInput("signing.no_reason", "Escriba por qué no firmó. No se cambió nada.")
    with act(actor.user_id, "cabinet.record_missing_signature", at=now, reason=why):
        signature = _held(actor, signature_id)
        session = signature.minutes.session
        policies.require(may_record_missing(actor, session), "dejar constancia de quien no firma")
        if signature.kind:
            raise IllegalMove("signing.signed", "Ese lugar ya no espera firma. No se cambió nada.")
        _require_open(session, signature.minutes)
        if signature.seat is None or signature.seat.is_chair:
            raise RuleBroken(
                "signing.needed",
                f"Sin la firma de {signature.name} la minuta no vale: firman siempre quien preside y la secretaría "
                "técnica. No se cambió nada.",
            )
        signature.kind, signature.missing_reason = SignatureKind.MISSING, why
        signature.missing_at, signature.missing_by_id = now, actor.user_id
        signature.save()
        tell_missing(signature, actor, now)
        _go_on(actor, signature.minutes, now)
    return signature


def _place(actor: Actor, signature_id: int, now: datetime, *, again: bool = False) -> Signature:
    """Return a place that this person may sign now, with its session locked; or signed by them, when ``again``."""
    signature = _held(actor, signature_id)
    policies.require(may_sign(actor, signature, day_of(now)), "firmar en ese lugar")
    if signature.signed_at is not None:
        if again and signature.signed_by_id == actor.user_id:
            return signature
        raise IllegalMove("signing.signed", f"En ese lugar ya se firmó. {_NOTHING} Actualice la página.")
    if signature.kind == SignatureKind.MISSING:
        raise IllegalMove(
            "signing.missing",
            f"Se dejó constancia de que en ese lugar no se firma: {signature.missing_reason} {_NOTHING} Si hace falta su "
            "firma, pida a la secretaría técnica que envíe otra versión.",
        )
    _require_open(signature.minutes.session, signature.minutes)
    waits = waiting_before(turns_of(signers_of(signature.minutes)), signature.order)
    if waits:
        raise RuleBroken("signing.turn", f"Todavía no es su turno. {waits} {_NOTHING} Se le avisará.")
    return signature


def _held(actor: Actor, signature_id: int) -> Signature:
    """Return a place with its session locked."""
    session_id = (
        Signature.objects.filter(pk=signature_id).values_list("minutes__session_id", flat=True).first()
    )
    session = _locked(actor, session_id)
    related = ("minutes__pdf", "seat")
    signature = Signature.objects.select_related(*related).filter(pk=signature_id).first()
    if signature is None:  # between the first look and the lock, another version went out
        raise _replaced()
    signature.minutes.session = session
    return signature


def _locked(actor: Actor, session_id: int | None) -> CabinetSession:
    sessions = locked_sessions()
    session = sessions.filter(pk=session_id).first() if session_id else None
    if session is None or not policies.may_view_session(actor, session):
        raise policies.unknown("un lugar de firma")
    return session


def _require_open(session: CabinetSession, version: MinutesVersion) -> None:
    SESSION_FLOW.require("sign", session.state, situation_of(session))
    if session.versions.filter(number__gt=version.number).exists() or version.circulated_at is None:
        raise _replaced()


def _replaced() -> Stale:
    return Stale(
        "signing.replaced",
        f"Hay una versión más nueva de la minuta y esta ya no se firma. {_NOTHING} Abra la sesión y lea la nueva.",
    )


def _require_holder(signature: Signature, certificate: Certificate, now: datetime) -> str:
    """Go on only when the certificate may sign in the place; return a warning when its trust could not be told."""
    from gabinete.office.cabinet import efirma  # noqa: PLC0415 - slow import

    require_signing(certificate, now)
    seat = signature.seat
    is_named = signature.name not in {signature.title, seat.titular if seat else ""}
    if is_named and not names_agree(signature.name, certificate.name):
        raise RuleBroken(
            "signing.other_person",
            f"El certificado es de «{certificate.name}» y en ese lugar firma «{signature.name}». {_NOTHING} Cada quien firma "
            "con su propia e.firma; si el nombre está mal escrito en la minuta, pida que se corrija.",
        )
    doubts, can_tell = efirma.doubts(certificate, now)
    if can_tell and doubts:
        raise RuleBroken("signing.untrusted", f"{doubts[0]} {_NOTHING} Renueve su e.firma o firme en papel.")
    return doubts[0] if doubts else ""


def _sealed(
    actor: Actor, signature: Signature, pdf: bytes, certificate: Certificate, now: datetime
) -> Signature:
    """Keep a signed PDF and what its certificate says in public."""
    name = f"{_name(signature.minutes)}-firma-{signature.order}.pdf"
    signature.document = store(BytesIO(pdf), name=name, actor_id=actor.user_id, now=now)
    signature.kind = SignatureKind.EFIRMA
    signature.signed_at, signature.signed_by_id = now, actor.user_id
    signature.rfc = certificate.rfc
    signature.certificate_serial = certificate.serial[:64]
    signature.certificate_name = certificate.name[:240]
    signature.certificate_until = certificate.until
    signature.save()
    _go_on(actor, signature.minutes, now)
    return signature


def _go_on(actor: Actor, version: MinutesVersion, now: datetime) -> None:
    """Tell whose turn it is, or end the signing after the last one."""
    following = version.signatures.filter(kind="").select_related("seat").order_by("order").first()
    if following is not None:
        tell_next(following, version, actor, now)
        return
    version.signed_at = now
    version.save(update_fields=["signed_at"])
    move(version.session, "complete_signing")
    tell_signed(version, actor, now)


def _scan(actor: Actor, sheet: tuple[Readable, str], now: datetime) -> Document:
    scan = store(sheet[0], name=sheet[1], actor_id=actor.user_id, now=now, source="Hoja firmada en papel")
    if scan.media_type != "application/pdf" and not scan.media_type.startswith("image/"):
        raise BadInput(
            "signing.not_scan",
            "La hoja firmada debe ser un PDF o una imagen. No se guardó nada; digitalícela y vuelva a subirla.",
        )
    return scan


def _name(version: MinutesVersion) -> str:
    session = version.session
    return f"minuta-{session.body.code}-{session.year}-{session.number:02}-v{version.number}"
