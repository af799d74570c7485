"""The list, the board, the page of a matter, its term and its files."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from gabinete.foundation.access.models import RestrictedReading
from gabinete.office.followup.models import Matter

MOST_QUERIES = 16


def queries_of(client, path: str) -> int:
    client.get(path)  # counts and short lists are kept from here on
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    "path",
    ["/asuntos/", "/asuntos/tablero/", "/asuntos/tablero/?por=gabinete", "/asuntos/tablero/?por=eje", "/"],
)
def test_queries_do_not_grow_with_the_rows(stage, client_for, path):
    client = client_for(stage.cast.tomas)
    stage.in_state("in_progress")
    one = queries_of(client, path)
    for _ in range(3):
        stage.in_state("in_progress")

    assert queries_of(client, path) == one
    assert one <= MOST_QUERIES


def test_list_shows_what_the_actor_may_see_and_nothing_else(stage, client_for):
    matter = stage.in_state("in_progress")

    assert matter.folio in client_for(stage.cast.rosa).get("/asuntos/").content.decode()
    assert matter.folio not in client_for(stage.cast.ivan).get("/asuntos/").content.decode()


@pytest.mark.parametrize("who", ["nadia", "olga", "berta"])
def test_list_is_refused_to_whoever_reads_no_matters(stage, client_for, who):
    for path in ("/asuntos/", "/asuntos/tablero/", "/asuntos/exportar/"):
        assert client_for(stage.cast.people[who]).get(path).status_code == 403


def test_filters_stay_in_the_address_and_can_be_taken_off(stage, client_for):
    stage.in_state("in_progress")

    page = client_for(stage.cast.tomas).get("/asuntos/?unidad=CEA&semaforo=on_time").content.decode()

    assert '<option value="CEA" selected>' in page
    assert 'href="/asuntos/?semaforo=on_time"' in page


def test_part_of_the_list_comes_to_htmx(stage, client_for):
    stage.in_state("in_progress")

    page = client_for(stage.cast.tomas, HX_Request="true").get("/asuntos/?unidad=CEA").content.decode()

    assert "<table" in page
    assert '<nav class="nav"' not in page


def test_spoilt_filter_is_a_page_that_says_so(stage, client_for):
    response = client_for(stage.cast.tomas).get("/asuntos/?semaforo=morado")

    assert response.status_code == 400
    assert "morado" in response.content.decode()


@pytest.mark.parametrize("query", ["?q=inexistente", "?lista=declinados", ""])
def test_empty_list_says_what_to_do(stage, client_for, query):
    page = client_for(stage.cast.tomas).get(f"/asuntos/{query}").content.decode()

    assert 'class="empty"' in page


def test_next_page_goes_on_where_the_first_ended(stage, client_for):
    for _ in range(27):
        stage.registered(once=uuid4())
    client = client_for(stage.cast.lucia)

    first = client.get("/asuntos/").content.decode()
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(following).content.decode()

    folios = set(Matter.objects.values_list("folio", flat=True))
    on_first, on_second = ({f for f in folios if f"{f}<" in page} for page in (first, second))
    assert (len(on_first), len(on_second)) == (25, 2)
    assert on_first | on_second == folios


def test_board_counts_are_links_to_their_lists(stage, client_for):
    stage.in_state("in_progress")

    page = client_for(stage.cast.tomas).get("/asuntos/tablero/").content.decode()

    assert (
        'href="/asuntos/?semaforo=on_time&amp;unidad=CEA"' in page
        or 'href="/asuntos/?unidad=CEA&amp;semaforo=on_time"' in page
    )
    assert "0/1" in page


def test_page_of_a_matter_says_the_four_questions(stage, client_for):
    matter = stage.in_state("in_progress")

    page = client_for(stage.cast.tomas).get(f"/asuntos/{matter.pk}/").content.decode()

    for said in (
        "Estado",
        "Plazo",
        "Avance reportado",
        "Confianza",
        "En atención",
        "sin reporte",
        "Sin juicio",
        "¿cómo se contó?",
        "Proyecto ejecutivo firmado",
    ):
        assert said in page


def test_closed_moves_say_why_on_the_page(stage, client_for):
    matter = stage.in_state("in_progress")

    page = client_for(stage.cast.tomas).get(f"/asuntos/{matter.pk}/").content.decode()

    assert "No hay ningún reporte en espera de revisión." in page


def test_fulfilment_is_offered_because_its_form_brings_the_proof(stage, client_for):
    matter = stage.in_state("in_progress")

    page = client_for(stage.cast.rosa).get(f"/asuntos/{matter.pk}/").content.decode()

    assert f'href="/asuntos/{matter.pk}/report_fulfilment/"' in page


def test_term_is_explained_day_by_day(stage, client_for):
    matter = stage.in_state("in_progress")

    page = client_for(stage.cast.rosa).get(f"/asuntos/{matter.pk}/plazo/").content.decode()

    assert "Día hábil 10." in page
    assert "Inhábil: sábado." in page


def test_reading_a_restricted_matter_is_written_down(stage, client_for):
    matter = stage.in_state("in_progress", reserve=3)

    client_for(stage.cast.tomas).get(f"/asuntos/{matter.pk}/")

    assert [(r.user_id, r.subject_label) for r in RestrictedReading.objects.all()] == [
        (stage.cast.tomas.pk, matter.folio)
    ]


def test_folio_leads_to_its_matter(stage, client_for):
    matter = stage.in_state("in_progress")

    for folio in (matter.folio, matter.folio.lower(), f"{matter.folio}/"):
        assert client_for(stage.cast.rosa).get(f"/folio/{folio}")["Location"] == f"/asuntos/{matter.pk}/"
    assert client_for(stage.cast.ivan).get(f"/folio/{matter.folio}").status_code == 404


def test_list_is_exported_as_it_is_seen(stage, client_for):
    matter = stage.in_state("in_progress", title="=HYPERLINK(1)")

    response = client_for(stage.cast.rosa).get("/asuntos/exportar/?unidad=CEA")

    rows = CalamineWorkbook.from_filelike(BytesIO(b"".join(response))).get_sheet_by_index(0).to_python()
    line = next(row for row in rows if row[0] == matter.folio)
    assert line[1] == "=HYPERLINK(1)"
    assert "sin reporte" in line


def test_matter_is_registered_by_hand(stage, client_for):
    given = {
        "kind": "instruction", "text": "Que la CEA presente el diagnóstico de pozos.", "origin": "tour", "origin_label": "Gira por la sierra",
        "issued_on": "2026-11-20", "lead": stage.cast.unit("CEA").pk, "term_unit": "business", "term_n": "15", "means": "Diagnóstico firmado",
        "reserve": "2", "once": str(uuid4()),
    }  # fmt: skip

    answers = [client_for(stage.cast.lucia).post("/asuntos/nuevo/", given) for _ in range(2)]

    [matter] = Matter.objects.all()
    assert [a["Location"] for a in answers] == [f"/asuntos/{matter.pk}/"] * 2
    assert (matter.term_n, matter.term_unit, matter.term_text) == (15, "business", "15 días hábiles")


def test_registering_says_everything_that_is_missing(stage, client_for):
    response = client_for(stage.cast.lucia).post("/asuntos/nuevo/", {"text": "Algo."})

    assert response.status_code == 422
    assert response.content.decode().count("Este dato es necesario.") >= 5
    assert client_for(stage.cast.rosa).get("/asuntos/nuevo/").status_code == 403
