"""Where the present work comes from: kept per thread of execution by the middleware, read when an act begins."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """The request behind what is being done; both empty outside the web."""

    request_id: str = ""
    address: str = ""


_NOWHERE = Origin()
_origin: ContextVar[Origin | None] = ContextVar("gabinete_origin", default=None)


def current_origin() -> Origin:
    """Return the request being served by this thread, or an empty one."""
    return _origin.get() or _NOWHERE


@contextmanager
def coming_from(origin: Origin) -> Iterator[None]:
    """Keep the origin while a request is served."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)
