"""Every failure is a page that says what happened, that nothing was lost, and what to do."""

import errno
import json

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory
from psycopg import errors as pg

from gabinete.foundation.access.people import NOBODY
from gabinete.foundation.ui import errors
from gabinete.foundation.ui.middleware import ErrorsMiddleware
from gabinete.kernel.errors import BadInput, IllegalMove, NotAllowed, NotFound, RuleBroken, Stale

REASONS = [
    "Falta adjuntar el medio de verificación comprometido.",
    "La segunda llave corresponde a otra persona.",
]


def asked(path: str = "/asuntos/1/", **headers: str):
    request = RequestFactory().get(path, headers=headers)
    request.actor = NOBODY  # type: ignore[attr-defined]
    return request


def answer_to(error: Exception, **headers: str) -> HttpResponse | None:
    return ErrorsMiddleware(lambda _: HttpResponse()).process_exception(asked(**headers), error)


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (BadInput, 400),
        (NotAllowed, 403),
        (NotFound, 404),
        (IllegalMove, 409),
        (Stale, 409),
        (RuleBroken, 422),
    ],
)
def test_refusal_is_a_page_with_its_status_and_its_message(kind, status):
    response = answer_to(kind("x.y", "No se pudo. Nada se perdió; haga otra cosa."))

    assert response.status_code == status
    assert "Nada se perdió" in response.content.decode()


def test_refusal_with_several_reasons_says_them_all():
    response = answer_to(IllegalMove("x", " ".join(REASONS), reasons=REASONS))

    assert all(f"<li>{reason}</li>" in response.content.decode() for reason in REASONS)


def test_refusal_to_htmx_goes_to_the_place_of_messages():
    response = answer_to(NotAllowed("x", "No puede."), hx_request="true")

    assert response["HX-Retarget"] == "#messages"
    assert b"<!doctype" not in response.content


def test_refusal_to_a_program_is_a_problem():
    response = errors.refusal(asked("/api/v1/matters/1/"), NotFound("x", "No existe."))

    assert response["Content-Type"] == "application/problem+json"
    assert json.loads(response.content)["detail"] == "No existe."


def _database(state: type[Exception]) -> OperationalError:
    error = OperationalError("x")
    error.__cause__ = state()
    return error


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (OperationalError("connection refused"), 503, "La base de datos no responde"),
        (_database(pg.QueryCanceled), 503, "El sistema está ocupado"),
        (_database(pg.DeadlockDetected), 503, "El sistema está ocupado"),
        (_database(pg.DiskFull), 507, "No queda espacio"),
        (OSError(errno.ENOSPC, "No space left"), 507, "No queda espacio"),
    ],
)
def test_failure_of_the_machine_says_that_nothing_was_lost(error, status, said):
    response = answer_to(error)

    page = response.content.decode()
    assert response.status_code == status
    assert said in page
    assert "no se perdió nada" in page.lower()
    assert response["Retry-After"]


def test_nul_character_is_a_bad_request_whatever_door_let_it_in():
    answer = answer_to(ValueError("A string literal cannot contain NUL (0x00) characters."))

    assert answer is not None
    assert answer.status_code == 400
    assert answer_to(ValueError("otra cosa")) is None


def test_failure_that_is_nobodys_is_left_to_the_last_page():
    assert answer_to(OSError(errno.EPERM, "x")) is None
    assert answer_to(KeyError("x")) is None


def test_last_page_answers_without_session_or_database():
    def view() -> None:
        raise OperationalError("gone")

    try:
        view()
    except OperationalError:
        response = errors.server_error(RequestFactory().get("/"))

    assert response.status_code == 503


def test_failure_of_ours_is_said_as_such():
    response = errors.server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert "Falló algo nuestro" in response.content.decode()


def test_too_much_data_is_413():
    assert errors.bad_request(asked(), RequestDataTooBig()).status_code == 413


def test_expired_form_says_that_what_was_typed_is_kept():
    assert "sigue en su navegador" in errors.csrf_failure(asked()).content.decode()


@pytest.mark.django_db
def test_address_with_nothing_behind_speaks_the_language_of_the_account(cast, client_for):
    page = client_for(cast.rosa).get("/no/hay/nada/", headers={"accept-language": "en-US"})
    assert page.status_code == 404
    assert "Aquí no hay nada" in page.content.decode()


def test_address_of_a_button_opened_as_a_page_says_so_and_which_ways_it_takes():
    answer = ErrorsMiddleware(lambda _: HttpResponseNotAllowed(["POST"]))(asked("/sesiones/1/convocar/"))

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "No se cambió nada" in answer.content.decode()
    assert "pulse el botón otra vez" in answer.content.decode()


def test_refusal_of_a_way_that_already_has_words_is_left_as_it_is():
    said = HttpResponseNotAllowed(["POST"], b'{"detail": "POST"}')

    assert ErrorsMiddleware(lambda _: said)(asked("/api/v1/x/")) is said
