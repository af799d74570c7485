"""The API tells what the screens tell, to the same people."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.office.followup.stage import Stage, make_calendar

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast: Cast) -> Stage:
    make_calendar()
    make_calendar("sonora")
    return Stage(cast)


def test_list_holds_the_matters_one_may_see_and_no_others(stage: Stage, client_for) -> None:
    matter = stage.in_state("in_progress")

    assert [m["folio"] for m in client_for(stage.cast.rosa).get("/api/v1/asuntos/").json()["items"]] == [
        matter.folio
    ]
    assert client_for(stage.cast.ivan).get("/api/v1/asuntos/").json()["items"] == []


def test_detail_says_why_each_move_is_closed(stage: Stage, client_for) -> None:
    matter = stage.in_state("in_progress")

    told = client_for(stage.cast.rosa).get(f"/api/v1/asuntos/{matter.pk}/").json()

    moves = {move["name"]: move["reasons"] for move in told["available_moves"]}
    assert moves["report_progress"] == []
    assert told["accepted_percent"] is None


def test_matter_of_another_agency_does_not_exist(stage: Stage, client_for) -> None:
    matter = stage.in_state("in_progress")

    answer = client_for(stage.cast.ivan).get(f"/api/v1/asuntos/{matter.pk}/")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer inventado"}])
def test_nobody_unknown_is_answered(stage: Stage, headers: dict[str, str]) -> None:
    assert Client(headers=headers).get("/api/v1/asuntos/").status_code == 401


@pytest.mark.parametrize(
    "query", ["situacion=nunca", "tamano=x", "despues=%00", "confianza=9999999999999999999999"]
)
def test_values_that_mean_nothing_are_refused_in_words(stage: Stage, client_for, query: str) -> None:
    answer = client_for(stage.cast.tomas).get(f"/api/v1/asuntos/?{query}")

    assert answer.status_code in {400, 422}
    assert answer.json()["detail"]


def test_the_api_describes_itself(stage: Stage, client_for) -> None:
    described = client_for(stage.cast.tomas).get("/api/v1/openapi.json").json()

    assert set(described["paths"]) == {"/api/v1/asuntos/", "/api/v1/asuntos/{matter_id}/"}
