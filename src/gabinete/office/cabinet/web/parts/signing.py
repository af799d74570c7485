"""How the signing of the minutes goes, on the page of their session."""

from datetime import datetime

from gabinete.foundation.access.people import Actor
from gabinete.kernel.clock import day_of
from gabinete.office.cabinet import states
from gabinete.office.cabinet.models import CabinetSession
from gabinete.office.cabinet.queries.signing import signed_version, signer_rows


def part(actor: Actor, session: CabinetSession, now: datetime) -> dict[str, object]:
    """Return how many signed, whose turn it is, and whether it is this person's."""
    version = signed_version(actor, session) if session.state in states.HAPPENED else None
    if version is None:
        return {"signing": None}
    version.session = session
    rows = signer_rows(actor, version, day_of(now))
    following = next((row for row in rows if row.is_turn), None)
    return {
        "signing": {
            "signed": sum(row.signature.signed_at is not None for row in rows),
            "total": len(rows),
            "next": following.signature if following else None,
            "is_mine": following is not None and following.is_mine and session.state == states.CIRCULATED,
        }
    }
