"""Server times of each action of session mode with twenty-five members looking on.

Run by hand on a database made for it: ``gabinete demo``, ``gabinete serve`` in another terminal, then
``var/venv/bin/python bench/room.py --port 8000``. It opens a session of its own and leaves what it wrote. Each member
asks for the pulse every three seconds and reads their screen again when it changes, as their tablet does.
Loopback only.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
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

MEMBERS, POINTS, ROUNDS = 25, 20, 3
EVERY = 3.0
LIMIT = 150.0
"""Milliseconds promised for each action."""


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


def member(port: int, session: CabinetSession, cookie: str, stop: Event) -> None:
    """Look on from a tablet until told to stop."""
    line, mark = HTTPConnection("127.0.0.1", port), ""
    while not stop.wait(EVERY):
        line.request("GET", f"/pulso/{pulse_token(session)}/", headers={"If-None-Match": mark})
        answer = line.getresponse()
        answer.read()
        if answer.status == 200:  # noqa: PLR2004 - something changed
            mark = answer.getheader("ETag", "")
            line.request(
                "GET", f"/sesiones/{session.pk}/en-sala/", headers={"Cookie": cookie, "X-Parts": "1"}
            )
            line.getresponse().read()


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
    """Write every entry, a second apart; return the milliseconds each took, by what it is."""
    line = HTTPConnection("127.0.0.1", port)
    times: dict[str, list[float]] = {}
    headers = {
        "Cookie": cookie, "X-Room": "1", "X-CSRFToken": token, "Origin": f"http://127.0.0.1:{port}",
        "Content-Type": "application/x-www-form-urlencoded",
    }  # fmt: skip
    # The screen reads an agreement while it is typed: the first one loads the directory into the process.
    typed = {"point": session.agenda.order_by("position")[0].pk, "text": "Que la CEA entregue el proyecto"}
    line.request("POST", f"/sesiones/{session.pk}/sala/leer/", urlencode(typed), headers)
    line.getresponse().read()
    for name, fields in entries(session):
        sleep(1)
        begun = perf_counter()
        line.request(
            "POST",
            f"/sesiones/{session.pk}/sala/anotar/",
            urlencode({**fields, "once": str(uuid4())}),
            headers,
        )
        answer = line.getresponse()
        body = answer.read()
        times.setdefault(name, []).append((perf_counter() - begun) * 1000)
        if answer.status != 200:  # noqa: PLR2004
            sys.exit(f"{name}: {answer.status} {body[:300]!r}")
    return times


def main() -> int:
    """Print a table; 1 when an action takes longer than promised."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, default=8000)
    port = options.parse_args().port
    secretary = Grant.objects.filter(role=Role.SECRETARY, until__isnull=True).values_list(
        "user_id", flat=True
    )[0]
    session, cookie = scene(secretary), cookie_of(Role.SECRETARY, secretary)
    stop, token = Event(), "a" * 32
    cookie = f"{cookie}; csrftoken={token}"
    looking = [
        Thread(target=member, args=(port, session, cookie, stop), daemon=True) for _n in range(MEMBERS)
    ]
    for one in looking:
        one.start()
    times = measured(port, session, cookie, token)
    stop.set()
    for name, each in times.items():
        print(f"{name:18} mediana {median(each):6.0f} ms   mayor {max(each):6.0f} ms")
    every = sorted(ms for each in times.values() for ms in each)
    worst = quantiles(every, n=20)[-1]
    print(f"p95 de todas: {worst:.0f} ms (se promete {LIMIT:.0f})")
    return 1 if worst > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
