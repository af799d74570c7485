"""Where one is signed in, and closing it from elsewhere."""

from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import BEGINNING, PASSWORD, Cast

from gabinete.foundation.accounts.actions import close_account, reset_password
from gabinete.foundation.accounts.devices import device_said

LIST = "/cuenta/sesiones/"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


def arrive(username: str, agent: str = "") -> Client:
    client = Client(headers={"user-agent": agent} if agent else None)
    client.post("/cuenta/entrar/", {"login": username, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/directorio/").status_code == 200


def test_sessions_are_listed_with_words_people_recognise(cast: Cast) -> None:
    here, _ = arrive("rosa"), arrive("rosa", PHONE)
    page = here.get(LIST).content.decode()

    assert "Chrome en Android" in page
    assert page.count("Esta sesión") == 1


def test_session_is_closed_from_another(cast: Cast) -> None:
    here, phone = arrive("rosa"), arrive("rosa", PHONE)
    chosen = UserSession.objects.get(user_agent=PHONE)
    here.post(LIST, {"session": chosen.pk})

    assert is_in(here)
    assert not is_in(phone)


def test_somebody_elses_session_is_not_touched(cast: Cast) -> None:
    here, other = arrive("rosa"), arrive("ivan", PHONE)
    here.post(LIST, {"session": UserSession.objects.get(user=cast.ivan).pk})

    assert is_in(other)


def test_all_the_others_are_closed_at_once(cast: Cast) -> None:
    here, one, two, other = arrive("rosa"), arrive("rosa"), arrive("rosa"), arrive("ivan")
    here.post(LIST, {"session": "others"})

    assert [is_in(c) for c in (here, one, two, other)] == [True, False, False, True]


def test_new_password_ends_the_sessions_elsewhere(cast: Cast) -> None:
    here, there = arrive("rosa"), arrive("rosa")
    chosen = "otra-clave-larga-del-desierto"
    here.post("/cuenta/contrasena/", {"oldpassword": PASSWORD, "password1": chosen, "password2": chosen})

    assert is_in(here)
    assert not is_in(there)


def test_reset_and_closing_end_every_session(cast: Cast) -> None:
    rosa, ivan = arrive("rosa"), arrive("ivan")
    reset_password(cast.rosa.pk, actor_id=cast.nadia.pk, now=BEGINNING)
    close_account(cast.ivan.pk, actor_id=cast.nadia.pk, now=BEGINNING)

    assert not is_in(rosa)
    assert not is_in(ivan)


def test_knowing_who_asks_costs_two_queries_a_page(cast: Cast) -> None:
    client = arrive("rosa")
    with CaptureQueriesContext(connection) as asked:
        client.get(
            "/cuenta/segundo-factor/codigos/"
        )  # answers «nothing here» after one more query of its own
    identity = [
        q["sql"]
        for q in asked
        if "django_session" in q["sql"] or "accounts_user" in q["sql"] or "access_grant" in q["sql"]
    ]

    assert len(identity) == 2
    assert not [q for q in asked if "usersession" in q["sql"]]


def test_unknown_browser_is_said_so() -> None:
    assert device_said("") == "Equipo no identificado"
    assert (
        device_said("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) Version/17.0 Safari/605.1.15")
        == "Safari en Mac"
    )
