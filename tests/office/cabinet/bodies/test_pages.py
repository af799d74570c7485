"""The pages of the bodies: to define, to plan, to look at; refused and with whatever people send."""

from collections.abc import Callable
from datetime import date, time
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gabinete.foundation.audit.acts import act
from gabinete.foundation.org.models import Holder, Position
from gabinete.office.cabinet import actions
from gabinete.office.cabinet.actions import SessionGiven
from gabinete.office.cabinet.models import Body, CabinetSession
from gabinete.office.cabinet.queries.bodies import seats_of
from tests.cast import BEGINNING, LONG_AGO
from tests.office.cabinet.bodies.test_bodies import called
from tests.office.cabinet.stage import NOW, Room

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
HTMX = {"HX-Request": "true"}
FORM = {
    "code": "GX",
    "name": "Gabinete X",
    "kind": "other",
    "chair": "Titular",
    "secretary_unit": "OEE",
    "is_active": "1",
    "session_minutes": "90",
    "default_reserve": "2",
}


@pytest.fixture
def lucia(room: Room, client_for: SignIn) -> Client:
    return client_for(room.cast.lucia)


def page_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_form_of_a_new_body_begins_with_words_only(lucia: Client) -> None:
    shown = lucia.get("/sesiones/gabinetes/nuevo/").content.decode()

    assert "DatabaseDefault" not in shown
    assert 'name="usual_place"' in shown


def test_a_body_is_defined_whole_from_its_form_in_the_order_of_its_numbers(room: Room, lucia: Client) -> None:
    sent = FORM | {
        "rows": "4",
        "order-0": "2",
        "unit-0": "CEA",
        "titular-0": "Vocalía",
        "order-1": "1",
        "unit-1": "SSA · Secretaría de Salud Pública",
        "alternate-1": "Subsecretaría",
        "unit-2": "",
        "unit-3": "SIDUR",
        "order-3": "3",
        "chair_seat": "1",
        "quorum": "2/3",
        "needs_chair": "1",
        "second_call_minutes": "30",
        "freeze_days": "2",
        "votes": "1",
        "usual_place": "Salón Ciprés",
    }

    answer = lucia.post("/sesiones/gabinetes/nuevo/", sent)

    body = Body.objects.get(code="GX")
    assert answer["Location"] == f"/sesiones/gabinetes/{body.pk}/"
    assert [(s.unit.acronym, s.is_chair) for s in seats_of(body)] == [
        ("SSA", True),
        ("CEA", False),
        ("SIDUR", False),
    ]
    page = page_of(lucia, f"/sesiones/gabinetes/{body.pk}/")
    assert "al menos 2/3 de los asientos, con quien preside o su suplente; en segunda convocatoria" in page
    assert "Hoy: 2 de 3." in page
    assert "se cierra 2 días hábiles antes" in page
    form = page_of(lucia, f"/sesiones/gabinetes/{body.pk}/definir/")
    assert '<option value="2/3" selected>' in form
    assert 'value="Salón Ciprés"' in form


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"unit-0": "CEA", "unit-1": "cea", "rows": "2"}, "CEA aparece 2 veces"),
        ({"unit-0": "CEA", "rows": "1", "quorum": "count", "quorum_top": "4"}, "nunca podría sesionar"),
        ({"unit-0": "CEA", "rows": "1", "quorum": "1/2", "needs_chair": "1"}, "ningún asiento está marcado"),
        ({"quorum": "other", "quorum_top": "3", "quorum_bottom": "2"}, "La fracción 3/2"),
        ({"quorum": "astral"}, "Elija una opción"),
        ({"quorum": "count", "quorum_top": "-3"}, "número entero"),
        ({"default_reserve": "5"}, "Elija una opción"),
        ({"default_reserve": "9'--"}, "Elija una opción"),
        ({"session_minutes": "9999"}, "minutos de la sesión van de 5 a 600"),
        ({"plan_node": "987654"}, "eje o una región"),
        ({"code": "GL"}, "ya es de otro gabinete"),
        ({"unit-0": "Nadie \u202e🎉", "rows": "1"}, "no está en el directorio"),
        ({"rows": "99999999"}, ""),
    ],
)
def test_a_refused_form_comes_back_with_everything_typed(
    room: Room, lucia: Client, sent: dict[str, str], says: str
) -> None:
    typed = FORM | {"usual_place": 'Sala "Uno"'} | sent
    answer = lucia.post("/sesiones/gabinetes/nuevo/", typed)

    if not says:
        assert answer.status_code == 303
        return
    page = answer.content.decode()
    assert answer.status_code in {400, 409, 422}
    assert says in page
    assert "Sala &#34;Uno&#34;" in page
    assert not Body.objects.filter(code="GX").exists()


def test_more_rows_are_asked_for_without_saving_or_losing_anything(room: Room, lucia: Client) -> None:
    page = lucia.post(
        "/sesiones/gabinetes/nuevo/", FORM | {"rows": "2", "unit-0": "CEA", "more": "1"}
    ).content.decode()

    assert 'name="unit-4"' in page
    assert 'value="CEA"' in page
    assert not Body.objects.filter(code="GX").exists()


def test_posts_of_the_directory_are_offered_and_who_holds_them_is_shown(room: Room, lucia: Client) -> None:
    with act(0, "tests.posts", at=BEGINNING):
        post = Position.objects.create(unit=room.cast.unit("SIDUR"), title="Secretaría de Infraestructura")
        Holder.objects.create(position=post, name="Nora Quien Es", since=LONG_AGO, acting=True)
    sent = FORM | {"rows": "1", "unit-0": "SIDUR", "titular-0": "secretaria de infraestructura"}
    lucia.post("/sesiones/gabinetes/nuevo/", sent)
    body = Body.objects.get(code="GX")

    form = page_of(lucia, f"/sesiones/gabinetes/{body.pk}/definir/")
    page = page_of(lucia, f"/sesiones/gabinetes/{body.pk}/")

    assert '<option value="Secretaría de Infraestructura">' in form
    assert "Hoy: Nora Quien Es" in form
    assert "Nora Quien Es · encargado del despacho" in " ".join(page.split())


def test_who_sat_before_is_told_apart(room: Room, lucia: Client) -> None:
    called(room, "closed")
    sent = FORM | {"code": "GL", "version": "1", "rows": "1", "unit-0": "SIDUR"}
    assert lucia.post(f"/sesiones/gabinetes/{room.body.pk}/definir/", sent).status_code == 303

    assert "Lo integraron antes:</p>" not in page_of(lucia, f"/sesiones/gabinetes/{room.body.pk}/")
    assert "CEA (hasta el" in page_of(lucia, f"/sesiones/gabinetes/{room.body.pk}/")


def test_two_people_defining_the_same_body_do_not_overwrite_each_other(room: Room, lucia: Client) -> None:
    sent = FORM | {"code": "GL", "version": "1", "rows": "1", "unit-0": "SIDUR"}
    path = f"/sesiones/gabinetes/{room.body.pk}/definir/"

    first, second = lucia.post(path, sent), lucia.post(path, sent | {"name": "Otro nombre"})

    assert (first.status_code, second.status_code) == (303, 409)
    assert "Otra persona cambió esto" in second.content.decode()
    assert 'value="Otro nombre"' in second.content.decode()


def test_recurring_points_begin_with_the_usual_ones_and_are_kept_in_order(room: Room, lucia: Client) -> None:
    path = f"/sesiones/gabinetes/{room.body.pk}/puntos/"
    assert "Estos son los acostumbrados" in page_of(lucia, path)
    sent = {
        "version": "1",
        "rows": "3",
        "order-0": "2",
        "title-0": "Asuntos generales",
        "kind-0": "information",
        "minutes-0": "10",
        "when-0": "ordinary",
        "role-0": "general",
        "at_end-0": "1",
        "order-1": "1",
        "title-1": "Lista de asistencia",
        "role-1": "attendance",
        "title-2": "",
    }

    assert lucia.post(path, sent).status_code == 303

    points = room.body.recurring.all()
    assert [(p.title, p.at_end, p.when, p.minutes) for p in points] == [
        ("Lista de asistencia", False, "always", 5),
        ("Asuntos generales", True, "ordinary", 10),
    ]
    shown = page_of(lucia, f"/sesiones/gabinetes/{room.body.pk}/")
    assert (
        shown.index("Lista de asistencia")
        < shown.index("los puntos propios")
        < shown.index("Asuntos generales")
    )
    assert "Estos son los acostumbrados" not in page_of(lucia, path)
    assert lucia.post(path, sent).status_code == 409
    assert 'name="title-5"' in lucia.post(path, sent | {"more": "1"}).content.decode()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"role-0": "attendance", "title-1": "Otra", "role-1": "attendance"}, "llevarían los dos"),
        ({"minutes-0": "9999"}, "de 1 a 600 minutos"),
        ({"minutes-0": "x"}, "número entero"),
        ({"kind-0": "astral"}, "Elija una opción"),
        ({"title-0": "x" * 241}, "acórtelo"),
    ],
)
def test_recurring_points_with_faults_come_back(
    room: Room, lucia: Client, sent: dict[str, str], says: str
) -> None:
    typed = {"version": "1", "rows": "2", "title-0": "Lista", "minutes-0": "5"} | sent
    answer = lucia.post(f"/sesiones/gabinetes/{room.body.pk}/puntos/", typed)

    assert answer.status_code in {400, 409, 422}
    assert says in answer.content.decode()
    assert not room.body.recurring.exists()


def test_the_usual_bodies_are_offered_and_added_without_repeating_codes(room: Room, lucia: Client) -> None:
    assert "Agregar los gabinetes usuales" in page_of(lucia, "/sesiones/gabinetes/")
    offered = page_of(lucia, "/sesiones/gabinetes/usuales/")
    assert 'id="code-GL"' not in offered
    sent = {
        "code": ["GL", "GE-SEG", "GS-INF"],
        "secretary_unit": "OEE",
        "chair": "Gobernadora",
        "chair_unit": "OEE",
    }

    assert lucia.post("/sesiones/gabinetes/usuales/", sent).status_code == 303
    assert lucia.post("/sesiones/gabinetes/usuales/", sent).status_code == 303

    assert sorted(Body.objects.values_list("code", flat=True)) == ["GE-SEG", "GL", "GS-INF"]
    made = Body.objects.get(code="GS-INF")
    assert [s.unit.acronym for s in seats_of(made)] == ["OEE", "SIDUR", "CEA", "SH"]
    assert seats_of(made)[0].is_chair
    assert made.quorum_needs_chair
    assert made.recurring.filter(role="attendance").exists()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Elija al menos un gabinete"),
        ({"code": "GA", "secretary_unit": ""}, "Este dato es necesario"),
        ({"code": "GA", "chair_unit": "Nadie"}, "no está en el directorio"),
    ],
)
def test_the_usual_bodies_need_who_presides_and_who_convenes(
    room: Room, lucia: Client, sent: dict[str, str], says: str
) -> None:
    answer = lucia.post("/sesiones/gabinetes/usuales/", {"secretary_unit": "OEE", "chair": "Titular"} | sent)

    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert Body.objects.count() == 1


RHYTHM = {
    "kind": "month_day",
    "every": "1",
    "weekday": "0",
    "day_of_month": "15",
    "nth": "1",
    "if_closed": "later",
    "first": "2027-01-01",
    "last": "2027-04-30",
    "starts_at": "10:00",
    "modality": "hybrid",
    "place": "Salón Ciprés",
}


def test_a_year_is_seen_with_its_clashes_and_registered_in_one_act(room: Room, lucia: Client) -> None:
    room.session(held_on=date(2027, 1, 12))
    clash = actions.create_session(
        room.lucia, room.body.pk, SessionGiven(date(2027, 2, 15), time(11), extraordinary=True), NOW
    )
    path = f"/sesiones/gabinetes/{room.body.pk}/programar/"
    preview = lucia.get(path, RHYTHM).content.decode()
    assert "4 fechas" in preview
    assert (
        "El mismo gabinete ya tiene la 2.ª sesión extraordinaria del Gabinete Legal a las 11:00." in preview
    )
    assert "El 15 mar 2027 es inhábil: " in preview
    days = ["2027-01-15", "2027-02-15", "2027-04-15"]
    sent = RHYTHM | {"day": days, "once": str(uuid4())}

    answers = [lucia.post(path, sent) for _ in range(2)]

    assert {a["Location"] for a in answers} == {f"/sesiones/gabinetes/{room.body.pk}/?anio=2027"}
    made = room.body.sessions.filter(extraordinary=False, starts_at=time(10)).order_by("held_on")
    assert [(s.number, s.held_on.isoformat(), s.modality, s.place) for s in made] == [
        (n, day, "hybrid", "Salón Ciprés") for n, day in zip((3, 4, 5), days, strict=True)
    ]
    assert [s.next_session_on for s in made] == [date(2027, 2, 15), date(2027, 4, 15), None]
    assert clash.number == 2
    again = lucia.get(path, RHYTHM).content.decode()
    assert again.count("Ya tiene sesión ordinaria ese día") == 3
    refused = lucia.post(path, sent | {"once": str(uuid4())})
    assert refused.status_code == 422
    assert "ya tiene sesión ordinaria el 15 de enero de 2027" in refused.content.decode()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"first": ""}, "necesario"),
        ({"last": "2026-12-31"}, "posterior"),
        ({"last": "2040-12-31"}, "dos años"),
        ({"first": "2020-01-01"}, "de hoy en adelante"),
        ({"every": "0"}, "Va de 1 a 52"),
        ({"day_of_month": "32"}, "Va de 1 a 31"),
        ({"nth": "9"}, "Va de 1 a 5"),
        ({"kind": "astral"}, "Elija una opción"),
        ({"starts_at": "99:99"}, "No es una hora"),
    ],
)
def test_an_impossible_rhythm_says_why(room: Room, lucia: Client, sent: dict[str, str], says: str) -> None:
    answer = lucia.get(f"/sesiones/gabinetes/{room.body.pk}/programar/", RHYTHM | sent)

    assert answer.status_code == 200
    assert says in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Elija de una a 60 fechas"),
        ({"day": "no-es-fecha"}, "no se entiende"),
        ({"day": "2020-01-06"}, "ya pasó"),
        ({"day": "2027-01-15", "modality": "astral"}, "Elija una opción"),
    ],
)
def test_days_that_cannot_be_registered_are_refused(
    room: Room, lucia: Client, sent: dict[str, str], says: str
) -> None:
    answer = lucia.post(f"/sesiones/gabinetes/{room.body.pk}/programar/", RHYTHM | sent)

    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert not CabinetSession.objects.exists()


def test_a_body_that_no_longer_meets_is_not_planned(room: Room, lucia: Client) -> None:
    with act(0, "tests.closed", at=NOW):
        Body.objects.update(is_active=False)

    answer = lucia.post(f"/sesiones/gabinetes/{room.body.pk}/programar/", RHYTHM | {"day": "2027-01-15"})

    assert answer.status_code == 422
    assert "ya no sesiona" in answer.content.decode()


def test_the_form_of_a_session_begins_with_what_is_usual_and_warns_of_clashes(
    room: Room, lucia: Client
) -> None:
    with act(0, "tests.usual", at=NOW):
        Body.objects.update(usual_place="Salón Ciprés", session_minutes=75, default_reserve=3)
    form = page_of(lucia, f"/sesiones/nueva/?gabinete={room.body.pk}&extraordinaria=1")
    assert 'value="Salón Ciprés"' in form
    assert 'value="75"' in form
    assert "checked" in form.split('name="extraordinary"')[1][:40]
    first = room.session(held_on=date(2027, 1, 15), starts_at=time(10))
    assert (first.place, first.length_minutes) == ("Salón Ciprés", 75)
    asked = {"body": room.body.pk, "held_on": "2027-01-15", "starts_at": "11:00", "place": "salon cipres"}

    part = lucia.get("/sesiones/choques/", asked, headers=HTMX).content.decode()
    itself = lucia.get("/sesiones/choques/", asked | {"session": first.pk}, headers=HTMX).content.decode()
    whole = lucia.get("/sesiones/choques/", asked).content.decode()
    saved = lucia.post(
        "/sesiones/nueva/",
        asked | {"modality": "in_person", "reserve": "2", "once": str(uuid4())},
        follow=True,
    ).content.decode()

    assert "<html" not in part
    assert "<html" in whole
    assert "El mismo gabinete ya tiene la 1.ª sesión ordinaria" in part
    assert "salon cipres: la ocupa la 1.ª sesión ordinaria" in part
    assert "Sin choques" in itself
    assert "El mismo gabinete ya tiene la 1.ª sesión ordinaria" in saved


@pytest.mark.parametrize(
    "asked", [{}, {"body": "x", "held_on": "ayer"}, {"body": "987654", "held_on": "2027-01-16"}]
)
def test_clashes_of_nothing_are_none(room: Room, lucia: Client, asked: dict[str, str]) -> None:
    answer = lucia.get("/sesiones/choques/", asked)

    assert answer.status_code == 200
    assert "Choca con" not in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["", "?mes=2027-01", "?vista=anio&anio=2027", "?mes=spoilt&anio=99999&vista=x&gabinete=z"]
)
def test_the_calendar_shows_what_one_may_know_of(
    room: Room, client_for: SignIn, lucia: Client, query: str
) -> None:
    room.session(held_on=date(2027, 1, 15), starts_at=time(10))
    room.session(held_on=date(2027, 1, 20), reserve=4, place="Lugar secreto")

    mine = page_of(client_for(room.cast.rosa), f"/sesiones/calendario/{query}")
    none = (
        page_of(client_for(room.cast.olga), "/ayuda/")
        and client_for(room.cast.sofia).get(f"/sesiones/calendario/{query}").content.decode()
    )

    assert ("1.ª sesión ordinaria" in mine) is ("2027" in query)
    assert "2.ª sesión" not in mine
    assert "sesión ordinaria, Gabinete Legal" not in none


def test_the_month_says_its_clashes_to_whoever_can_move_them(
    room: Room, client_for: SignIn, lucia: Client
) -> None:
    for _ in range(2):
        room.session(held_on=date(2027, 1, 15), starts_at=time(10))

    said = "El mismo gabinete ya tiene la 2.ª sesión ordinaria"

    assert said in page_of(lucia, "/sesiones/calendario/?mes=2027-01")
    assert said not in page_of(client_for(room.cast.rosa), "/sesiones/calendario/?mes=2027-01")


@pytest.mark.parametrize("count", [1, 6])
def test_pages_ask_the_same_of_the_database_for_any_number(
    room: Room, lucia: Client, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for n in range(count):
        room.session(held_on=date(2027, 1, 11 + n), starts_at=time(10))
    for path, limit in (
        (f"/sesiones/gabinetes/{room.body.pk}/?anio=2027", 10),
        ("/sesiones/calendario/?mes=2027-01", 9),
        ("/sesiones/calendario/?vista=anio&anio=2027", 6),
        ("/sesiones/gabinetes/", 4),
        (f"/sesiones/gabinetes/{room.body.pk}/definir/", 12),
    ):
        lucia.get(path)
        with django_assert_max_num_queries(limit):
            assert lucia.get(path).status_code == 200


@pytest.mark.parametrize("name", ["elena", "tomas", "rosa", "ana", "nadia", "berta", "olga"])
def test_doors_of_the_bodies_are_shut_to_the_rest(room: Room, client_for: SignIn, name: str) -> None:
    client = client_for(room.cast.people[name])
    for path in (
        "nuevo/",
        "usuales/",
        f"{room.body.pk}/definir/",
        f"{room.body.pk}/puntos/",
        f"{room.body.pk}/programar/",
    ):
        assert client.get(f"/sesiones/gabinetes/{path}").status_code == 403
        assert client.post(f"/sesiones/gabinetes/{path}", FORM | {"day": "2027-01-15"}).status_code == 403
    assert client.get("/sesiones/choques/").status_code == 403
    assert not CabinetSession.objects.exists()


def test_a_body_is_read_by_its_members_and_by_nobody_else(room: Room, client_for: SignIn) -> None:
    path = f"/sesiones/gabinetes/{room.body.pk}/"

    assert client_for(room.cast.rosa).get(path).status_code == 200
    assert "Programar el año" not in page_of(client_for(room.cast.rosa), path)
    assert client_for(room.cast.sofia).get(path).status_code == 404
    assert client_for(room.cast.olga).get(path).status_code == 404


def test_clashes_are_shown_before_calling_to_whoever_calls(
    room: Room, client_for: SignIn, lucia: Client
) -> None:
    sessions = [room.session(held_on=date(2027, 1, 15), starts_at=time(10)) for _ in range(2)]
    path, said = f"/sesiones/{sessions[0].pk}/", "El mismo gabinete ya tiene la 2.ª sesión ordinaria"

    assert said in page_of(lucia, path)
    assert said not in page_of(client_for(room.cast.rosa), path)
