"""The screen of the calendar: everybody reads it, few change it, and the change is seen before it is made."""

from datetime import date

import pytest
from tests.cast import BEGINNING

from gabinete.foundation.workflow import preview
from gabinete.foundation.workflow.known_days import load_known_days
from gabinete.foundation.workflow.models import CalendarDay
from gabinete.foundation.workflow.preview import Moved, Preview
from gabinete.foundation.workflow.queries import calendar

DAY = "2027-03-17"
FORM = {
    "first": DAY,
    "last": "",
    "name": "Cierre por mantenimiento",
    "kind": "suspension",
    "source": "Circular 4",
    "confidence": "verified",
    "reason": "Circular 4 de la Oficialía",
}


@pytest.fixture
def days(cast):
    load_known_days(BEGINNING)


def test_anybody_reads_the_days_of_a_year_with_source_and_doubt(cast, days, client_for):
    page = client_for(cast.rosa).get("/calendario/?ano=2027").content.decode()
    assert "16 sep 2027" in page
    assert "por confirmar" in page
    assert "Versión 1" in page
    assert "Cerrar días" not in page


def test_secretary_sees_what_would_move_before_closing(cast, days, client_for, monkeypatch):
    asked = []

    def tell(actor, changed, added):
        asked.append((actor.user_id, changed.is_business(date(2027, 3, 17)), list(added)))
        return Preview(
            3,
            (
                Moved(
                    "GL/2026/07-01", "Presentar el plan", "/asuntos/1/", date(2027, 3, 17), date(2027, 3, 18)
                ),
            ),
        )

    monkeypatch.setattr(preview, "_tellers", {"test": tell})
    page = (
        client_for(cast.lucia).post("/calendario/sonora/cerrar/", FORM | {"step": "preview"}).content.decode()
    )
    assert "Se recorrería el término de 3 asuntos" in page
    assert "GL/2026/07-01" in page
    assert asked == [(cast.lucia.pk, False, [date(2027, 3, 17)])]
    assert calendar("sonora").is_business(date(2027, 3, 17))


def test_secretary_closes_a_day_and_reopens_it_with_a_reason(cast, days, client_for):
    browser = client_for(cast.lucia)
    version = calendar("sonora").version
    closed = browser.post("/calendario/sonora/cerrar/", FORM | {"step": "save"})
    assert closed.status_code == 303
    assert not calendar("sonora").is_business(date(2027, 3, 17))
    refused = browser.post("/calendario/sonora/retirar/", {"fecha": DAY, "reason": " "})
    assert refused.status_code >= 400
    assert (
        browser.post("/calendario/sonora/retirar/", {"fecha": DAY, "reason": "Se revocó"}).status_code == 303
    )
    assert calendar("sonora").is_business(date(2027, 3, 17))
    assert calendar("sonora").version == version + 2
    assert "Se revocó" in browser.get("/calendario/").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"first": "ayer"}, {"kind": "fiesta"}, {"name": ""}, {"reason": ""}, {"first": "2027-09-16"}]
)
def test_bad_form_is_refused_in_words_and_nothing_changes(cast, days, client_for, wrong):
    before = CalendarDay.objects.count()
    answer = client_for(cast.lucia).post("/calendario/sonora/cerrar/", FORM | {"step": "save"} | wrong)
    assert 400 <= answer.status_code < 500
    assert "sigue igual" in answer.content.decode() or "No se guardó nada" in answer.content.decode()
    assert "Circular 4" in answer.content.decode()
    assert CalendarDay.objects.count() == before


@pytest.mark.parametrize(
    "address", ["/calendario/sonora/cerrar/", f"/calendario/sonora/retirar/?fecha={DAY}"]
)
def test_liaison_and_analyst_may_not_change_it(cast, days, client_for, address):
    for user in (cast.rosa, cast.tomas):
        assert client_for(user).get(address).status_code == 403


@pytest.mark.parametrize("address", ["/calendario/luna/cerrar/", f"/calendario/sonora/retirar/?fecha={DAY}"])
def test_unknown_calendar_or_open_day_is_not_found(cast, days, client_for, address):
    assert client_for(cast.lucia).get(address).status_code == 404
