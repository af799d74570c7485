"""Coming in: password, lock-out, where one goes next, and what an open session is worth."""

import re

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from tests.cast import BEGINNING, PASSWORD, Cast

from gabinete.foundation.accounts.actions import reset_password
from gabinete.foundation.accounts.events import SignedIn, SignInRefused
from gabinete.kernel import facts

DOOR = "/cuenta/entrar/"


@pytest.fixture(autouse=True)
def _forget_failures(db: None) -> None:
    cache.clear()


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str):
    return client.post(DOOR, {"login": username, "password": password, **more})


def test_right_password_opens_the_first_page(cast: Cast, client: Client) -> None:
    response = sign_in(client, "rosa")

    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(cast.rosa.pk)


def test_passwords_are_kept_with_argon2(cast: Cast) -> None:
    assert cast.rosa.password.startswith("argon2$argon2id$")


def test_wrong_password_says_the_same_for_nobody_and_for_somebody(cast: Cast, client: Client) -> None:
    known = sign_in(client, "rosa", "equivocada").content.decode()
    unknown = sign_in(client, "nadie", "equivocada").content.decode()
    said = "El usuario o la contraseña no son correctos"

    assert said in known
    assert said in unknown


def test_after_five_failures_even_the_right_password_waits(cast: Cast, client: Client) -> None:
    for _ in range(5):
        assert sign_in(client, "rosa", "equivocada").status_code == 200
    refused = sign_in(client, "rosa")

    assert refused.status_code == 429
    assert "Espere cinco minutos" in refused.content.decode()
    assert sign_in(Client(), "ivan").status_code == 302


@pytest.mark.parametrize("disguise", [
    {"HTTP_X_FORWARDED_FOR": "203.0.113.{n}"}, {"HTTP_HOST": "127.0.0.1:80{n}"}, {"HTTP_X_REAL_IP": "203.0.113.{n}"},
])  # fmt: skip
def test_lock_out_is_not_bypassed_by_pretending_to_be_elsewhere(cast: Cast, disguise: dict[str, str]) -> None:
    answers = []
    for n in range(10, 17):
        worn = {key: value.format(n=n) for key, value in disguise.items()}
        answers.append(
            Client()
            .post(DOOR, {"login": " Rosa" if n % 2 else "rosa", "password": "equivocada"}, **worn)
            .status_code
        )

    assert answers == [200] * 5 + [429] * 2


def test_address_is_taken_from_the_proxy_only_when_there_is_one() -> None:
    assert django_settings.ALLAUTH_TRUSTED_PROXY_COUNT == 0


@pytest.mark.parametrize("elsewhere", [
    "https://malo.example/", "//malo.example/", "http://localhost/", "javascript:alert(1)", "/\\malo.example", "http:///malo.example",
])  # fmt: skip
def test_next_never_leaves_this_host(cast: Cast, elsewhere: str) -> None:
    assert sign_in(Client(), "rosa", next=elsewhere)["Location"] == "/"


def test_next_goes_back_to_where_one_was(cast: Cast, client: Client) -> None:
    assert sign_in(client, "rosa", next="/asuntos/?unidad=CEA")["Location"] == "/asuntos/?unidad=CEA"


def test_signing_in_changes_the_session_key(cast: Cast, client: Client) -> None:
    client.get(DOOR)
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies[django_settings.SESSION_COOKIE_NAME] = planted
    sign_in(client, "rosa")

    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_closed_account_does_not_come_in(cast: Cast, client: Client) -> None:
    cast.rosa.is_active = False
    cast.rosa.save()
    sign_in(client, "rosa")

    assert "_auth_user_id" not in client.session


def test_nobody_signs_up(client: Client) -> None:
    for path in ("/cuenta/signup/", "/cuenta/registro/", "/cuenta/entrar/registro/"):
        assert client.get(path).status_code == 404


def test_leaving_takes_a_post(cast: Cast, client: Client) -> None:
    sign_in(client, "rosa")
    asked = client.get("/cuenta/salir/")
    assert asked.status_code == 200
    assert "_auth_user_id" in client.session

    client.post("/cuenta/salir/")
    assert "_auth_user_id" not in client.session


def test_temporary_password_is_changed_before_anything_else(cast: Cast, client: Client) -> None:
    issued = reset_password(cast.rosa.pk, actor_id=cast.nadia.pk, now=BEGINNING)
    sign_in(client, "rosa", issued.password)

    sent = client.get("/directorio/")
    assert (sent.status_code, sent["Location"]) == (303, "/cuenta/contrasena/?next=%2Fdirectorio%2F")
    assert "contraseña temporal" in client.get("/cuenta/contrasena/").content.decode()

    chosen = "otra-clave-larga-del-desierto"
    data = {"oldpassword": issued.password, "password1": chosen, "password2": chosen, "next": "/directorio/"}
    assert client.post("/cuenta/contrasena/", data)["Location"] == "/directorio/"
    assert client.get("/directorio/").status_code == 200


def test_weak_password_is_refused_in_spanish(cast: Cast, client: Client) -> None:
    sign_in(client, "rosa")
    page = client.post(
        "/cuenta/contrasena/", {"oldpassword": PASSWORD, "password1": "12345", "password2": "12345"}
    )

    assert "demasiado corta" in page.content.decode()
    cast.rosa.refresh_from_db()
    assert cast.rosa.check_password(PASSWORD)


def test_without_mail_the_forgetful_are_told_whom_to_ask(client: Client, settings) -> None:
    settings.EMAIL_HOST = ""

    assert "administración técnica" in client.get("/cuenta/contrasena/olvidada/").content.decode()


def test_coming_in_and_failing_are_told_as_facts(cast: Cast, client: Client) -> None:
    heard: list[object] = []
    facts.subscribe(SignedIn, heard.append)
    facts.subscribe(SignInRefused, heard.append)
    sign_in(client, "rosa", "equivocada")
    sign_in(client, "rosa")

    refused, came = heard
    assert (refused.username, refused.address) == ("rosa", "127.0.0.1")
    assert came.user_id == cast.rosa.pk


def test_sign_in_page_has_no_inline_script(client: Client) -> None:
    page = client.get(DOOR).content.decode()

    assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", page) == []
    assert " on" + "click" not in page
