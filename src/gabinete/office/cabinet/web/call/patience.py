"""How often a stranger may try: who guesses keys, or floods one, is told to wait."""

from django.core.cache import caches
from django.http import HttpRequest

from gabinete.foundation.audit.middleware import address_of
from gabinete.kernel.errors import GabineteError

WRONG_KEYS, WRONG_SECONDS = 20, 600
"""Keys that open nothing, from one address, before its next one has to wait."""
ANSWERS, ANSWER_SECONDS = 30, 3600
"""Forms sent with one key."""


class TooOften(GabineteError):  # noqa: N818 - refusals are named as the office says them
    """Too many tries in a row."""

    status = 429


def require_patience(request: HttpRequest) -> None:
    """Turn away an address that tried too many keys that open nothing.

    Raises:
        TooOften.
    """
    if int(caches["process"].get(_wrong(request), 0)) >= WRONG_KEYS:
        raise _wait()


def note_wrong_key(request: HttpRequest) -> None:
    """Count a key that opens nothing."""
    _count(_wrong(request), WRONG_SECONDS)


def note_answer(digest: str) -> None:
    """Count a form sent with a key.

    Raises:
        TooOften: far more than a person would.
    """
    if _count(f"cabinet.answers.{digest}", ANSWER_SECONDS) > ANSWERS:
        raise _wait()


def _count(name: str, seconds: int) -> int:
    cache = caches["process"]
    cache.add(name, 0, seconds)
    return int(cache.incr(name))


def _wrong(request: HttpRequest) -> str:
    return f"cabinet.wrong_keys.{address_of(request)}"


def _wait() -> TooOften:
    return TooOften(
        "call.too_often", "Hubo demasiados intentos seguidos. No se registró nada; espere unos minutos."
    )
