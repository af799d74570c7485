"""Time to make the minutes of a long session, in PDF/UA and in Word. Touches no database.

Run by hand: ``var/venv/bin/python bench/minutes_papers.py``. The session is made up: 25 members, 40 points with what was
said of each, 60 agreements; some forty pages. Each line is a process of its own, imports included.
"""

import argparse
import io
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gabinete.config.settings")
os.environ.setdefault("GABINETE_THROWAWAY_SECRETS", "1")

import django

django.setup()

from pypdf import PdfReader  # noqa: E402

from gabinete.foundation.rendering.pdf import pdf  # noqa: E402
from gabinete.foundation.rendering.word_fields import fill_template  # noqa: E402
from gabinete.office.cabinet.office_templates import office_template  # noqa: E402
from gabinete.office.cabinet.printing_minutes import minutes_paper  # noqa: E402
from gabinete.office.cabinet.rules.minutes_content import content_of  # noqa: E402
from gabinete.office.cabinet.rules.minutes_facts import (  # noqa: E402
    AgreedFacts,
    Attendee,
    Ballots,
    PointFacts,
    SessionFacts,
    Signer,
    Stay,
)
from gabinete.office.cabinet.rules.minutes_fields import minutes_fields  # noqa: E402
from gabinete.office.cabinet.rules.paper_fields import FIELDS, MINUTES  # noqa: E402

MEMBERS, POINTS, AGREED = 25, 40, 60
TARGET = 2.0
"""Seconds for minutes of forty pages (issue 3)."""
MADE = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
SAID = (
    "La persona titular expuso el estado que guarda el programa, con el avance físico y el financiero al cierre del mes "
    "anterior, y explicó las causas del atraso en tres municipios. Se preguntó por la fuente de financiamiento y por la "
    "participación de los ayuntamientos; se respondió con las cifras del informe que se repartió antes de la sesión. "
)


def session() -> SessionFacts:
    """Return a long session."""
    people = [
        Attendee(
            f"UNI{n:02}", f"Unidad {n}", f"Persona número {n}", f"Cargo titular de la unidad {n}", "titular",
            "presencial", present=True, stays=[Stay("10:12", "13:40", 1, POINTS)],
        )
        for n in range(MEMBERS)
    ]  # fmt: skip
    points = [
        PointFacts(
            n, f"Asunto de la sesión que se trató en el punto {n}", "de acuerdo", f"Unidad {n % MEMBERS}", 10,
            text=SAID, notes="\n\n".join([SAID * 2] * 4), outcome="acordado", resolution="Se aprueba en sus términos.",
            began="10:20", ended="10:30", ballots=[Ballots("a favor", [one.unit for one in people])],
        )
        for n in range(1, POINTS + 1)
    ]  # fmt: skip
    agreed = [
        AgreedFacts(
            f"GL/2026/07-{n:02}", f"Presentar el informe número {n} con sus anexos y su calendario.", "Acuerdo",
            f"UNI{n % MEMBERS:02}", "Unidad", ["SH"], "15 días hábiles; vence el 14 dic 2026", "Oficio", n % POINTS + 1,
        )
        for n in range(1, AGREED + 1)
    ]  # fmt: skip
    return SessionFacts(
        organisation="Oficina", body="Gabinete Legal", body_code="GL", of_body="del Gabinete Legal", chair="Gobernadora",
        name="7.ª sesión ordinaria", reference="GL/2026/07", date="jueves 19 de noviembre de 2026",
        short_date="19 de noviembre de 2026", modality="presencial", opened="10:12", closed="13:40", seats=MEMBERS,
        needed=13, quorum_rule="la mitad más uno", people=people, points=points, agreed=agreed,
        signers=[Signer(one.name, one.title) for one in people], seal="ab" * 32,
    )  # fmt: skip


def measure(kind: str) -> str:
    """Return the line of one paper made once in this process."""
    facts = session()
    start = time.perf_counter()
    if kind == "pdf":
        content = pdf(minutes_paper(content_of(facts), 1, MADE, "http://127.0.0.1:8000/sesiones/7/"))
    else:
        fields = {**minutes_fields(facts), "version": "1", "motivo_version": ""}
        content = fill_template(office_template(MINUTES), FIELDS[MINUTES], fields, MADE)
    spent = time.perf_counter() - start
    pages = len(PdfReader(io.BytesIO(content)).pages) if kind == "pdf" else "—"
    met = "sí" if spent <= TARGET else "NO"
    return f"{kind:>8}{pages!s:>10}{spent:>10.2f}{len(content) // 1024:>8,}  {met}"


def main() -> None:
    """Print the table, or one line of it in the process that measures it."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--one", metavar="FORMAT", help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.one:
        print(measure(chosen.one))
        return
    print(f"{'formato':>8}{'páginas':>10}{'segundos':>10}{'KB':>8}  meta: {TARGET} s", flush=True)
    for kind in ("pdf", "docx"):
        subprocess.run([sys.executable, __file__, "--one", kind], check=True)


if __name__ == "__main__":
    main()
