"""In whose name a verb acts. Loaded once Django is ready."""

from gabinete.foundation.access.models import Role
from gabinete.foundation.access.people import Actor, actor_with
from gabinete.foundation.access.queries import actor_of
from gabinete.foundation.accounts.models import User
from gabinete.kernel import clock
from gabinete.kernel.errors import BadInput, NotFound


def person(username: str) -> Actor:
    """Return the person of a username with what they are allowed today.

    Raises:
        BadInput: nobody was named.
        NotFound: there is no such active account.
    """
    if not username:
        message = "Diga en nombre de quién con --as USUARIO (o GABINETE_USER). No se hizo nada."
        raise BadInput("cli.nobody", message)
    user = User.objects.filter(username=username.strip().lower(), is_active=True).first()
    if user is None:
        raise NotFound(
            "cli.no_user", f"No hay una cuenta activa con el usuario «{username}». No se hizo nada."
        )
    return actor_of(user, clock.today())


def reader(username: str) -> Actor:
    """Return whoever reads: the named person, or the machine's operator with the sight of the whole office.

    The operator's readings are nobody's, so the verbs keep restricted records from them.
    """
    if username:
        return person(username)
    return actor_with(0, "línea de comandos", frozenset({Role.AUDITOR}), frozenset(), frozenset())
