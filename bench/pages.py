"""Server times of the pages people live in, on a loaded database, beside the floor of the same server.

Run by hand: ``gabinete demo --size large`` first, ``gabinete serve`` in another terminal, then
``var/venv/bin/python bench/pages.py --port 8000``. Needs ``wrk`` (Debian package). Loopback only.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gabinete.config.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402

from gabinete.foundation.access.models import Grant, Role  # noqa: E402
from gabinete.foundation.accounts.models import User  # noqa: E402
from gabinete.office.followup.models import LogEntry, Matter  # noqa: E402

SCRIPT = """
done = function(summary, latency, requests)
  io.write(string.format("RESULT %d %d %.3f %.3f %.3f\\n", summary.requests, summary.errors.status + summary.errors.connect
    + summary.errors.read + summary.errors.timeout, latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    summary.requests / (summary.duration / 1e6)))
end
"""


@dataclass(frozen=True)
class Page:
    """What is asked, as whom."""

    name: str
    path: str
    role: Role | None


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", type=int, default=8000)
    arguments.add_argument("--seconds", type=int, default=6)
    chosen = arguments.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("Falta wrk: apt install wrk")
    cookies = {role: cookie_of(role) for role in (Role.ANALYST, Role.GOVERNOR, Role.LIAISON)}
    print(f"{Matter.objects.count():,} asuntos · {os.cpu_count()} núcleos\n")
    print(
        f"{'página':34}{'p50 c1':>9}{'p95 c1':>9}{'p50 c16':>9}{'p95 c16':>9}{'pág/s':>9}{'× piso':>8}{'errores':>9}  (ms)"
    )
    floor = 0.0
    for page in _pages():
        one = _measure(page, cookies, chosen, clients=1)
        many = _measure(page, cookies, chosen, clients=16)
        floor = floor or one[1]
        print(
            f"{page.name:34}{one[1]:9.2f}{one[2]:9.2f}{many[1]:9.2f}{many[2]:9.2f}{many[3]:9.0f}{one[1] / floor:8.1f}{one[0] + many[0]:9.0f}"
        )


def _pages() -> list[Page]:
    """Return what is measured; the busiest unit and the longest bitácora are taken, not the easiest."""
    busiest = Matter.objects.raw(
        "SELECT lead_id AS id FROM followup_matter WHERE closed_on IS NULL GROUP BY lead_id ORDER BY count(*) DESC LIMIT 1"
    )[0].pk
    acronym = Matter.objects.filter(lead_id=busiest).values_list("lead__acronym", flat=True)[0]
    longest = LogEntry.objects.raw(
        "SELECT matter_id AS id FROM followup_logentry GROUP BY matter_id ORDER BY count(*) DESC LIMIT 1"
    )[0].pk
    return [
        Page("piso: texto fijo", "/salud/", None),
        Page("lista", "/asuntos/", Role.ANALYST),
        Page("lista: vencidos de una unidad", f"/asuntos/?situacion=overdue&unidad={acronym}", Role.ANALYST),
        Page("lista del enlace", "/asuntos/", Role.LIAISON),
        Page("búsqueda de palabras", "/asuntos/?q=pozos+agua+hermosillo", Role.ANALYST),
        Page("búsqueda global", "/buscar/?q=infraestructura+educativa", Role.ANALYST),
        Page("búsqueda con errata", "/buscar/?q=infraestrutcura", Role.ANALYST),
        Page("asunto con historia", f"/asuntos/{longest}/", Role.ANALYST),
        Page("tablero por dependencia", "/asuntos/tablero/", Role.ANALYST),
        Page("inicio del analista", "/", Role.ANALYST),
        Page("inicio del enlace", "/", Role.LIAISON),
        Page("página de la Gobernadora", "/", Role.GOVERNOR),
    ]


def cookie_of(role: Role, user_id: int = 0) -> str:
    """Return the cookie of a session of somebody with that role: of the first, unless told whose."""
    holders = Grant.objects.filter(role=role).values("user_id")
    user = User.objects.filter(pk__in=[user_id] if user_id else holders).order_by("pk")[0]
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def _measure(
    page: Page, cookies: dict[Role, str], chosen: argparse.Namespace, *, clients: int
) -> tuple[float, float, float, float]:
    """Return errors, p50 and p95 in milliseconds, and pages a second."""
    script = Path(settings.HOME) / "wrk.lua"
    script.write_text(SCRIPT, encoding="utf-8")
    command = ["wrk", "-t1", f"-c{clients}", f"-d{chosen.seconds}s", "-s", str(script)]
    if page.role:
        command += ["-H", f"Cookie: {cookies[page.role]}"]
    ran = subprocess.run(
        [*command, f"http://127.0.0.1:{chosen.port}{page.path}"], capture_output=True, text=True, check=True
    )
    found = re.search(r"RESULT (\d+) (\d+) ([\d.]+) ([\d.]+) ([\d.]+)", ran.stdout)
    if found is None:
        sys.exit(ran.stdout + ran.stderr)
    return float(found[2]), float(found[3]), float(found[4]), float(found[5])


if __name__ == "__main__":
    main()
