"""Server times of each action of session mode with twenty-five members looking on.

Run by hand on a database made for it: ``gabinete demo``, ``gabinete serve`` in another terminal, then
``var/venv/bin/python bench/room.py --port 8000`` (two and a half minutes). It opens a session of its own and leaves what
it wrote. As the product's screens do, each member's tablet asks for the pulse at its own pace, about every three seconds,
and reads its page again when something changed; and the secretary's screen, after each action, asks for the pulse and
reads the parts it does not have. Their times are told too. Loopback only.
"""

import argparse
import os
import re
import sys
from collections.abc import Iterator
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from random import uniform
from statistics import median, quantiles
from threading import Event, Thread
from time import perf_counter, sleep
from urllib.parse import urlencode
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gabinete.config.settings")

import django

django.setup()

from gabinete.foundation.access.models import Grant, Role  # noqa: E402
from gabinete.foundation.access.queries import actor_of  # noqa: E402
from gabinete.foundation.audit.acts import act  # noqa: E402
from gabinete.foundation.org.models import Unit  # noqa: E402
from gabinete.kernel import clock  # noqa: E402
from gabinete.office.cabinet.actions import attendance, room  # noqa: E402
from gabinete.office.cabinet.actions.attendance import SeatTaken  # noqa: E402
from gabinete.office.cabinet.actions.entries import Mark  # noqa: E402
from gabinete.office.cabinet.models import AgendaItem, Body, CabinetSession, Seat  # noqa: E402
from gabinete.office.cabinet.web.room.pulse import pulse_token  # noqa: E402
from pages import cookie_of  # noqa: E402

MEMBERS, POINTS, ROUNDS = 25, 20, 13
EVERY, SPREAD = 3.0, 0.3
"""Seconds between the pulses of a tablet, and how far each goes from that (room/pulse.js)."""
REST = 0.8
"""Seconds between what the secretary does: more than anybody keys in."""
REFRESH = "refresh"
LIMIT = 150.0
"""Milliseconds promised for each action."""
OK = 200
PART = re.compile(r'data-part="((?:point|seat)-[0-9]+)" data-stamp="([0-9a-f]+)"')


def scene(secretary: int) -> CabinetSession:
    """Open a session of twenty-five seats and twenty points."""
    now, actor = clock.now(), actor_of_user(secretary)
    with act(0, "bench.room", at=now):
        units = list(Unit.objects.order_by("pk")[:MEMBERS])
        body = Body.objects.create(
            code=f"B{uuid4().hex[:6].upper()}", name="Gabinete de la medición", kind="other", chair="Titular",
            secretary_unit=units[0], votes=True,
        )  # fmt: skip
        seats = [
            Seat.objects.create(body=body, unit=unit, titular=f"Titular {n}", is_chair=n == 0, order=n)
            for n, unit in enumerate(units)
        ]
        session = CabinetSession.objects.create(
            body=body, year=now.year, number=1, held_on=now.date(), state="called", created_by_id=secretary,
            next_session_on=now.date() + timedelta(days=30),
        )  # fmt: skip
        for n in range(1, POINTS + 1):
            AgendaItem.objects.create(session=session, position=n, title=f"Punto {n}", kind="decision")
    for n, seat in enumerate(seats):
        taken = SeatTaken(seat.pk, "holder", name=f"Persona {n}")
        attendance.take_seat(actor, session.pk, taken, Mark(clock.now()))
    room.open_session(actor, session.pk, Mark(clock.now()))
    return CabinetSession.objects.get(pk=session.pk)


def actor_of_user(user_id: int):  # noqa: ANN201 - an Actor
    """Return the actor of an account today."""
    return actor_of(Grant.objects.select_related("user").filter(user_id=user_id).first().user, clock.today())


def timed(
    line: HTTPConnection, path: str, headers: dict[str, str], sent: str = ""
) -> tuple[float, int, str, str]:
    """Return the milliseconds of an answer, its status, its mark and its text."""
    begun = perf_counter()
    line.request("POST" if sent else "GET", path, sent or None, headers)
    answer = line.getresponse()
    text = answer.read().decode()
    return (perf_counter() - begun) * 1000, answer.status, answer.getheader("ETag", ""), text


def member(port: int, session: CabinetSession, cookie: str, stop: Event, times: list[float]) -> None:
    """Look on from a tablet until told to stop."""
    line, mark = HTTPConnection("127.0.0.1", port), ""
    wait = uniform(0, EVERY)
    while not stop.wait(wait):
        wait = EVERY * uniform(1 - SPREAD, 1 + SPREAD)
        _took, status, seen, _text = timed(line, f"/pulso/{pulse_token(session)}/", {"If-None-Match": mark})
        if status == OK:
            mark = seen
            path, headers = f"/sesiones/{session.pk}/en-sala/", {"Cookie": cookie, "X-Parts": "all"}
            took, status, _seen, _text = timed(line, path, headers)
            if status != OK:
                sys.exit(f"en-sala: {status}")
            times.append(took)


class Screen:
    """The secretary's screen, that keeps the stamps of what it has."""

    def __init__(self, port: int, session: CabinetSession, cookie: str) -> None:
        """Open it."""
        self.line, self.path = HTTPConnection("127.0.0.1", port), f"/sesiones/{session.pk}/sala/"
        self.cookie, self.pulse = cookie, f"/pulso/{pulse_token(session)}/"
        self.sizes: list[int] = []
        _took, _status, _seen, text = timed(self.line, self.path, {"Cookie": cookie})
        self.stamps = dict(PART.findall(text))

    def refresh(self, point: int) -> float:
        """Take what changed; return the milliseconds."""
        timed(self.line, self.pulse, {})
        headers = {"Cookie": self.cookie, "X-Parts": " ".join(self.stamps.values())}
        took, status, _seen, text = timed(self.line, f"{self.path}?punto={point}", headers)
        if status != OK:
            sys.exit(f"sala: {status}")
        self.stamps |= dict(PART.findall(text))
        self.sizes.append(len(text.encode()))
        return took


def entries(session: CabinetSession) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield what a technical secretary writes point after point."""
    seat = session.body.seats.order_by("order").last()
    line = session.attendance.get(seat=seat).pk
    for point in session.agenda.order_by("position")[:ROUNDS]:
        yield "empezar un punto", {"do": "start", "point": point.pk}
        yield (
            "acuerdo",
            {
                "do": "agreement",
                "point": point.pk,
                "text": "Que la CEA entregue el proyecto en 10 días hábiles",
            },
        )
        yield "notas", {"do": "text", "point": point.pk, "field": "notes", "text": "Dicho " * 80, "seen": ""}
        yield "voto de todos", {"do": "vote", "point": point.pk, "every": "favour"}
        yield "resultado", {"do": "outcome", "point": point.pk, "outcome": "agreed", "seen": ""}
        yield "sale", {"do": "leave", "line": line}
        yield "regresa", {"do": "return", "line": line}
        yield "invitado", {"do": "guest", "name": f"Invitado {point.pk}"}


def measured(port: int, session: CabinetSession, cookie: str, token: str) -> dict[str, list[float]]:
    """Write every entry and read the screen after it; return the milliseconds each took, by what it is."""
    screen = Screen(port, session, cookie)
    line, times = screen.line, {}
    headers = {
        "Cookie": cookie, "X-Room": "1", "X-CSRFToken": token, "Origin": f"http://127.0.0.1:{port}",
        "Content-Type": "application/x-www-form-urlencoded",
    }  # fmt: skip
    for name, fields in entries(session):
        sleep(REST)
        sent = urlencode({**fields, "once": str(uuid4())})
        took, status, _seen, text = timed(line, f"/sesiones/{session.pk}/sala/anotar/", headers, sent)
        if status != OK:
            sys.exit(f"{name}: {status} {text[:300]!r}")
        times.setdefault(name, []).append(took)
        refreshed = screen.refresh(int(str(fields.get("point", 0))))
        times.setdefault(REFRESH, []).append(refreshed)
    print(
        f"lo que relee su pantalla: mediana {median(screen.sizes) / 1000:.0f} KB, mayor {max(screen.sizes) / 1000:.0f} KB"
    )
    return times


def cookies() -> list[str]:
    """Return a session of as many heads of agencies as there are seats."""
    heads = Grant.objects.filter(role=Role.UNIT_HEAD, until__isnull=True).order_by("unit_id")
    people = list(heads.values_list("user_id", flat=True).distinct()[:MEMBERS])
    return [cookie_of(Role.UNIT_HEAD, people[n % len(people)]) for n in range(MEMBERS)]


def tell(name: str, each: list[float]) -> float:
    """Print a line of the table; return its p95."""
    worst = quantiles(each, n=20)[-1] if len(each) > 1 else each[0]
    print(
        f"{name:26} {len(each):4} veces   mediana {median(each):5.0f}   p95 {worst:5.0f}   mayor {max(each):5.0f} ms"
    )
    return worst


def main() -> int:
    """Print a table; 1 when an action takes longer than promised."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, default=8000)
    port = options.parse_args().port
    roles = Grant.objects.filter(role=Role.SECRETARY, until__isnull=True)
    secretary = roles.values_list("user_id", flat=True)[0]
    session, token = scene(secretary), "a" * 32
    cookie = f"{cookie_of(Role.SECRETARY, secretary)}; csrftoken={token}"
    stop, tablets = Event(), []
    looking = [
        Thread(target=member, args=(port, session, one, stop, tablets), daemon=True) for one in cookies()
    ]
    before = os.getloadavg()[0]
    for one in looking:
        one.start()
    times = measured(port, session, cookie, token)
    stop.set()
    refreshed = times.pop(REFRESH)
    for name, each in times.items():
        tell(name, each)
    tell("su pantalla, al releer", refreshed)
    tell("la tableta de un integrante", tablets)
    worst = tell("todas las acciones", [ms for each in times.values() for ms in each])
    print(
        f"se promete p95 {LIMIT:.0f} ms; carga de la máquina: antes {before:.1f}, al final {os.getloadavg()[0]:.1f}"
    )
    return 1 if worst > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
