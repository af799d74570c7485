"""Hoy for each role, the search, help, and the doors of the shell."""

import pytest
from django.urls import resolve

from gabinete.delivery.desk import homes
from gabinete.delivery.desk.guide import GUIDE
from gabinete.foundation.access.models import Role
from gabinete.foundation.ui.navigation import shelf
from gabinete.office.followup.queries.worklists import WORK_LISTS
from tests.office.followup.stage import NOW

EVERYBODY = ("elena", "marcos", "lucia", "tomas", "rosa", "ramon", "ivan", "ana", "nadia", "berta", "olga")


def page(client, path: str = "/", **more: object) -> str:
    response = client.get(path, **more)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_has_a_first_page_and_help(stage, client_for, who):
    stage.in_state("in_progress")
    client = client_for(stage.cast.people[who])

    assert "<h1>" in page(client)
    assert "<h1>Ayuda</h1>" in page(client, "/ayuda/")
    assert "<h1>Glosario</h1>" in page(client, "/ayuda/glosario/")


def test_every_door_of_the_shell_leads_to_a_page():
    assert [resolve(entry.path).func for entry in shelf.entries]


def test_every_list_of_a_home_exists():
    assert {wanted.key for home in homes.HOMES.values() for wanted in home} <= set(WORK_LISTS)


def test_every_role_that_works_here_has_help():
    assert set(homes.HOMES) | {Role.GOVERNOR, Role.TECHNICIAN} <= set(GUIDE)


def test_new_matter_waits_for_its_liaison_and_for_nobody_else(stage, client_for):
    matter = stage.in_state("notified")

    assert matter.title in page(client_for(stage.cast.rosa))
    assert "Por acusar recibo" in page(client_for(stage.cast.rosa))
    assert matter.title not in page(client_for(stage.cast.ivan))


def test_fulfilment_waits_for_the_unit_that_verifies(stage, client_for):
    matter = stage.in_state("in_verification")

    assert matter.title in page(client_for(stage.cast.sofia))


def test_technician_sees_no_matter(stage, client_for):
    matter = stage.in_state("in_progress")

    said = page(client_for(stage.cast.nadia))

    assert matter.title not in said
    assert "no lee su contenido" in said


def test_governor_sees_what_needs_her_hand_and_decides_there(stage, client_for):
    matter = stage.in_state("end_proposed")

    said = page(client_for(stage.cast.elena))

    assert "Gobernadora." in said
    assert matter.title in said
    assert f"/asuntos/{matter.pk}/confirm_end/?volver=/" in said
    response = client_for(stage.cast.elena).get(f"/asuntos/{matter.pk}/confirm_end/?volver=/")
    assert response["Location"] == f"/asuntos/{matter.pk}/confirm_void/?volver=%2F"


def test_governor_counts_open_their_lists(stage, client_for):
    stage.in_state("in_progress")
    client = client_for(stage.cast.elena)

    said = page(client)
    addresses = {part.split('"')[0].replace("&amp;", "&") for part in said.split('href="/asuntos/?')[1:]}

    assert addresses
    assert all(client.get(f"/asuntos/?{address}").status_code == 200 for address in addresses)


@pytest.mark.parametrize(
    ("hour", "said"), [(8, "Buenos días, Rosa."), (12, "Buenas tardes, Rosa."), (20, "Buenas noches, Rosa.")]
)
def test_greeting_follows_the_hour_of_the_office(stage, hour, said):
    assert homes.greeting(stage.actor("rosa"), NOW.replace(hour=hour)) == said


@pytest.mark.parametrize("words", ["acueducto", "ACUEDUCTO", "proyectos ejecutivos", "rio sonora", "acued"])
def test_search_forgives_accents_plurals_and_beginnings(stage, client_for, words):
    matter = stage.in_state("in_progress")

    assert matter.title in page(client_for(stage.cast.rosa), f"/buscar/?q={words}")


def test_whole_folio_goes_straight_to_its_matter(stage, client_for):
    matter = stage.in_state("in_progress")

    assert (
        client_for(stage.cast.rosa).get("/buscar/", {"q": matter.folio.lower()})["Location"]
        == f"/asuntos/{matter.pk}/"
    )


def test_suggestions_come_as_a_part_and_never_jump(stage, client_for):
    matter = stage.in_state("in_progress")

    said = page(client_for(stage.cast.rosa, HX_Request="true"), f"/buscar/?q={matter.folio}")

    assert "<!doctype" not in said
    assert matter.title in said


def test_search_finds_nothing_of_others_and_says_what_to_try(stage, client_for):
    stage.in_state("in_progress")

    said = page(client_for(stage.cast.ivan), "/buscar/?q=acueducto")

    assert "No encontramos" in said


@pytest.mark.parametrize("words", ["", "%", "'\"\\", "\u202e", "🏛️", "a" * 5000, "<script>", ":*&|!()"])
def test_search_survives_anything(stage, client_for, words):
    response = client_for(stage.cast.rosa).get("/buscar/", {"q": words})

    assert response.status_code == 200
    assert "<script>" not in response.content.decode().replace("<script src", "").replace("<script type", "")


@pytest.mark.parametrize("who", ["nadia", "olga", "berta"])
@pytest.mark.parametrize("words", ["acueducto", "GL/2026/07-01", "acu"])
def test_search_of_whoever_reads_no_matters_finds_none(stage, client_for, who, words):
    stage.registered()

    page = client_for(stage.cast.people[who]).get("/buscar/", {"q": words})

    assert page.status_code == 200
    assert "acueducto Río Sonora" not in page.content.decode()
