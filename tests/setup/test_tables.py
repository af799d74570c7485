"""``matters import`` with the tables that people really send: all or none, once, and with words for each row."""

from pathlib import Path

import pytest

from gabinete.delivery.cli.matters_import import Brought, Wishes, bring_in
from gabinete.kernel.errors import BadInput, NotAllowed, RuleBroken
from gabinete.office.followup import actions
from gabinete.office.followup.models import LogEntry, Matter
from tests.cast import Cast

TABLE = (
    "PODER EJECUTIVO;;;\nAcuerdo;Dependencia;Plazo;Verificación\nAtender a la niñez;CEA;15 días hábiles;Acta\n"
    ";;;\nPublicar el padrón;SIDUR;sin plazo;Padrón publicado\n"
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "acuerdos.csv"
    file.write_bytes(TABLE.encode("cp1252"))
    return file


def test_every_row_becomes_a_matter_and_the_same_file_adds_none(
    cast: Cast, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring_in(table, "lucia", Wishes()) == Brought(2, 2)
    assert bring_in(table, "lucia", Wishes()) == Brought(2, 0)

    found = Matter.objects.order_by("folio").values_list("text", "lead__acronym", "term_text", "origin_label")
    assert list(found) == [
        ("Atender a la niñez", "CEA", "15 días hábiles", "Importado de acuerdos.csv"),
        ("Publicar el padrón", "SIDUR", "sin plazo", "Importado de acuerdos.csv"),
    ]
    assert "se leyó como Latin-1" in capsys.readouterr().err


def test_a_look_writes_nothing_and_finds_what_registering_would_refuse(cast: Cast, table: Path) -> None:
    assert bring_in(table, "lucia", Wishes(dry=True)) == Brought(2)
    with pytest.raises(NotAllowed):
        bring_in(table, "rosa", Wishes(dry=True))
    table.write_text(f"Acuerdo,Dependencia\nLimpiar,CEA\n{'x' * 8001},CEA\n")
    with pytest.raises(BadInput, match="2 de 2 renglones"):
        bring_in(table, "lucia", Wishes(dry=True))
    with pytest.raises(RuleBroken) as refusal:
        bring_in(table, "lucia", Wishes(means="Acta", dry=True))
    assert refusal.value.message.startswith("Renglón 3: Escriba el texto")
    assert not Matter.objects.exists()


def test_each_refused_row_is_named_and_nothing_is_written(
    cast: Cast, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = "".join(f"Pintar {n};NADIE;pronto;Acta\n" for n in range(30))
    table.write_text(TABLE + bad)
    with pytest.raises(BadInput, match="30 de 32 renglones no se pueden tomar"):
        bring_in(table, "lucia", Wishes())
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("renglón 6: No se entiende el plazo «pronto»")
    assert lines[0].endswith("No se reconoce a la responsable: «NADIE».")
    assert (len(lines), lines[-1]) == (21, "… y 10 renglones más.")
    assert not Matter.objects.exists()


def test_warnings_are_said_once_with_their_rows_and_unused_columns_are_named(
    cast: Cast, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"Pintar {n};CEA y SIDUR;x\n" for n in range(10))
    table.write_text(f"Acuerdo;Responsables;Semáforo\n{rows}")
    bring_in(table, "lucia", Wishes(means="Acta"))
    assert capsys.readouterr().err.splitlines() == [
        "Estas columnas no se usan: Semáforo.",
        "renglones 2, 3, 4, 5, 6, 7, 8, 9 y 2 más: Nombra a varias unidades: responsable CEA; corresponsables SIDUR.",
    ]


def test_notifying_begins_the_terms_of_the_new_and_of_those_still_waiting(cast: Cast, table: Path) -> None:
    bring_in(table, "lucia", Wishes())
    assert bring_in(table, "lucia", Wishes(notify=True)) == Brought(2, 0, 2)
    assert bring_in(table, "lucia", Wishes(notify=True)) == Brought(2, 0, 0)
    assert set(Matter.objects.values_list("state", flat=True)) == {"notified"}
    assert LogEntry.objects.filter(move="notify").count() == 2
    assert [due is None for due in Matter.objects.order_by("folio").values_list("due", flat=True)] == [
        False,
        True,
    ]


def test_a_notice_that_fails_takes_the_matters_with_it(
    cast: Cast, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions.notices, "CHUNK", 1)
    monkeypatch.setattr(actions.notices.policies, "may", lambda _move, _actor, matter: "niñez" in matter.text)
    with pytest.raises(NotAllowed):
        bring_in(table, "lucia", Wishes(notify=True))
    assert not Matter.objects.exists()


def test_a_file_that_is_not_there_is_said(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="No se pudo abrir"):
        bring_in(tmp_path / "nada.csv", "lucia", Wishes())


def test_what_came_of_a_table_is_said_in_a_line() -> None:
    assert Brought(2).spanish == "2 asuntos se pueden registrar. No se escribió nada."
    assert Brought(1, 1).spanish == "1 asunto registrado."
    assert Brought(3, 1, 2).spanish == (
        "1 asunto registrado; 2 ya lo estaban por este mismo archivo; 2 notificados."
    )
