"""The posts of a unit on screen."""

import re

import pytest
from tests.cast import LONG_AGO, Cast

from gabinete.foundation.org.models import Holder, Position, Unit

PATH = "/directorio/CEA/cargos/"


@pytest.fixture
def post(cast: Cast) -> Position:
    post = Position.objects.create(unit=cast.unit("CEA"), title="Vocal ejecutivo", is_head=True)
    Holder.objects.create(position=post, user=cast.ramon, name=cast.ramon.name, since=LONG_AGO)
    return post


def test_unit_shows_who_holds_its_posts_to_anybody_with_a_role(
    cast: Cast, client_for, post: Position
) -> None:
    for who in ("rosa", "elena", "nadia"):
        page = client_for(cast.people[who]).get("/directorio/CEA/").content.decode()
        assert "Vocal ejecutivo" in page
        assert cast.ramon.name in page
        assert ("Agregar cargo" in page) is (who == "nadia")
    assert cast.ramon.name in client_for(cast.rosa).get("/directorio/").content.decode()


def test_change_of_hands_is_recorded_from_the_page(cast: Cast, client_for, post: Position) -> None:
    client = client_for(cast.marcos)
    page = client.get(f"{PATH}{post.pk}/").content.decode()
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    data = {"name": "Perla Soto Meza", "since": "2026-11-02", "acting": "1", "version": version}
    assert client.post(f"{PATH}{post.pk}/titular/", data).status_code == 303

    page = client.get(f"{PATH}{post.pk}/").content.decode()
    assert "Perla Soto Meza" in page
    assert "encargado de despacho" in page
    assert "1 ene 2020 a 1 nov 2026" in page
    assert f"{cast.ramon.name} ya no ocupa el cargo y conserva la función" in page


def test_what_was_typed_comes_back_with_what_was_wrong(cast: Cast, client_for, post: Position) -> None:
    client = client_for(cast.nadia)
    data = {"name": "Perla <b>Soto</b>", "since": "2019-01-01", "version": "1"}
    answer = client.post(f"{PATH}{post.pk}/titular/", data)

    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Perla &lt;b&gt;Soto&lt;/b&gt;" in said
    assert "No se guardó nada" in said


@pytest.mark.parametrize(
    ("tail", "data"),
    [
        ("titular/", {"since": "mañana", "name": "x", "version": "1"}),
        ("titular/", {"since": "2026-11-02", "name": "x", "version": "no"}),
        ("titular/", {"since": "2026-11-02", "name": "x"}),
        ("titular/", {"name": "x", "version": "1"}),
        ("titular/", {"since": "2026-11-02", "account": "9" * 30, "version": "1"}),
        ("vacante/", {"version": "1"}),
        ("nombre/", {"title": "", "version": "1"}),
        ("nombre/", {"title": "x" * 201, "version": "1"}),
    ],
)
def test_bad_forms_are_answered_in_words(
    cast: Cast, client_for, post: Position, tail: str, data: dict[str, str]
) -> None:
    answer = client_for(cast.nadia).post(f"{PATH}{post.pk}/{tail}", data)

    assert answer.status_code in {400, 409, 422}
    assert "No se guardó nada" in answer.content.decode()
    assert Holder.objects.get().until is None


def test_post_answers_only_at_its_own_unit(cast: Cast, client_for, post: Position) -> None:
    client, holder = client_for(cast.nadia), Holder.objects.get()

    assert client.get(f"/directorio/SIDUR/cargos/{post.pk}/").status_code == 404
    data = {"since": "2026-11-02", "name": "x", "version": "1"}
    assert client.post(f"/directorio/SIDUR/cargos/{post.pk}/titular/", data).status_code == 404
    assert client.get(f"/directorio/SIDUR/titulares/{holder.pk}/").status_code == 404
    assert client.post(f"{PATH}999999/titular/", data).status_code == 404


@pytest.mark.parametrize("who", ["elena", "lucia", "rosa", "ramon", "ana", "olga"])
def test_forms_are_refused_to_everybody_else(cast: Cast, client_for, post: Position, who: str) -> None:
    client, holder = client_for(cast.people[who]), Holder.objects.get().pk
    data = {"since": "2026-11-02", "last_day": "2026-11-02", "name": "x", "title": "x", "version": "1"}
    paths = [f"{PATH}{post.pk}/{tail}/" for tail in ("titular", "vacante", "nombre")]
    paths += [
        f"{PATH}nuevo/",
        f"/directorio/CEA/titulares/{holder}/",
        f"/directorio/CEA/titulares/{holder}/quitar/",
    ]

    assert {path: client.post(path, data).status_code for path in paths} == dict.fromkeys(paths, 403)
    assert Holder.objects.get().until is None


def test_correction_and_removal_are_done_from_their_page(cast: Cast, client_for, post: Position) -> None:
    client, holder = client_for(cast.nadia), Holder.objects.get().pk
    page = client.get(f"/directorio/CEA/titulares/{holder}/").content.decode()
    assert f'value="{cast.ramon.name}"' in page
    data = {"name": "Ramón Encinas D.", "since": "2020-02-01", "version": "1"}
    assert client.post(f"/directorio/CEA/titulares/{holder}/", data).status_code == 303
    assert (Holder.objects.get().name, Holder.objects.get().user) == ("Ramón Encinas D.", None)
    stale = client.post(f"/directorio/CEA/titulares/{holder}/", data)
    assert stale.status_code == 409

    client.post(f"/directorio/CEA/titulares/{holder}/quitar/", {"reason": "error", "version": "2"})
    assert not Holder.objects.exists()


def test_post_is_added_from_the_unit(cast: Cast, client_for) -> None:
    client = client_for(cast.nadia)
    answer = client.post(f"{PATH}nuevo/", {"title": "Vocal ejecutivo", "is_head": "1"})

    post = Position.objects.get()
    assert answer["Location"].endswith(f"{PATH}{post.pk}/")
    assert post.is_head
    assert client.post(f"{PATH}nuevo/", {"title": "Vocal ejecutivo"}).status_code == 422


def test_directory_costs_the_same_whatever_its_size(
    cast: Cast, client_for, post: Position, django_assert_max_num_queries
) -> None:
    client = client_for(cast.rosa)
    client.get("/directorio/")
    more = Unit.objects.bulk_create(
        Unit(acronym=f"U{n}", name=f"Unidad {n}", kind="entity") for n in range(40)
    )
    heads = Position.objects.bulk_create(Position(unit=u, title="Titular", is_head=True) for u in more)
    Holder.objects.bulk_create(Holder(position=p, name=f"P {p.pk}", since=LONG_AGO) for p in heads)

    with django_assert_max_num_queries(8):
        assert client.get("/directorio/").content.decode().count("<tr>") > 40
