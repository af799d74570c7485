"""Who signs the minutes, and who writes down what was signed on paper."""

from datetime import date

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission
from gabinete.office.cabinet.models import CabinetSession, Signature
from gabinete.office.cabinet.policies.points import seats_held
from gabinete.office.cabinet.policies.sessions import may_manage_session
from gabinete.office.cabinet.policies.versions import may_view_version


def may_sign(actor: Actor, signature: Signature, today: date) -> bool:
    """Return whether this person signs in this place, its turn aside.

    Who speaks for the seat, when it is a seat's; who runs the session, in the place of the technical secretary. That the
    certificate is of the person named there is asked of the certificate.
    """
    if not actor.may(Permission.SIGN_MINUTES) or not may_view_version(actor, signature.minutes):
        return False
    if signature.seat_id is None:
        return may_manage_session(actor, signature.minutes.session)
    return seats_held(actor, today).filter(pk=signature.seat_id).exists()


def may_record_missing(actor: Actor, session: CabinetSession) -> bool:
    """Return whether they put down that somebody did not sign: whoever runs the session."""
    return may_manage_session(actor, session)


def may_record_autographs(actor: Actor, session: CabinetSession) -> bool:
    """Return whether they bring in the sheet that was signed by hand: whoever runs the session."""
    return may_manage_session(actor, session)
