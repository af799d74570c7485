"""Server times of writing, on a loaded database: register a matter, report progress on one, a message, a second key.

Run by hand on a database made for it: ``gabinete demo --size large``, ``gabinete serve`` in another terminal, then
``var/venv/bin/python bench/writes.py --port 8000``. It leaves what it wrote. Loopback only, one client.
"""

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gabinete.config.settings")

import django

django.setup()

from gabinete.foundation.access.models import Grant, Role  # noqa: E402
from gabinete.office.followup.models import Matter  # noqa: E402
from pages import cookie_of  # noqa: E402

FIELD = re.compile(r'name="(csrfmiddlewaretoken|version|once)" value="([^"]*)"')


class Reader:
    """A person with a session who opens forms and sends them."""

    def __init__(self, port: int, role: Role, user_id: int) -> None:
        self.line = HTTPConnection("127.0.0.1", port)
        self.cookie = cookie_of(role, user_id)

    def open(self, path: str) -> dict[str, str]:
        """Return the hidden fields of a form."""
        self.line.request("GET", path, headers={"Cookie": self.cookie})
        answer = self.line.getresponse()
        page = answer.read().decode()
        if answer.status != HTTPStatus.OK:
            sys.exit(f"{path}: {answer.status}")
        token = re.search(r"csrftoken=([^;]+)", answer.getheader("Set-Cookie", ""))
        if token:
            self.cookie = re.sub(r"; csrftoken=.*", "", self.cookie) + f"; csrftoken={token[1]}"
        return dict(FIELD.findall(page))

    def send(self, path: str, fields: dict[str, str]) -> float:
        """Send a form; return the milliseconds until its answer, a redirection."""
        body = urlencode(fields)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        headers["Origin"] = f"http://127.0.0.1:{self.line.port}"
        begun = perf_counter()
        self.line.request("POST", path, body, headers)
        answer = self.line.getresponse()
        page = answer.read()
        took = (perf_counter() - begun) * 1000
        if answer.status != HTTPStatus.SEE_OTHER:
            sys.exit(f"{path}: {answer.status} {page.decode()[:3000]}")
        return took


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", type=int, default=8000)
    arguments.add_argument("--times", type=int, default=60)
    chosen = arguments.parse_args()
    office = Reader(chosen.port, Role.SECRETARY, _holder(Role.SECRETARY))
    lead, liaison = _busiest_agency()
    agency = Reader(chosen.port, Role.LIAISON, liaison)
    attended = _matters(lead, chosen.times * 2)
    print(f"{Matter.objects.count():,} asuntos\n\n{'escritura':34}{'p50':>9}{'p95':>9}  (ms)")
    for name, write in (
        ("registrar un asunto", lambda: _register(office, lead)),
        ("reportar avance (enlace)", lambda: _report(agency, next(attended))),
        ("escribir un mensaje", lambda: _message(office, next(attended))),
    ):
        _print(name, write, chosen.times)


def _print(name: str, write: Callable[[], float], times: int) -> None:
    took = [write() for _ in range(times)]
    cuts = quantiles(took, n=20)
    print(f"{name:34}{cuts[9]:9.2f}{cuts[18]:9.2f}")


def _register(office: Reader, lead: int) -> float:
    form = office.open("/asuntos/nuevo/")
    given = {
        "kind": "instruction", "text": "Entregar el padrón de escuelas con techo dañado y su programa de obra.", "title": "",
        "origin": "tour", "origin_label": "Medición", "ordered_by": "Medición", "issued_on": "2026-01-05",
        "lead": str(lead), "term_unit": "business", "term_n": "15", "means": "Padrón firmado", "monitor": "regla",
        "reserve": "2",
    }  # fmt: skip
    return office.send("/asuntos/nuevo/", {**form, **given})


def _report(agency: Reader, pk: int) -> float:
    path = f"/asuntos/{pk}/report_progress/"
    return agency.send(path, {**agency.open(path), "text": "Se entregó la segunda parte.", "percent": "45"})


def _message(office: Reader, pk: int) -> float:
    path = f"/asuntos/{pk}/message/"
    return office.send(path, {**office.open(path), "text": "Favor de enviar el acuse firmado."})


def _holder(role: Role) -> int:
    return int(Grant.objects.filter(role=role).order_by("pk").values_list("user_id", flat=True)[0])


def _busiest_agency() -> tuple[int, int]:
    """Return the agency with most matters being attended, and its liaison."""
    busiest = Matter.objects.raw(
        "SELECT lead_id AS id FROM followup_matter WHERE state = 'in_progress' AND lead_id IN"
        " (SELECT unit_id FROM access_grant WHERE role = %s) GROUP BY lead_id ORDER BY count(*) DESC LIMIT 1",
        [Role.LIAISON],
    )[0].pk
    return busiest, Grant.objects.filter(role=Role.LIAISON, unit_id=busiest).values_list(
        "user_id", flat=True
    )[0]


def _matters(lead: int, wanted: int) -> Iterator[int]:
    return iter(
        list(
            Matter.objects.filter(lead_id=lead, state="in_progress", reserve__lte=2)
            .exclude(reports__review="pending")
            .order_by("pk")
            .values_list("pk", flat=True)[:wanted]
        )
    )


if __name__ == "__main__":
    main()
