"""Which orders are pointed out as repeated, and which are only written with the same words."""

import pytest

from gabinete.office.followup.queries.lookalikes import look_alikes
from gabinete.office.followup.resemblance import names_in, resembles
from tests.office.followup.stage import Stage

SAME = (
    ("Entregar el proyecto ejecutivo del acueducto Río Sonora", "Entrega del proyecto ejecutivo del acueducto Río Sonora, tramo 2"),
    ("Presentar el plan de abasto de medicamentos para la temporada invernal", "Plan de abasto de medicamentos, temporada invernal"),
    ("Rehabilitar 12 pozos de agua potable en Etchojoa", "Rehabilitar 8 pozos de agua potable en Etchojoa"),
    ("Concluir la repavimentación del acceso principal a Caborca", "Que SIDUR concluya la repavimentación del acceso principal de Caborca"),
    ("Instalar la mesa regional de construcción de paz de Guaymas y Empalme", "Instalar la mesa regional de construcción de paz en Empalme"),
    ("Publicar el padrón de escuelas sin agua entubada", "Padrón de escuelas sin agua entubada"),
    ("Actualizar el Plan Estatal de Desarrollo Pesquero", "Actualización del plan estatal de desarrollo pesquero de Guaymas"),
)  # fmt: skip
DIFFERENT = (
    ("Entregar el proyecto ejecutivo de la línea de conducción de agua en Cajeme", "Entregar el proyecto ejecutivo de la línea de conducción de agua en Etchojoa"),
    ("Rehabilitar 6 planteles de educación básica en Nogales", "Rehabilitar 6 planteles de educación básica en San Luis Río Colorado"),
    ("Presentar el dictamen estructural del puente sobre el río Mayo", "Presentar el dictamen estructural del puente sobre el río Yaqui"),
    ("Instalar la mesa regional de construcción de paz de Guaymas y Empalme", "Instalar la mesa regional de construcción de paz en Santa Ana"),
    ("Presentar el informe de avance de obra", "Presentar el informe de adeudos de agua en bloque"),
    ("Firmar el convenio de becas con la universidad", "Firmar el convenio de pago de agua"),
    ("Instalar la mesa de trabajo", "Instalar 30 cámaras de videovigilancia"),
)  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_order_that_repeats_another_of_its_agency_is_pointed_out(one: str, other: str) -> None:
    assert resembles(one, other, same_agency=True)
    assert resembles(other, one, same_agency=True)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
@pytest.mark.parametrize("same_agency", [True, False])
def test_same_words_about_another_thing_are_not(one: str, other: str, *, same_agency: bool) -> None:
    assert not resembles(one, other, same_agency=same_agency)
    assert not resembles(other, one, same_agency=same_agency)


def test_order_to_another_agency_must_be_more_alike() -> None:
    one, other = "Presentar el plan de abasto de agua potable", "Plan de abasto de agua para el invierno"
    assert resembles(one, other, same_agency=True)
    assert not resembles(one, other, same_agency=False)


def test_first_words_acronyms_and_capitals_all_over_name_nothing() -> None:
    assert names_in("Rehabilitar. Concluir la obra con la CEA") == set()
    assert names_in("REHABILITAR LOS POZOS DE CAJEME") == set()
    assert names_in("En Bácum y en San Ignacio Río Muerto") == {"bacum", "ignacio", "muerto"}


@pytest.mark.django_db
def test_look_alikes_show_their_title_folio_and_state_and_are_two_at_most(stage: Stage) -> None:
    titles = [f"Rehabilitación de {n} pozos de agua potable en Etchojoa" for n in (4, 6, 8)]
    for title in (*titles, "Rehabilitación de 4 pozos de agua potable en Altar"):
        stage.in_state("in_progress", title=title, text=title)
    lead = stage.cast.unit("CEA").pk

    found = look_alikes("Rehabilitar 12 pozos de agua potable en Etchojoa", [lead], stage.actor("lucia"))

    assert len(found) == 2
    assert {one.title for one in found} < set(titles)
    assert {(one.lead, one.state) for one in found} == {("CEA", "En atención")}
    assert all(one.folio.startswith("GL/2026/07-") and one.url.startswith("/asuntos/") for one in found)
