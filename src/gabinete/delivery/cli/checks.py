"""The checks of ``gabinete doctor``. Each says what it found in one line; none changes anything."""

import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg

from gabinete.delivery.cli import checks_inside, checks_signing
from gabinete.delivery.cli.findings import Finding, Grade
from gabinete.foundation.postgres.cluster import Cluster, external_cluster
from gabinete.foundation.postgres.faults import PostgresFault
from gabinete.foundation.postgres.lifecycle import using
from gabinete.foundation.postgres.roles import EXTENSIONS

LOW_DISK_MB, NO_DISK_MB = 1024, 200
OLDEST_SERVER = 160000
CLOCK_DRIFT_SECONDS = 5.0
EARLIEST_YEAR = 2025
FACES = ("Inter-Regular.ttf", "SourceSerif4-Regular.ttf")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def run_all(home: Path) -> list[Finding]:
    """Run every check; one that breaks is itself a finding."""
    checks: tuple[Callable[[Path], Iterator[Finding]], ...] = (
        _python,
        _disk,
        _assets,
        _fonts,
        _programs,
        _secrets,
        _clock,
        checks_signing.look,
        _database,
    )
    found: list[Finding] = []
    for check in checks:
        try:
            found += list(check(home))
        except (OSError, subprocess.SubprocessError) as error:
            found.append(Finding(check.__name__.strip("_"), "error", str(error)))
    return found


def _python(home: Path) -> Iterator[Finding]:
    version = sys.version.split()[0]
    yield Finding("Python", "ok" if sys.version_info >= (3, 11) else "error", f"{version} en {sys.prefix}")
    stamped = any((home / "venv" / name).exists() for name in (".gabinete-run", ".gabinete-dev"))
    if stamped:
        yield Finding("Entorno", "ok", str(home / "venv"))
    else:
        yield Finding("Entorno", "warning", "no lo hizo bin/start; si algo falta, ejecútelo una vez.")


def _disk(home: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(home).free // 1_000_000
    grade: Grade = "error" if free < NO_DISK_MB else "warning" if free < LOW_DISK_MB else "ok"
    yield Finding(
        "Disco", grade, f"{free:,} MB libres en {home}" + ("" if grade == "ok" else "; libere espacio.")
    )


def _assets(home: Path) -> Iterator[Finding]:
    count = len(list((home / "assets" / "fonts").glob("*.woff2")))
    if count:
        yield Finding("Tipografías de pantalla", "ok", f"{count} archivos")
    else:
        yield Finding(
            "Tipografías de pantalla", "warning", "faltan; se usan las del sistema. Repita bin/start con red."
        )


def _fonts(home: Path) -> Iterator[Finding]:
    missing = [name for name in FACES if not (home / "fonts" / name).is_file()]
    if missing:
        yield Finding(
            "Tipografías de papel",
            "warning",
            "faltan; los informes salen con otras. Repita bin/start con red.",
        )
    else:
        yield Finding("Tipografías de papel", "ok", str(home / "fonts"))


def _programs(_home: Path) -> Iterator[Finding]:
    tesseract = shutil.which("tesseract")
    if tesseract is None:
        advice = (
            "no está; no se leerán actas escaneadas. Instale: apt-get install tesseract-ocr tesseract-ocr-spa"
        )
        yield Finding("Tesseract", "warning", advice)
    else:
        said = subprocess.run(
            [tesseract, "--list-langs"], capture_output=True, text=True, check=False, timeout=10
        ).stdout
        spanish = "spa" in said.split()
        advice = tesseract if spanish else "sin español. Instale: apt-get install tesseract-ocr-spa"
        yield Finding("Tesseract", "ok" if spanish else "warning", advice)
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    yield Finding("Chromium", "ok", browser or "no está; solo lo usan las pruebas")


def _secrets(home: Path) -> Iterator[Finding]:
    loose = [
        path.name
        for path in (home / "secrets").glob("*")
        if path.is_file() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ]
    if loose:
        advice = f"otros pueden leer {', '.join(loose)}. Corrija: chmod 600 {home / 'secrets'}/*"
        yield Finding("Llaves", "error", advice)
    else:
        yield Finding("Llaves", "ok", "solo su dueño puede leerlas")


def _clock(_home: Path) -> Iterator[Finding]:
    year = time.gmtime().tm_year
    text = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime())
    if year < EARLIEST_YEAR:
        yield Finding("Reloj", "error", f"marca {text}; póngalo en hora, porque los plazos dependen de él.")
    else:
        yield Finding("Reloj", "ok", text)


def _database(home: Path) -> Iterator[Finding]:
    try:
        outside = external_cluster(os.environ)
        if outside is not None:
            yield from _inside(outside, home)
        elif (home / "postgres.json").exists():
            with using(home) as cluster:
                yield from _inside(cluster, home)
        else:
            yield Finding("Base de datos", "ok", "propia; se crea en el primer arranque")
    except PostgresFault as fault:
        yield Finding("Base de datos", "error", fault.message)
    except psycopg.OperationalError as error:
        yield Finding("Base de datos", "error", f"no contesta: {str(error).strip()} Revise DATABASE_URL.")


def _inside(cluster: Cluster, home: Path) -> Iterator[Finding]:
    with psycopg.connect(cluster.url, connect_timeout=10, autocommit=True) as connection:
        version = connection.info.server_version
        kind = "propia" if cluster.embedded else "externa"
        text = f"PostgreSQL {version // 10000}.{version % 10000} ({kind}, puerto {cluster.port})"
        yield Finding("Base de datos", "ok" if version >= OLDEST_SERVER else "error", text)
        ask = "SELECT extname FROM pg_extension"
        missing = sorted(set(EXTENSIONS) - {row[0] for row in connection.execute(ask)})
        if missing:
            advice = "faltan " + ", ".join(missing) + "; créelas como administrador: CREATE EXTENSION nombre"
            yield Finding("Extensiones", "error", advice)
        else:
            yield Finding("Extensiones", "ok", ", ".join(EXTENSIONS))
        row = connection.execute("SELECT extract(epoch FROM clock_timestamp())::float8").fetchone()
        drift = abs(float(row[0]) - time.time()) if row else 0.0
        grade: Grade = "ok" if drift < CLOCK_DRIFT_SECONDS else "warning"
        yield Finding("Reloj de la base", grade, f"difiere {drift:.1f} s del de esta máquina")
        yield from checks_inside.look(connection, home)
