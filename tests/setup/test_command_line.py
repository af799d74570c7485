"""The command line speaks Spanish, answers programs with JSON and never shows a traceback."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from gabinete.delivery.cli import spanish
from gabinete.kernel import clock
from tests.foundation.signing import authority as sat
from tests.foundation.signing.papers_of import minutes
from tests.setup.conftest import REPOSITORY


def gabinete(
    home: Path, environment: dict[str, str], *words: str, **more: str
) -> subprocess.CompletedProcess[str]:
    env = {
        **environment,
        "PYTHONPATH": str(REPOSITORY / "src"),
        "GABINETE_HOME": str(home),
        "COLUMNS": "100",
        **more,
    }
    command = [sys.executable, "-m", "gabinete.delivery.cli.main", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=120, cwd="/")


def test_help_is_in_spanish(home: Path, clean_environment: dict[str, str]) -> None:
    said = gabinete(home, clean_environment, "--help")
    assert said.returncode == 0
    for word in ("Uso:", "Opciones", "Órdenes", "serve", "Muestra esta ayuda"):
        assert word in said.stdout
    for word in ("Usage", "Options", "Commands", "Show this message"):
        assert word not in said.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nada"], "No existe la orden «nada»"),
        (["backup"], "Falta el argumento"),
        (["serve", "--puerto", "1"], "No existe la opción «--puerto»"),
        (["serve", "--port", "x"], "debe ser un número entero"),
        (["serve", "--port"], "le falta su valor"),
    ],
)
def test_misuse_is_explained_and_ends_with_two(
    home: Path, clean_environment: dict[str, str], words: list[str], sentence: str
) -> None:
    said = gabinete(home, clean_environment, *words)
    assert (said.returncode, said.stdout) == (2, "")
    assert sentence in said.stderr
    assert "Traceback" not in said.stderr


def test_unknown_library_message_is_shown_as_it_came() -> None:
    assert spanish.translate("Something new") == "Something new"


def test_doctor_tells_programs_what_it_found(home: Path, clean_environment: dict[str, str]) -> None:
    said = gabinete(home, clean_environment, "doctor", "--json")
    found = {one["check"]: one["status"] for one in json.loads(said.stdout)["checks"]}
    assert said.returncode == 0
    assert found["Python"] == "ok"
    assert found["Base de datos"] == "ok"
    assert found["Tipografías de papel"] == "warning"


def test_doctor_points_at_keys_that_others_can_read(home: Path, clean_environment: dict[str, str]) -> None:
    (home / "secrets").mkdir()
    (home / "secrets" / "seal.key").write_text("x")
    (home / "secrets" / "seal.key").chmod(0o644)
    said = gabinete(home, clean_environment, "doctor")
    assert said.returncode == 3
    assert "chmod 600" in said.stdout


def test_unreachable_database_is_an_environment_error_in_words(
    home: Path, clean_environment: dict[str, str]
) -> None:
    nowhere = "postgresql://nadie@127.0.0.1:9/g"
    said = gabinete(home, clean_environment, "doctor", DATABASE_URL=nowhere)
    assert said.returncode == 3
    assert "no contesta" in said.stdout
    said = gabinete(home, clean_environment, "migrate", DATABASE_URL=nowhere)
    assert said.returncode == 3
    assert "Traceback" not in said.stderr


def test_restore_refuses_what_is_no_backup_before_starting_anything(
    home: Path, clean_environment: dict[str, str]
) -> None:
    (home / "foto.tar").write_bytes(b"no soy un respaldo")
    said = gabinete(home, clean_environment, "restore", "--yes", str(home / "foto.tar"))
    assert said.returncode == 1
    assert "no es un respaldo" in said.stderr
    assert not (home / "postgres.json").exists()


def test_backup_never_overwrites(home: Path, clean_environment: dict[str, str]) -> None:
    (home / "a.tar").write_text("valioso")
    said = gabinete(home, clean_environment, "backup", str(home / "a.tar"))
    assert said.returncode == 1
    assert (home / "a.tar").read_text() == "valioso"


def test_reader_that_leaves_early_is_no_error(home: Path, clean_environment: dict[str, str]) -> None:
    env = {**clean_environment, "PYTHONPATH": str(REPOSITORY / "src"), "GABINETE_HOME": str(home)}
    command = f"'{sys.executable}' -m gabinete.delivery.cli.main doctor --json | true"
    said = subprocess.run(
        ["sh", "-c", command], env=env, capture_output=True, text=True, check=False, cwd=os.sep
    )
    assert "Traceback" not in said.stderr


def test_minutes_are_read_without_a_database_and_a_bad_file_spoils_only_itself(
    home: Path, clean_environment: dict[str, str]
) -> None:
    good = home / "minuta.txt"
    good.write_text(
        "Hermosillo, Sonora, a 5 de marzo de 2026.\nACUERDOS\n"
        "PRIMERO. La Secretaría de Salud entregará el informe de abasto a más tardar el 31 de marzo de 2026.\n"
    )
    (home / "rota.pdf").write_bytes(b"%PDF-1.7 nada")
    files = [str(good), str(home / "rota.pdf"), str(home / "falta.docx")]
    said = gabinete(home, clean_environment, "minutes", "extract", *files, "--json")
    first, broken, missing = json.loads(said.stdout)
    assert said.returncode == 1
    assert first["file"] == str(good)
    assert [one["due"] for one in first["agreements"]] == ["2026-03-31"]
    assert broken["error"]
    assert missing["error"] == "No se pudo abrir: no existe."
    assert "Traceback" not in said.stderr
    assert not (home / "postgres.json").exists()


def test_one_file_gives_one_object(home: Path, clean_environment: dict[str, str]) -> None:
    file = home / "oficio.md"
    file.write_text("# Nota\n\nSin acuerdos en esta nota informativa.\n")
    said = gabinete(
        home, clean_environment, "minutes", "extract", str(file), "--json", "--date", "2026-03-05"
    )
    assert said.returncode == 0
    assert json.loads(said.stdout) == {"agreements": []}


def test_date_that_is_none_is_refused(home: Path, clean_environment: dict[str, str]) -> None:
    said = gabinete(home, clean_environment, "minutes", "extract", "x.txt", "--date", "5 de marzo")
    assert said.returncode == 1
    assert "AAAA-MM-DD" in said.stderr


@pytest.fixture
def desk(home: Path) -> Path:
    """A machine that trusts an authority, with minutes and somebody's e.firma at hand."""
    rosa = sat.person(until=clock.now() + timedelta(days=900), since=clock.now() - timedelta(days=1))
    (home / "signing" / "roots").mkdir(parents=True)
    files = {
        "signing/roots/raiz.cer": sat.root().cer, "signing/roots/sat.cer": sat.tax_office().cer,
        "rosa.cer": rosa.cer, "rosa.key": rosa.key(), "minuta.pdf": minutes(), "csd.cer": sat.seal().cer,
    }  # fmt: skip
    for name, content in files.items():
        (home / name).write_bytes(content)
    return home


def sign_words(desk: Path, cer: str, out: str) -> tuple[str, ...]:
    pair = ("--cer", str(desk / cer), "--key", str(desk / "rosa.key"))
    return ("minutes", "sign", str(desk / "minuta.pdf"), *pair, "--out", str(desk / out))


def test_document_is_signed_and_verified_without_a_database(
    desk: Path, clean_environment: dict[str, str]
) -> None:
    env = {**clean_environment, "GABINETE_EFIRMA_PASSWORD": sat.PASSWORD}
    made = gabinete(desk, env, *sign_words(desk, "rosa.cer", "a.pdf"))
    good = gabinete(desk, clean_environment, "minutes", "verify", str(desk / "a.pdf"), "--json")
    doctor = gabinete(desk, clean_environment, "doctor")

    assert (made.returncode, made.stdout) == (0, f"{desk / 'a.pdf'}\n")
    report = json.loads(good.stdout)
    assert (good.returncode, report["verdict"]) == (0, "trusted")
    assert report["signatures"][0]["rfc"] == "BOLR800101AB1"
    assert "raíces: 1, intermedios: 1, listas de revocados: 0" in doctor.stdout
    assert not (desk / "postgres.json").exists()


def test_document_altered_or_without_signatures_ends_with_one(
    desk: Path, clean_environment: dict[str, str]
) -> None:
    env = {**clean_environment, "GABINETE_EFIRMA_PASSWORD": sat.PASSWORD}
    gabinete(desk, env, *sign_words(desk, "rosa.cer", "a.pdf"))
    (desk / "mal.pdf").write_bytes((desk / "a.pdf").read_bytes().replace(b"%PDF-1.7", b"%PDF-1.6", 1))
    bad = gabinete(desk, clean_environment, "minutes", "verify", str(desk / "mal.pdf"))
    nobody = gabinete(desk, clean_environment, "minutes", "verify", str(desk / "minuta.pdf"))
    missing = gabinete(desk, clean_environment, "minutes", "verify", str(desk / "nada.pdf"))

    assert (bad.returncode, "DOCUMENTO ALTERADO" in bad.stdout) == (1, True)
    assert (nobody.returncode, "SIN FIRMA ELECTRÓNICA" in nobody.stdout) == (1, True)
    assert (missing.returncode, "No se pudo leer" in missing.stderr) == (1, True)


def test_signing_refused_writes_nothing_and_repeats_no_password(
    desk: Path, clean_environment: dict[str, str]
) -> None:
    env = {**clean_environment, "GABINETE_EFIRMA_PASSWORD": "centinela"}
    (desk / "ya.pdf").write_bytes(b"valioso")
    refusals = [
        (gabinete(desk, env, *sign_words(desk, "rosa.cer", "b.pdf")), "contraseña no abre"),
        (gabinete(desk, env, *sign_words(desk, "csd.cer", "b.pdf")), "(CSD)"),
        (gabinete(desk, env, *sign_words(desk, "rosa.cer", "ya.pdf")), "ya existe"),
    ]

    for said, reason in refusals:
        assert (said.returncode, reason in said.stderr, said.stdout) == (1, True, "")
        assert "centinela" not in said.stderr
    assert not (desk / "b.pdf").exists()
    assert (desk / "ya.pdf").read_bytes() == b"valioso"
