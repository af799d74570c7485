"""The second factor with real codes, recovery codes, and the roles that may not go without."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from tests.cast import PASSWORD, Cast

from gabinete.foundation.audit.models import History

DOOR = "/cuenta/entrar/"
FACTOR = "/cuenta/segundo-factor/aplicacion/"


@pytest.fixture(autouse=True)
def _forget_failures(db: None) -> None:
    cache.clear()


def code_for(secret: str, at: float | None = None) -> str:
    counter = int((time.time() if at is None else at) // 30)
    return format_hotp_value(hotp_value(secret, counter))


def signed_in(username: str) -> Client:
    client = Client()
    client.post(DOOR, {"login": username, "password": PASSWORD})
    return client


def confirm(client: Client) -> None:
    client.post("/cuenta/confirmar/", {"password": PASSWORD})


def activate(client: Client) -> str:
    confirm(client)
    page = client.get(FACTOR).content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)[1]
    answer = client.post(FACTOR, {"code": code_for(secret)})
    assert answer["Location"] == "/cuenta/segundo-factor/codigos/"
    return secret


def next_code(secret: str) -> str:
    """A code is good once: the next one is within the tolerance of a slow clock."""
    return code_for(secret, time.time() + 30)


def test_application_is_activated_with_a_code_and_asked_at_the_door(cast: Cast) -> None:
    secret = activate(signed_in("rosa"))
    client = signed_in("rosa")

    assert client.get("/directorio/").status_code == 302
    wrong = client.post("/cuenta/entrar/segundo-factor/", {"code": "000000"})
    assert "no es correcto" in wrong.content.decode()
    right = client.post("/cuenta/entrar/segundo-factor/", {"code": next_code(secret)})
    assert (right.status_code, right["Location"]) == (302, "/")
    assert client.get("/directorio/").status_code == 200


def test_code_opens_once(cast: Cast) -> None:
    secret = activate(signed_in("rosa"))
    code = next_code(secret)
    assert signed_in("rosa").post("/cuenta/entrar/segundo-factor/", {"code": code}).status_code == 302

    assert signed_in("rosa").post("/cuenta/entrar/segundo-factor/", {"code": code}).status_code == 200


def test_guessing_codes_is_stopped_after_five(cast: Cast) -> None:
    activate(signed_in("rosa"))
    client = signed_in("rosa")
    answers = [
        client.post("/cuenta/entrar/segundo-factor/", {"code": f"00000{n}"}).status_code for n in range(6)
    ]

    assert answers == [200] * 5 + [429]


def test_recovery_code_opens_once(cast: Cast) -> None:
    first = signed_in("rosa")
    activate(first)
    codes = re.findall(
        r"<li><code>(\w+)</code>", first.get("/cuenta/segundo-factor/codigos/").content.decode()
    )
    assert len(codes) == 10
    assert signed_in("rosa").post("/cuenta/entrar/segundo-factor/", {"code": codes[0]}).status_code == 302

    assert signed_in("rosa").post("/cuenta/entrar/segundo-factor/", {"code": codes[0]}).status_code == 200
    assert "Quedan 9 de 10" in first.get("/cuenta/segundo-factor/codigos/").content.decode()


def test_recovery_codes_are_downloaded_and_renewed(cast: Cast) -> None:
    client = signed_in("rosa")
    activate(client)
    confirm(client)
    before = client.get("/cuenta/segundo-factor/codigos/descargar/").content
    client.post("/cuenta/segundo-factor/codigos/generar/")

    assert len(before.split()) == 10
    assert client.get("/cuenta/segundo-factor/codigos/descargar/").content != before


def test_secret_is_not_readable_in_the_database_nor_in_history(cast: Cast) -> None:
    secret = activate(signed_in("rosa"))

    assert secret not in str(Authenticator.objects.get(type="totp").data)
    assert not any(
        secret in str((h.before, h.after)) for h in History.objects.filter(table_name="mfa_authenticator")
    )


def test_changes_of_factor_are_attributed_to_the_person(cast: Cast) -> None:
    client = signed_in("rosa")
    activate(client)
    confirm(client)
    client.post(f"{FACTOR}quitar/")

    rows = History.objects.filter(table_name="mfa_authenticator")
    assert rows.count() >= 3
    assert all(row.act_id is not None for row in rows)


def test_delicate_changes_ask_for_the_password_again(cast: Cast) -> None:
    answer = signed_in("rosa").get(FACTOR)

    assert answer["Location"] == f"/cuenta/confirmar/?next={FACTOR.replace('/', '%2F')}"


def test_application_can_be_taken_away(cast: Cast) -> None:
    client = signed_in("rosa")
    activate(client)
    confirm(client)
    assert "¿Quitar la aplicación" in client.get(f"{FACTOR}quitar/").content.decode()
    client.post(f"{FACTOR}quitar/")

    assert not Authenticator.objects.filter(user=cast.rosa).exists()


def test_roles_that_need_a_second_factor_go_no_further_without(cast: Cast, settings) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({"auditor"})
    client = signed_in("ana")
    assert client.get("/directorio/")["Location"] == "/cuenta/segundo-factor/"
    assert "exige un segundo factor" in client.get("/cuenta/").content.decode()
    assert signed_in("rosa").get("/directorio/").status_code == 200

    activate(client)
    assert client.get("/directorio/").status_code == 200


def test_people_of_the_demonstration_need_no_second_factor(cast: Cast, settings) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({"auditor"})
    cast.ana.is_demo = True
    cast.ana.save()

    assert signed_in("ana").get("/directorio/").status_code == 200
