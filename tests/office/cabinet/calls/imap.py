"""A real IMAP server for the tests: dovecot, on loopback, in a folder that is thrown away."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from gabinete.foundation.invitations.mailbox import Account
from tests.foundation.notifications.conftest import free_port

DOVECOT = shutil.which("dovecot") or next(
    (path for path in ("/usr/sbin/dovecot", "/usr/local/sbin/dovecot") if Path(path).exists()), ""
)
MISSING = "NO SE PROBÓ CON UN SERVIDOR IMAP: falta dovecot (como root: apt-get install dovecot-imapd)"
USER, PASSWORD = "convocatorias", "buzon-de-pruebas"
_CONFIGURATION = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{home}/mail
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
passdb {{
  driver = static
  args = user={name} password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}
}}
"""


@dataclass
class Server:
    """The running server.

    Attributes:
        home: its folder; ``mail/new`` is where letters arrive.
    """

    home: Path
    account: Account
    _count: int = 0

    def deliver(self, letter: EmailMessage | bytes) -> None:
        """Leave a letter in the mailbox, as the mail of the office would."""
        self._count += 1
        arrived = self.home / "mail" / "new"
        file = arrived / f"{int(time.time())}.M{self._count}.gabinete"
        file.write_bytes(letter if isinstance(letter, bytes) else bytes(letter))
        if os.geteuid() == 0:
            shutil.chown(file, *_owner())

    def seen(self) -> list[bool]:
        """Return which letters are marked as read, in order of arrival."""
        found = {
            path.name.split(".M")[1].split(".")[0]: ":2," in path.name and "S" in path.name.split(":2,")[1]
            for folder in ("new", "cur")
            for path in (self.home / "mail" / folder).iterdir()
        }
        return [found[number] for number in sorted(found, key=int)]


@contextmanager
def dovecot() -> Iterator[Server]:
    """Run the server until the end of the block, in a folder of its own that its user can reach."""
    with tempfile.TemporaryDirectory(prefix="gabinete-imap-") as folder, _running(Path(folder)) as server:
        yield server


@contextmanager
def _running(home: Path) -> Iterator[Server]:
    user, group = _owner()
    port = free_port()
    for folder in ("mail/new", "mail/cur", "mail/tmp", "run", "state"):
        (home / folder).mkdir(parents=True)
    person = pwd.getpwnam(user)
    told = _CONFIGURATION.format(
        home=home, port=port, user=user, group=group, uid=person.pw_uid, gid=person.pw_gid, name=USER, password=PASSWORD
    )  # fmt: skip
    configuration = home / "dovecot.conf"
    configuration.write_text(told, encoding="utf-8")
    if os.geteuid() == 0:
        _give_away(home, user, group)
    server = subprocess.Popen([DOVECOT, "-F", "-c", str(configuration)])
    try:
        _wait_for(port, server, home)
        yield Server(home, Account("127.0.0.1", port, USER, PASSWORD, "none"))
    finally:
        server.terminate()
        server.wait(20)


def _owner() -> tuple[str, str]:
    """Return as whom the mailbox is kept: dovecot's own user when root runs the tests, else whoever runs them."""
    if os.geteuid() == 0:
        name = next(name for name in ("dovecot", "dovenull", "nobody") if _exists(name))
        return name, _group_of(name)
    me = pwd.getpwuid(os.geteuid()).pw_name
    return me, _group_of(me)


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _group_of(name: str) -> str:
    import grp  # noqa: PLC0415 - only where there is a server

    return grp.getgrgid(pwd.getpwnam(name).pw_gid).gr_name


def _give_away(home: Path, user: str, group: str) -> None:
    for path in (home, *home.rglob("*")):
        shutil.chown(path, user, group)


def _wait_for(port: int, server: subprocess.Popen[bytes], home: Path) -> None:
    for _attempt in range(100):
        with socket.socket() as probe:
            probe.settimeout(0.5)
            if probe.connect_ex(("127.0.0.1", port)) == 0 and probe.recv(10).startswith(b"* OK"):
                return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    log = home / "dovecot.log"
    raise RuntimeError(f"dovecot did not start: {log.read_text() if log.exists() else 'no log'}")
