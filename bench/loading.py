"""Seconds of ``gabinete matters import``: reading a table, checking it and writing its matters, by stage.

Run by hand on a database with units and people (``gabinete demo``): ``var/venv/bin/python bench/loading.py``. The
table is made up on the spot; what is written is rolled back unless ``--keep``. The times of the processor are printed
beside those of the clock, for machines where others work too.
"""

import argparse
import csv
import io
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gabinete.config.settings")

import django

django.setup()

from django.db import transaction  # noqa: E402

from gabinete.foundation.access.models import Grant, Role  # noqa: E402
from gabinete.foundation.access.queries import actor_of  # noqa: E402
from gabinete.foundation.org.queries import units_in_force  # noqa: E402
from gabinete.kernel import clock  # noqa: E402
from gabinete.office.followup.actions import notify_many, register_many  # noqa: E402
from gabinete.office.followup.exchange import Defaults, preview, read_table  # noqa: E402

HEADINGS = (
    "No.",
    "Acuerdo",
    "Dependencia",
    "Fecha",
    "Plazo",
    "Medio de verificación",
    "Ordena",
    "Procedencia",
)
VERBS = (
    "Rehabilitar",
    "Entregar",
    "Publicar",
    "Presentar",
    "Concluir",
    "Instalar",
    "Actualizar",
    "Coordinar",
)
THINGS = (
    "el cárcamo de la colonia", "el padrón de beneficiarios de", "el programa de obra de", "la red de agua potable de",
    "el centro de salud de", "los techos de las escuelas de", "el camino vecinal a", "el expediente técnico de",
)  # fmt: skip
PLACES = (
    "Ures",
    "Guaymas",
    "Cananea",
    "Navojoa",
    "Caborca",
    "Moctezuma",
    "Álamos",
    "Bácum",
    "Etchojoa",
    "Sahuaripa",
)
TERMS = (
    "15 días hábiles",
    "30 días naturales",
    "2 meses",
    "31/12/2027",
    "18 de diciembre de 2027",
    "sin plazo",
)
UNITS = 80
Result = TypeVar("Result")


def main() -> None:
    """Print the seconds of each stage."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=20_000)
    arguments.add_argument("--keep", action="store_true", help="leave what was written")
    arguments.add_argument("--notify", action="store_true", help="also notify them")
    chosen = arguments.parse_args()
    now = clock.now()
    secretary = Grant.objects.filter(role=Role.SECRETARY).select_related("user").order_by("pk")[0].user
    actor = actor_of(secretary, clock.today())
    content = made_up(chosen.rows)
    print(
        f"{chosen.rows:,} renglones, {len(content) / 1e6:.1f} MB\n\n{'etapa':24}{'reloj':>8}{'proceso':>9}  (s)"
    )
    table = timed("leer", lambda: read_table(content, "medicion.csv"))
    defaults = Defaults(clock.today(), source="medicion.csv", mark=uuid4().hex)
    looked = timed("revisar", lambda: preview(table, defaults))
    if looked.failed:
        sys.exit(str(looked.failed[0]))
    with transaction.atomic():
        made = timed("escribir", lambda: register_many(actor, looked.orders, now))
        if chosen.notify:
            timed("notificar", lambda: notify_many(actor, [matter.pk for matter in made], now))
        timed("comprobar llaves", _check_keys)
        if not chosen.keep:
            transaction.set_rollback(True)


def timed(name: str, do: Callable[[], Result]) -> Result:
    """Do something and print how long it took, by the clock and in this process."""
    clock_begun, process_begun = perf_counter(), process_time()
    done = do()
    print(f"{name:24}{perf_counter() - clock_begun:8.2f}{process_time() - process_begun:9.2f}")
    return done


def made_up(rows: int) -> bytes:
    """Return a CSV of distinct duties of up to eighty units."""
    draw = random.Random(7)
    units = [unit.name for unit in units_in_force(clock.today())[:UNITS]]
    file = io.StringIO()
    sheet = csv.writer(file)
    sheet.writerow(HEADINGS)
    for number in range(1, rows + 1):
        what = f"{draw.choice(VERBS)} {draw.choice(THINGS)} {draw.choice(PLACES)}, etapa {number}"
        told = f"{what}, y rendir informe a la Oficina del Ejecutivo con las evidencias del avance físico y financiero."
        day = f"{draw.randint(1, 28):02}/{draw.randint(1, 10):02}/2026"
        sheet.writerow(
            (number, told, draw.choice(units), day, draw.choice(TERMS), "Acta de entrega firmada", "La Gobernadora", "Gira")
        )  # fmt: skip
    return file.getvalue().encode()


def _check_keys() -> None:
    """Check now the foreign keys that otherwise wait for the end of the transaction."""
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


if __name__ == "__main__":
    main()
