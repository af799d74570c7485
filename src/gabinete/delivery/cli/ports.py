"""Choosing where to listen, and knowing when the first page answers."""

import http.client
import ipaddress
import socket

from gabinete.foundation.postgres.faults import PostgresFault

PORTS_TO_TRY = 50
LAST_PORT = 65535
FIRST_SERVER_ERROR = 500


def choose_port(host: str, wanted: int) -> int:
    """Return the wanted port, or the next free one.

    Raises:
        PostgresFault: none of the next fifty is free, or the host is not an address of this machine.
    """
    for port in range(wanted, min(wanted + PORTS_TO_TRY, LAST_PORT + 1)):
        if can_listen(host, port):
            return port
    message = (
        f"No se puede escuchar en {host}, del puerto {wanted} en adelante. Revise que {host} sea una dirección de esta "
        "máquina, o indique otro puerto con --port."
    )
    raise PostgresFault("serve.no_port", message)


def can_listen(host: str, port: int) -> bool:
    """Return whether nobody listens there; sockets that share their port count as taken."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach that address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def answers(host: str, port: int) -> bool | None:
    """Return whether the server gives a page now; None when nobody listens yet."""
    reachable = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared only
    connection = http.client.HTTPConnection(reachable, port, timeout=10)
    try:
        connection.request("GET", "/", headers={"Host": f"127.0.0.1:{port}"})
        return connection.getresponse().status < FIRST_SERVER_ERROR
    except ConnectionRefusedError:
        return None
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
