"""The calendar on screen: read by everybody, changed by few, and every change says what it moved."""

import pytest

from gabinete.foundation.workflow.models import CalendarDay, CalendarVersion
from gabinete.office.followup.models import Matter

DAY = {
    "date": "2026-11-30",
    "name": "Suspensión por huracán",
    "kind": "suspension",
    "source": "Boletín Oficial",
    "confidence": "verified",
    "reason": "Acuerdo publicado",
}


def close(client, **changes: str):
    return client.post("/calendario/prueba/cerrar/", {**DAY, **changes})


@pytest.mark.parametrize("who", ["rosa", "elena", "nadia"])
def test_everybody_reads_the_calendar_and_only_few_are_offered_to_change_it(stage, client_for, who):
    page = client_for(stage.cast.people[who]).get("/calendario/prueba/").content.decode()

    assert "<h1>Calendario de prueba</h1>" in page
    assert "Cerrar el día" not in page
    assert close(client_for(stage.cast.people[who])).status_code == 403


def test_closing_a_day_makes_a_version_and_moves_the_terms_it_falls_in(stage, client_for):
    matter = stage.in_state("in_progress")
    before = matter.due
    client = client_for(stage.cast.lucia)

    response = close(client)

    assert (response.status_code, response["Location"]) == (303, "/calendario/prueba/")
    assert CalendarVersion.objects.filter(calendar__code="prueba").count() == 2
    assert Matter.objects.get(pk=matter.pk).due > before
    page = client.get("/calendario/prueba/").content.decode()
    assert "Plazos que se contaron de nuevo: 1." in page
    assert matter.folio in page
    assert "Suspensión por huracán" in page


def test_same_day_is_not_closed_twice(stage, client_for):
    client = client_for(stage.cast.lucia)
    close(client)

    response = close(client)

    assert response.status_code == 422
    assert CalendarDay.objects.filter(calendar__code="prueba").count() == 1


def test_everything_that_is_missing_is_said_at_once(stage, client_for):
    response = client_for(stage.cast.lucia).post("/calendario/prueba/cerrar/", {})

    assert response.status_code == 422
    assert response.content.decode().count("Este dato es necesario.") == 6


def test_opening_a_day_never_shortens_a_term(stage, client_for):
    matter = stage.in_state("in_progress")
    client = client_for(stage.cast.lucia)
    close(client)
    moved = Matter.objects.get(pk=matter.pk).due

    response = client.post("/calendario/prueba/abrir/", {"date": "2026-11-30", "reason": "Se revocó"})

    assert response.status_code == 303
    assert Matter.objects.get(pk=matter.pk).due == moved


def test_unknown_calendar_is_not_found(stage, client_for):
    assert client_for(stage.cast.lucia).get("/calendario/marte/").status_code == 404
