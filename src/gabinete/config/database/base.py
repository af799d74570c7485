"""The connection to PostgreSQL; named in ``settings.DATABASES``, which looks for this module."""

import select

from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL


class DatabaseWrapper(PostgreSQL):
    """Django's own, but a connection kept from the request before is known to live by its socket.

    Django asks ``SELECT 1`` at the start of each request. A server that went away has closed its end, which the
    system already knows: an idle connection on which something waits to be read is no longer idle, and only then is
    the server asked.
    """

    def is_usable(self) -> bool:
        """Return whether the connection can still be used."""
        if self.connection is not None and not self.errors_occurred and _is_quiet(self.connection.fileno()):
            return True
        return bool(super().is_usable())


def _is_quiet(descriptor: int) -> bool:
    """Return whether nothing, not even the end, has come on a socket."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN | select.POLLERR | select.POLLHUP)
    return not poll.poll(0)
