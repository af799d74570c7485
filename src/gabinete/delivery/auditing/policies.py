"""Who may read the audit and who may verify it."""

from gabinete.foundation.access.people import Actor
from gabinete.foundation.access.permissions import Permission


def may_view_audit(actor: Actor) -> bool:
    """Return whether the actor reads who changed what."""
    return actor.may(Permission.VIEW_AUDIT)


def may_verify_audit(actor: Actor) -> bool:
    """Return whether the actor may ask whether the past was touched; it does not let them read contents."""
    return actor.may(Permission.VERIFY_AUDIT)


def may_see_seal(actor: Actor) -> bool:
    """Return whether the actor sees the state of the seal and of the last verifications."""
    return may_view_audit(actor) or may_verify_audit(actor)
