"""The report on screen: short, opened figure by figure, and closed to what does not belong there."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command

from gabinete.foundation.rendering.stored import as_data, from_data
from gabinete.kernel.reserve import Reserve
from gabinete.office.reports import document, gathering
from gabinete.office.reports.actions import Issued, Order, issue
from gabinete.office.reports.models import IssuedReport
from gabinete.office.reports.page import SCREEN_ROWS
from gabinete.office.reports.scope import Scope
from gabinete.office.reports.spool import Spool
from gabinete.office.reports.web import views
from tests.office.followup.stage import NOW, TODAY, Stage

pytestmark = pytest.mark.django_db
EXPLAINED = "Su pantalla de Hoy cuenta también"


@pytest.fixture
def issued(stage: Stage) -> Issued:
    call_command("createcachetable")
    for _ in range(SCREEN_ROWS + 2):
        stage.in_state("in_progress")
    return issue(stage.actor("tomas"), Order(Scope("all"), TODAY), now=NOW + timedelta(hours=1))


def test_list_on_screen_is_short_and_its_figure_opens_them_all(
    issued: Issued, stage: Stage, client_for: Callable
) -> None:
    client = client_for(stage.cast.tomas)
    listed = next(b for b in issued.report.page["blocks"] if b["is"] == "Table" and b["ref"])

    page = client.get(f"/informes/{issued.report.pk}/").content.decode()
    opened = client.get(f"/informes/{issued.report.pk}/cifras/{listed['ref']}/").content.decode()

    assert len(listed["rows"]) == SCREEN_ROWS
    assert "Abrir la lista: 12 asuntos" in page
    assert sum(line.matter.folio in opened for line in issued.writer.it.lines) == 12


def test_a_long_figure_is_read_page_by_page(
    issued: Issued, stage: Stage, client_for: Callable, monkeypatch
) -> None:
    monkeypatch.setattr(views, "SHOWN", 5)
    ref = issued.report.figures.get(selection="open").ref

    last = client_for(stage.cast.tomas).get(f"/informes/{issued.report.pk}/cifras/{ref}/?desde=10")

    folios = [line.matter.folio for line in issued.writer.it.lines]
    assert [f for f in folios if f in last.content.decode()] == folios[10:]


@pytest.mark.parametrize("start", ["-5", "²", "9" * 40, "abc", "%00"])
def test_a_page_of_a_figure_that_makes_no_sense_is_not_an_error(
    issued: Issued, stage: Stage, client_for: Callable, start: str
) -> None:
    ref = issued.report.figures.get(selection="open").ref

    assert (
        client_for(stage.cast.tomas)
        .get(f"/informes/{issued.report.pk}/cifras/{ref}/?desde={start}")
        .status_code
        == 200
    )


@pytest.mark.parametrize(("ceiling", "told"), [(Reserve.INTERNAL, 1), (Reserve.RESTRICTED, 0)])
def test_difference_with_the_readers_own_count_is_explained_only_when_there_may_be_one(
    stage: Stage, client_for: Callable, ceiling: Reserve, told: int
) -> None:
    stage.in_state("in_progress")
    report = issue(stage.actor("tomas"), Order(Scope("all"), TODAY, ceiling), now=NOW).report

    page = client_for(stage.cast.tomas).get(f"/informes/{report.pk}/").content.decode()

    assert report.ceiling == ceiling
    assert page.count(EXPLAINED) == told


def test_a_scope_without_matters_says_so_in_a_sentence(stage: Stage, client_for: Callable) -> None:
    report = issue(stage.actor("tomas"), Order(Scope("agency", "SIDUR"), TODAY), now=NOW).report

    page = client_for(stage.cast.tomas).get(f"/informes/{report.pk}/").content.decode()

    assert "no había ningún asunto en este alcance" in page
    assert not report.figures.exists()


def test_what_is_kept_for_the_screen_comes_back_as_it_was(issued: Issued) -> None:
    kept = json.loads(json.dumps(as_data(issued.document.blocks)))

    assert as_data(from_data(kept)) == kept


def test_memory_does_not_hold_every_matter(issued: Issued, monkeypatch) -> None:
    monkeypatch.setattr(gathering, "REMEMBERED", 3)

    it = gathering.situation(issued.report, "Todos")

    assert max(len(first) for first in it.firsts.values()) == 3
    assert (it.counts["open"], len(it.lines)) == (12, 12)


def test_a_spool_is_read_as_often_as_wanted_and_grows_between_readings() -> None:
    spool: Spool[int] = Spool()
    for number in range(1_203):
        spool.append(number)
    first = list(spool)
    spool.append(1_203)

    assert first == list(range(1_203))
    assert list(spool) == list(range(1_204))


def test_lists_on_paper_are_cut_and_say_where_the_rest_is(stage: Stage, issued: Issued, monkeypatch) -> None:
    monkeypatch.setattr(document, "PAPER_ROWS", 4)

    blocks = document.write(issued.writer.it, "http://127.0.0.1/informes/1/")[0].blocks

    assert any(
        "Aquí los primeros 4; la hoja de cálculo los trae todos." in getattr(b, "caption", "") for b in blocks
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [("2126-01-01", "aún no llega"), ("1500-01-01", "tan antigua"), ("0001-01-01", "tan antigua")],
)
def test_a_day_no_report_can_be_of_is_refused_beside_its_field(
    stage: Stage, client_for: Callable, day: str, said: str
) -> None:
    answer = client_for(stage.cast.tomas).post("/informes/", {"scope": "all", "as_of": day, "ceiling": "2"})

    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert not IssuedReport.objects.exists()


@pytest.mark.parametrize(
    "form", [{"scope": "all\x00"}, {"once": "x" * 500}, {"ceiling": "-1"}, {"scope": ["all"] * 9}]
)
def test_a_twisted_form_is_never_an_error_of_the_server(
    stage: Stage, client_for: Callable, form: dict
) -> None:
    answer = client_for(stage.cast.tomas).post(
        "/informes/", {"scope": "all", "as_of": "2026-11-20", "ceiling": "2", "once": ""} | form
    )

    assert answer.status_code in {303, 422}


@pytest.mark.parametrize(
    "path",
    ["?antes=²", f"?antes={'9' * 40}", "?alcance=%00", f"{'9' * 30}/", "1/cifras/%00/", "1/cifras/F-001%0a/"],
)
def test_a_twisted_address_is_never_an_error_of_the_server(
    issued: Issued, stage: Stage, client_for: Callable, path: str
) -> None:
    assert client_for(stage.cast.tomas).get(f"/informes/{path}").status_code in {200, 404}


@pytest.mark.parametrize("path", ["", "avance/", "informe.pdf", "cifras/F-001/"])
def test_a_report_above_ones_clearance_does_not_exist_at_any_door(
    stage: Stage, client_for: Callable, path: str
) -> None:
    stage.in_state("in_progress")
    report = issue(None, Order(Scope("all"), TODAY, Reserve.PRIVATE), now=NOW).report

    assert client_for(stage.cast.tomas).get(f"/informes/{report.pk}/{path}").status_code == 404


def test_asking_again_for_a_report_above_ones_clearance_finds_nothing(
    stage: Stage, client_for: Callable
) -> None:
    report = issue(None, Order(Scope("all"), TODAY, Reserve.PRIVATE), now=NOW).report

    assert client_for(stage.cast.tomas).post(f"/informes/{report.pk}/preparar/").status_code == 404
