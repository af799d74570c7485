"""Sessions kept in the database, read in one short query; named in ``SESSION_ENGINE``."""

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection

_READ = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > now()"


class SessionStore(db.SessionStore):
    """Django's own; only what every page does is written out, because building that query costs more than asking it."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds; nothing, and its key forgotten, when it is not there or has expired."""
        with connection.cursor() as cursor:
            cursor.execute(_READ, [self.session_key])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(row[0])
        return held
