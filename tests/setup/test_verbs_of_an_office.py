"""The verbs that read and write an office, each in a process of its own on a real one: the demonstration's."""

import csv
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from gabinete.foundation.postgres import lifecycle
from gabinete.foundation.postgres.cluster import Cluster
from gabinete.kernel import clock
from tests.setup.conftest import REPOSITORY, discard, without_ours

# One office for all of them, built once: they stay on one worker.
pytestmark = pytest.mark.xdist_group("office")
MINUTES = (
    "Minuta de la sesión del 3 de marzo de 2026\n\n"
    "ACUERDO PRIMERO. La Comisión Estatal del Agua entregará el padrón de pozos en un plazo de 15 días hábiles.\n\n"
    "ACUERDO SEGUNDO. Se instruye a la Secretaría de Hacienda a publicar el calendario de pagos a más tardar el "
    "31 de marzo de 2026.\n"
)


@dataclass
class Office:
    home: Path
    cluster: Cluster

    def run(self, *words: object, code: int = 0) -> subprocess.CompletedProcess[str]:
        env = {**without_ours(), "PYTHONPATH": str(REPOSITORY / "src"), "GABINETE_HOME": str(self.home)}
        command = [sys.executable, "-m", "gabinete.delivery.cli.main", *map(str, words)]
        done = subprocess.run(
            command, env=env, capture_output=True, text=True, check=False, timeout=300, cwd="/"
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done

    def facts(self, *words: object, code: int = 0) -> Any:
        return json.loads(self.run(*words, "--json", code=code).stdout)

    def folios(self, *words: object) -> list[str]:
        listed = self.facts("matters", "list", "--as", "secretaria", "--limit", 2000, *words)
        return [one["folio"] for one in listed["matters"]]

    def behind_its_back(self, statement: str, *values: object) -> None:
        with psycopg.connect(self.cluster.superuser_url, autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute(statement, values)

    def one(self, question: str) -> Any:
        with psycopg.connect(self.cluster.superuser_url) as connection:
            row = connection.execute(question).fetchone()
        assert row is not None
        return row[0]


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    home = Path(tempfile.mkdtemp(prefix="gab-"))
    home.chmod(0o755)
    try:
        with lifecycle.using(home, throwaway=True) as cluster:
            made = Office(home, cluster)
            made.run("demo")
            yield made
    finally:
        discard(home)
        shutil.rmtree(home, ignore_errors=True)


def test_account_is_opened_once_and_its_password_can_be_replaced(office: Office) -> None:
    words = ("user", "add", "nueva.persona", "--name", "Nueva Persona", "--role", "liaison", "--unit", "CEA")
    first = office.run(*words).stdout
    assert "usuario: nueva.persona" in first
    assert "Ya" in office.run(*words, code=1).stderr
    second = office.run("user", "reset", "nueva.persona", "--second-factor").stdout
    passwords = [text.split("contraseña temporal: ")[1].split()[0] for text in (first, second)]
    assert passwords[0] != passwords[1]
    assert "No hay una cuenta" in office.run("user", "reset", "nadie", code=1).stderr


def test_matters_are_listed_shown_and_exported(office: Office, tmp_path: Path) -> None:
    folios = office.folios("-f", "unidad=CEA")
    shown = office.facts("matters", "show", folios[0], "--as", "secretaria")
    assert shown["folio"] == folios[0]
    assert "No hay un asunto" in office.run("matters", "show", "GS-99", code=1).stderr
    office.run("matters", "export", "--as", "secretaria", "-f", "unidad=CEA", "--out", tmp_path / "a.csv")
    text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert all(folio in text for folio in folios)


def test_table_with_one_bad_row_registers_none_and_a_good_one_registers_all(
    office: Office, tmp_path: Path
) -> None:
    rows = [
        ["Acuerdo", "Dependencia", "Plazo", "Fecha", "Medio de verificación"],
        ["Rehabilitar el cárcamo «Zeta» ñandú", "CEA", "15 días hábiles", "2026-03-03", "Acta de entrega"],
        ["Publicar el aviso «Zeta»", "NO EXISTE", "30 días naturales", "2026-03-03", "Aviso publicado"],
    ]
    file = tmp_path / "acuerdos.csv"
    _write(file, rows)
    refused = office.run("matters", "import", file, "--as", "secretaria", code=1)
    assert "NO EXISTE" in refused.stderr
    assert office.folios("-q", "cárcamo Zeta") == []
    rows[2][1] = "SH"
    _write(file, rows)
    office.run("matters", "import", file, "--as", "secretaria")
    assert len(office.folios("-q", "cárcamo Zeta")) == 1


def test_bad_file_among_minutes_is_said_and_the_output_stays_readable(tmp_path: Path) -> None:
    good, bad = tmp_path / "minuta.txt", tmp_path / "rota.docx"
    good.write_text(MINUTES, encoding="utf-8")
    bad.write_bytes(b"PK\x03\x04 esto no es un documento")
    nowhere = Office(tmp_path / "sin-base", None)  # type: ignore[arg-type]
    first, second = nowhere.facts("minutes", "extract", good, bad, "--date", "2026-03-03", code=1)
    assert [one["units"] for one in first["agreements"]] == [["CEA"], ["SH"]]
    assert first["agreements"][1]["due"] == "2026-03-31"
    assert second["error"]
    assert not (tmp_path / "sin-base" / "postgres.json").exists()


def test_minutes_of_a_session_become_drafts_and_no_matter(office: Office, tmp_path: Path) -> None:
    session = office.one(
        "SELECT id FROM cabinet_cabinetsession WHERE state IN ('called', 'recorded') AND held_on <= now() ORDER BY held_on DESC LIMIT 1"
    )
    matters = office.one("SELECT count(*) FROM followup_matter")
    (tmp_path / "minuta.txt").write_text(MINUTES, encoding="utf-8")
    words = ("minutes", "import", tmp_path / "minuta.txt", "--session", session)
    said = office.run(*words, "--as", "secretaria").stdout
    assert "2 borradores por confirmar" in said
    assert office.one("SELECT count(*) FROM followup_matter") == matters
    assert office.run(*words, "--as", "auditora", code=1).stdout == ""


def test_doctor_looks_at_calendars_and_anchors_of_an_office(office: Office) -> None:
    found = {one["check"]: one for one in office.facts("doctor")["checks"]}
    assert found["Calendario sonora"]["status"] == "ok"
    assert found["Anclas de la auditoría"]["status"] == "ok"
    anchors = office.home / "anchors" / "roots.jsonl"
    lines = anchors.read_bytes()
    try:
        anchors.write_bytes(lines.splitlines(keepends=True)[0])
        found = {one["check"]: one for one in office.facts("doctor")["checks"]}
    finally:
        anchors.write_bytes(lines)
    assert found["Anclas de la auditoría"]["status"] == "warning"


@pytest.mark.parametrize(("kind", "beginning"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_situation_of_a_past_day_comes_out_in_every_format(
    office: Office, tmp_path: Path, kind: str, beginning: bytes
) -> None:
    past = clock.today() - timedelta(days=60)
    out = tmp_path / f"informe.{kind}"
    words = ("report", "situation", "--as-of", past, "--scope", "agency:CEA", "--format", kind, "--out", out)
    assert str(out) in office.run(*words).stderr
    assert out.read_bytes().startswith(beginning)


def test_verification_names_what_was_altered_until_it_is_put_back(office: Office) -> None:
    assert office.facts("audit", "verify")["ok"] is True
    number, title = (
        office.one(f"SELECT {column} FROM followup_matter ORDER BY id LIMIT 1") for column in ("id", "title")
    )
    office.behind_its_back("UPDATE followup_matter SET title = 'Otra cosa' WHERE id = %s", number)
    try:
        verdict = office.facts("audit", "verify", code=1)
    finally:
        office.behind_its_back("UPDATE followup_matter SET title = %s WHERE id = %s", title, number)
    assert verdict["ok"] is False
    assert "followup_matter" in json.dumps(verdict["first"])
    assert office.facts("audit", "verify")["ok"] is True


def test_restored_office_is_the_one_that_was_saved_and_verifies(office: Office, tmp_path: Path) -> None:
    before = office.folios()
    office.run("backup", tmp_path / "todo.tar")
    assert "no se sobrescribe" in office.run("backup", tmp_path / "todo.tar", code=1).stderr
    office.behind_its_back("UPDATE followup_matter SET title = 'Perdido'")
    office.run("restore", tmp_path / "todo.tar", "--yes")
    assert office.folios() == before
    assert office.one("SELECT count(*) FROM followup_matter WHERE title = 'Perdido'") == 0
    assert office.facts("audit", "verify")["ok"] is True


def test_session_is_called_postponed_and_cancelled_and_its_body_exported(
    office: Office, tmp_path: Path
) -> None:
    number = office.one(
        "SELECT s.id FROM cabinet_cabinetsession s WHERE s.state = 'planned' AND s.reserve < 3 ORDER BY held_on LIMIT 1"
    )
    seats = office.one(
        "SELECT count(*) FROM cabinet_seat x JOIN cabinet_cabinetsession s ON s.body_id = x.body_id "
        f"WHERE s.id = {number} AND x.left_on IS NULL"
    )
    code = office.one(
        f"SELECT b.code FROM cabinet_body b JOIN cabinet_cabinetsession s ON s.body_id = b.id WHERE s.id = {number}"
    )

    assert (
        f"se convocó a {seats} asientos" in office.run("session", "call", number, "--as", "secretaria").stdout
    )
    office.run("session", "freeze", number, "--as", "secretaria")
    refused = office.run("session", "call", number, "--as", "enlace.cea", code=1)
    assert "No se" in refused.stderr or "No hay" in refused.stderr
    wrong = ("session", "postpone", number, "--reason", "Gira", "--date", "mañana", "--as", "secretaria")
    assert "no es una fecha" in office.run(*wrong, code=1).stderr
    later = ("--date", "2027-02-10", "--time", "11:30")
    told = office.run("session", "postpone", number, "--reason", "Gira", *later, "--as", "secretaria").stdout
    assert "10 de febrero de 2027, a las 11:30 horas" in told
    office.run("calendar", "export", code, "--as", "secretaria", "--out", tmp_path / "a.ics")
    assert b"DTSTART;TZID=America/Hermosillo:20270210T113000" in (tmp_path / "a.ics").read_bytes()
    assert (
        "quedó cancelada"
        in office.run("session", "cancel", number, "--reason", "No", "--as", "secretaria").stdout
    )


def _write(file: Path, rows: list[list[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
