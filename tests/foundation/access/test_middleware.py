"""Nobody enters unknown, and whoever is turned away loses nothing of what they wrote."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver
from tests.cast import Cast

from gabinete.foundation.access.middleware import AccessMiddleware

OPEN = {
    "account_login", "mfa_login_webauthn", "mfa_authenticate", "account_logout", "account_inactive", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done",
}  # fmt: skip


def patterns(found: list[URLPattern | URLResolver]) -> list[URLPattern]:
    return [
        p for one in found for p in (patterns(one.url_patterns) if isinstance(one, URLResolver) else [one])
    ]


def test_only_the_pages_of_the_door_are_open_to_anybody() -> None:
    ours = [
        p
        for p in patterns(get_resolver().url_patterns)
        if p.callback.__module__.startswith(("allauth", "gabinete.foundation.acc"))
    ]
    opened = {p.name for p in ours if not getattr(p.callback, "login_required", True)}

    assert len(ours) > 30
    assert opened <= OPEN


@pytest.mark.parametrize(
    "path", ["/directorio/", "/directorio/personas/", "/directorio/permisos/", "/cuenta/", "/directorio/CEA/"]
)
def test_page_sends_to_the_door_and_back(db: None, client: Client, path: str) -> None:
    response = client.get(path)

    assert (response.status_code, response["Location"]) == (
        302,
        f"/cuenta/entrar/?next={path.replace('/', '%2F')}",
    )


def test_form_after_the_session_ended_loses_nothing(db: None, client: Client) -> None:
    response = client.post(
        "/directorio/nueva/",
        {"name": "Algo largo"},
        headers={"referer": "http://testserver/directorio/nueva/"},
    )

    assert response.status_code == 401
    page = response.content.decode()
    assert "Su sesión venció" in page
    assert "guardado en este navegador" in page
    assert "/cuenta/entrar/?next=%2Fdirectorio%2Fnueva%2F" in page


def test_form_that_came_from_elsewhere_goes_back_to_the_first_page(db: None, client: Client) -> None:
    page = client.post("/directorio/nueva/", headers={"referer": "https://malo.example/x"}).content.decode()

    assert "/cuenta/entrar/?next=%2F&quot;" in page or '/cuenta/entrar/?next=%2F"' in page


def test_part_of_a_page_moves_the_whole_page_to_the_door(db: None, client: Client) -> None:
    headers = {"hx-request": "true", "hx-current-url": "http://testserver/directorio/?q=agua"}
    response = client.get("/directorio/?q=agu", headers=headers)

    assert response.status_code == 401
    assert response["HX-Redirect"] == "/cuenta/entrar/?next=%2Fdirectorio%2F%3Fq%3Dagua"


def test_account_closed_meanwhile_is_out_at_once(cast: Cast, client_for) -> None:
    client = client_for(cast.rosa)
    assert client.get("/directorio/").status_code == 200
    cast.rosa.is_active = False
    cast.rosa.save()

    assert client.get("/directorio/").status_code == 302


def test_person_without_a_role_is_told_whom_to_ask(cast: Cast, client_for) -> None:
    response = client_for(cast.olga).get("/directorio/")

    assert response.status_code == 403
    assert "administración técnica" in response.content.decode()
    assert client_for(cast.olga).get("/cuenta/").status_code == 200


def test_program_without_a_key_is_told_so_in_json(rf, db: None) -> None:
    request = rf.get("/api/v1/matters")
    request.user = type("Nobody", (), {"is_authenticated": False})()
    answer = AccessMiddleware(lambda _: HttpResponse()).process_view(request, lambda _: HttpResponse())

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"


def test_open_page_asks_nothing_of_the_database(db: None, rf, django_assert_num_queries) -> None:
    @login_not_required
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    request = rf.get("/")
    with django_assert_num_queries(0):
        middleware = AccessMiddleware(page)
        middleware(request)
        assert middleware.process_view(request, page) is None
