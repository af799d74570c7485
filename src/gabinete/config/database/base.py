"""The connection to PostgreSQL; named in ``settings.DATABASES``, which looks for this module."""

import select

from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from psycopg.pq import TransactionStatus


class DatabaseWrapper(PostgreSQL):
    """Django's own, but a connection kept from the request before is known to live by its socket.

    Django asks ``SELECT 1`` at the start of each request. A server that went away has closed its end, which the
    system already knows: an idle connection on which something waits to be read is no longer idle, and only then is
    the server asked.
    """

    def is_usable(self) -> bool:
        """Return whether the connection can still be used."""
        kept = self.connection
        if kept is None or self.errors_occurred or kept.info.transaction_status == TransactionStatus.INERROR:
            return bool(super().is_usable())
        return _is_quiet(kept.fileno()) or bool(super().is_usable())


def _is_quiet(descriptor: int) -> bool:
    """Return whether nothing, not even the end, has come on a socket."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN | select.POLLERR | select.POLLHUP)
    return not poll.poll(0)
