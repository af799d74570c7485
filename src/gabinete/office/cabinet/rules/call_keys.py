"""Keys of the links that need no account. Pure.

They are derived and not kept: the worker that sends a letter hours later makes the same key again, and whoever reads
the database finds only digests (decision 0019).
"""

import base64
import hashlib
import hmac

KEY_PATTERN = "[A-Za-z0-9_-]{32}"
_BYTES = 24


def link_key(secret: str, uid: str, seat_id: int | None, guest: str, turn: int) -> str:
    """Return the key of one invitation: 192 bits that nobody guesses, the same every time it is asked for.

    Args:
        secret: of the installation.
        uid: of the event of the session.
        turn: goes up when the link given before must stop working.

    Example:
        >>> len(link_key("s", "u", 1, "", 0)), link_key("s", "u", 1, "", 0) == link_key("s", "u", 1, "", 1)
        (32, False)
    """
    who = f"gabinete.call\0{uid}\0{seat_id or ''}\0{guest}\0{turn}"
    mac = hmac.new(secret.encode(), who.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac[:_BYTES]).decode("ascii")


def fingerprint(key: str) -> str:
    """Return what is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()
