"""The directory on screen: who reads what, and accounts kept without any other tool."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from tests.cast import PASSWORD, Cast

from gabinete.foundation.access.models import Grant, Role
from gabinete.foundation.accounts.models import User
from gabinete.foundation.org.models import Unit, UnitAlias

EVERYBODY = ["elena", "marcos", "lucia", "tomas", "rosa", "ramon", "ivan", "ana", "nadia", "berta"]
WIDE = {"marcos", "ana", "nadia"}


@pytest.mark.parametrize("who", EVERYBODY)
def test_pages_open_to_whom_they_should(cast: Cast, client_for, who: str) -> None:
    client = client_for(cast.people[who])
    seen = {
        path: client.get(path).status_code
        for path in (
            "/directorio/",
            "/directorio/CEA/",
            "/directorio/personas/",
            "/directorio/permisos/",
            "/directorio/personas/nueva/",
        )
    }

    assert seen["/directorio/"] == seen["/directorio/CEA/"] == 200
    assert seen["/directorio/personas/"] == seen["/directorio/permisos/"] == (200 if who in WIDE else 403)
    assert seen["/directorio/personas/nueva/"] == (200 if who == "nadia" else 403)


@pytest.mark.parametrize("who", [w for w in EVERYBODY if w != "nadia"])
def test_forms_of_the_technician_are_refused_to_everybody_else(cast: Cast, client_for, who: str) -> None:
    client, rosa = client_for(cast.people[who]), cast.rosa.pk
    grant = Grant.objects.get(user=cast.rosa).pk
    paths = [
        f"/directorio/personas/{rosa}/{tail}/"
        for tail in ("editar", "contrasena", "segundo-factor", "cerrar", "reabrir", "funciones")
    ]
    paths += [
        f"/directorio/funciones/{grant}/retirar/",
        "/directorio/personas/nueva/",
        "/directorio/nueva/",
        "/directorio/CEA/editar/",
    ]
    paths += ["/directorio/CEA/cerrar/", "/directorio/CEA/nombres/", "/directorio/CEA/nombres/1/quitar/"]

    assert {path: client.post(path, {"role": "governor"}).status_code for path in paths} == dict.fromkeys(
        paths, 403
    )
    assert Grant.objects.filter(user=cast.rosa).count() == 1


def test_person_is_added_and_comes_in_with_the_password_shown_once(cast: Cast, client_for) -> None:
    cache.clear()
    data = {
        "username": "perla",
        "name": "Perla Soto Meza",
        "role": "liaison",
        "unit": cast.unit("SSA").pk,
        "until": "2099-12-31",
    }
    page = client_for(cast.nadia).post("/directorio/personas/nueva/", data)
    password = re.search(r'id="temporary-password">([^<]+)<', page.content.decode())[1]

    assert page["Cache-Control"] == "no-store"
    newcomer = Client()
    newcomer.post("/cuenta/entrar/", {"login": "perla", "password": password})
    assert newcomer.get("/directorio/")["Location"].startswith("/cuenta/contrasena/")
    assert (
        password
        not in client_for(cast.nadia)
        .get(f"/directorio/personas/{User.objects.get(username='perla').pk}/")
        .content.decode()
    )


def test_mistake_in_a_form_is_said_and_what_was_written_stays(cast: Cast, client_for) -> None:
    page = client_for(cast.nadia).post(
        "/directorio/personas/nueva/", {"username": "rosa", "name": "Otra Rosa", "title": "Enlace <b>"}
    )

    assert page.status_code == 422
    said = page.content.decode()
    assert "Ya hay una cuenta «rosa»" in said
    assert "Otra Rosa" in said
    assert "Enlace &lt;b&gt;" in said


@pytest.mark.parametrize(
    "bad",
    [
        {"role": "rey"},
        {"unit": "x"},
        {"unit": "9" * 30},
        {"since": "ayer"},
        {"since": "2026-02-31"},
        {"role": ""},
    ],
)
def test_hostile_grant_is_a_refusal_never_a_failure(cast: Cast, client_for, bad: dict[str, str]) -> None:
    data = {"role": "liaison", "unit": cast.unit("SSA").pk, "since": "2026-11-23"} | bad
    page = client_for(cast.nadia).post(f"/directorio/personas/{cast.olga.pk}/funciones/", data)

    assert page.status_code == 400
    assert not Grant.objects.filter(user=cast.olga).exists()


def test_role_is_given_and_taken_on_screen(cast: Cast, client_for) -> None:
    client, sheet = client_for(cast.nadia), f"/directorio/personas/{cast.olga.pk}/"
    client.post(f"{sheet}funciones/", {"role": "liaison", "unit": cast.unit("SSA").pk, "since": "2026-01-05"})
    assert "Enlace" in client.get(sheet).content.decode()
    assert cast.actor("olga").roles == {Role.LIAISON}

    client.post(f"/directorio/funciones/{Grant.objects.get(user=cast.olga).pk}/retirar/")
    assert Grant.objects.get(user=cast.olga).until is not None


def test_account_is_closed_reopened_and_reset_on_screen(cast: Cast, client_for) -> None:
    client, sheet = client_for(cast.nadia), f"/directorio/personas/{cast.rosa.pk}/"
    client.post(f"{sheet}cerrar/")
    assert "Cuenta cerrada" in client.get(sheet).content.decode()
    client.post(f"{sheet}reabrir/")
    assert "Cuenta cerrada" not in client.get(sheet).content.decode()
    client.post(f"{sheet}contrasena/")
    client.post(f"{sheet}editar/", {"name": "Rosa Bojórquez", "email": "r@ejemplo.invalid", "title": ""})
    client.post(f"{sheet}segundo-factor/")
    cast.rosa.refresh_from_db()

    assert (cast.rosa.is_active, cast.rosa.name, cast.rosa.check_password(PASSWORD)) == (
        True,
        "Rosa Bojórquez",
        False,
    )


def test_unit_is_kept_on_screen(cast: Cast, client_for) -> None:
    client = client_for(cast.nadia)
    data = {
        "acronym": "IPS",
        "name": "Instituto de Prueba",
        "kind": "entity",
        "parent": cast.unit("SSA").pk,
        "valid_from": "2026-01-01",
    }
    assert client.post("/directorio/nueva/", data)["Location"] == "/directorio/IPS/"
    client.post("/directorio/IPS/nombres/", {"text": "El Instituto"})
    client.post("/directorio/IPS/editar/", data | {"name": "Instituto Renombrado"})
    page = client.get("/directorio/ips/").content.decode()
    assert "Instituto Renombrado" in page
    assert "El Instituto" in page
    client.post(f"/directorio/IPS/nombres/{UnitAlias.objects.get(text='El Instituto').pk}/quitar/")
    wrong = client.post(
        "/directorio/IPS/cerrar/", {"last_day": "2025-01-01", "successor": cast.unit("SSA").pk}
    )
    assert wrong.status_code == 422
    client.post("/directorio/IPS/cerrar/", {"last_day": "2026-10-31", "successor": cast.unit("SSA").pk})

    assert Unit.objects.get(acronym="IPS").valid_until.isoformat() == "2026-10-31"
    assert "IPS" in client.get("/directorio/?pasadas=1").content.decode()


def test_unit_sheet_shows_its_people_and_the_way_to_its_matters(cast: Cast, client_for) -> None:
    page = client_for(cast.tomas).get("/directorio/CEA/").content.decode()

    assert "Rosa Bojórquez León" in page
    assert "Ramón Encinas Duarte" in page
    assert "/asuntos/?unidad=CEA" in page
    assert "/asuntos/?unidad=CEA" not in client_for(cast.nadia).get("/directorio/CEA/").content.decode()


def test_search_answers_with_the_part_that_was_asked(cast: Cast, client_for) -> None:
    part = client_for(cast.rosa).get("/directorio/?q=agua", headers={"hx-request": "true"}).content.decode()

    assert "Comisión Estatal del Agua" in part
    assert "<html" not in part
    assert "SIDUR" not in part


def test_table_of_permissions_is_the_one_that_decides(cast: Cast, client_for) -> None:
    page = client_for(cast.ana).get("/directorio/permisos/").content.decode()

    assert all(str(role.label) in page for role in Role)
    assert "Confirmar acuerdos de la minuta" in page


def test_profile_says_what_the_system_knows(cast: Cast, client_for) -> None:
    page = client_for(cast.rosa).get("/cuenta/").content.decode()

    for said in ("Rosa Bojórquez León", "rosa@ejemplo.invalid", "desde 1 ene 2020", "CEA", "Sin activar"):
        assert said in page


def test_language_is_chosen_and_only_a_known_one(cast: Cast, client_for) -> None:
    client = client_for(cast.rosa)
    client.post("/cuenta/idioma/", {"language": "en"})
    client.post("/cuenta/idioma/", {"language": "../../etc"})
    cast.rosa.refresh_from_db()

    assert cast.rosa.language == "en"


def test_unknown_records_are_not_found(cast: Cast, client_for) -> None:
    client = client_for(cast.nadia)

    assert client.get("/directorio/NOHAY/").status_code == 404
    assert client.get("/directorio/personas/999999/").status_code == 404
    assert client.post("/directorio/funciones/999999/retirar/").status_code == 404
