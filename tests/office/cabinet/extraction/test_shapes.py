"""Shapes in which offices write what they agree: tables however drawn, lists, labels alone, titles that run in."""

from datetime import date

import pytest

from gabinete.foundation.org.directory import Directory
from gabinete.office.cabinet.extraction import Draft, extract

SESSION = date(2026, 5, 4)
DIRECTORY = Directory.load()
BOTH = [
    ("Elaborar el diagnóstico de la red", ["CEA"], date(2026, 6, 20)),
    ("Entregar el padrón", ["SEBIEN"], date(2026, 6, 30)),
]


def drafts(text: str) -> list[Draft]:
    return extract(text, session_date=SESSION, directory=DIRECTORY)


def told(text: str) -> list[tuple[str, list[str], date | None]]:
    return [(draft.text, draft.responsible, draft.due) for draft in drafts(text)]


WRAPPED = """
| No. | Acuerdo                | Responsable | Fecha      |
|-----|------------------------|-------------|------------|
| 1   | Elaborar el            | CEA         | 20/06/2026 |
|     | diagnóstico de la red  |             |            |
| 2   | Entregar el padrón     | SEBIEN      | 30/06/2026 |
"""
CUT = """
No. | Acuerdo | Responsable | Fecha
1 | Elaborar el diagnóstico
de la red | CEA | 20/06/2026
2 | Entregar el padrón | SEBIEN | 30/06/2026
"""
DRAWN = """
┌────┬────────────────────────┬────────┬────────────┐
│ #  │ Acuerdo                │ Resp.  │ Fecha      │
├────┼────────────────────────┼────────┼────────────┤
│ 1  │ Elaborar el            │ CEA    │ 20/06/2026 │
│    │ diagnóstico de la red  │        │            │
│ 2  │ Entregar el padrón     │ SEBIEN │ 30/06/2026 │
└────┴────────────────────────┴────────┴────────────┘
"""
PLUSSED = """
+-----+------------------------+-----------+------------+
| No. | ACUERDO                | RESPONSA- | FECHA      |
|     |                        | BLE       |            |
+-----+------------------------+-----------+------------+
| 1   | Elaborar el diagnóstico| CEA       | 20/06/2026 |
|     | de la red              |           |            |
+-----+------------------------+-----------+------------+
| 2   | Entregar el padrón     | SEBIEN    | 30/06/2026 |
+-----+------------------------+-----------+------------+
"""
STACKED = """
ACUERDOS
No.
Acuerdo
Responsable
Fecha compromiso
1
Elaborar el diagnóstico
de la red
CEA
20 de junio de 2026
2
Entregar el padrón
SEBIEN
30 de junio de 2026
"""
SPACED = """
No.  ACUERDO                             RESPONSABLE      FECHA
                                                          COMPROMISO
1    Elaborar el diagnóstico             CEA              20/06/2026
     de la red

2    Entregar el padrón                  SEBIEN           30/06/2026
"""
RULED = """
 Actividad                               Inicio      Término      Responsable
 ----------------------------------------------------------------------------
 4.1 Elaborar el diagnóstico de la red   mar 2026    20 jun 2026  CEA
 4.2 Entregar el padrón                  abr 2026    30 jun 2026  SEBIEN
"""
LABELLED = """
ACUERDO No. SE-03/2026-01
Elaborar el diagnóstico de la red.
Responsable: CEA            Plazo: 20 de junio de 2026
ACUERDO No. SE-03/2026-02
Entregar el padrón.
Responsable: SEBIEN         Plazo: 30 de junio de 2026
"""
OWNED = """
CEA
- Elaborar el diagnóstico de la red (20 de junio)

SEBIEN
- Entregar el padrón (30 de junio)
"""
STEPS = """
COMPROMISO 1. Agua para todos
Institución responsable: CEA
Contraparte: Consejo Ciudadano
Hitos
• Hito 1. Elaborar el diagnóstico de la red.
  Hasta el 20 de junio de 2026.

COMPROMISO 2. Apoyos a la vista
Institución responsable: SEBIEN
Hitos
• Hito 1. Entregar el padrón. Hasta el 30 de junio de 2026.
"""


@pytest.mark.parametrize(
    "text",
    [WRAPPED, CUT, DRAWN, PLUSSED, STACKED, SPACED, RULED, LABELLED, OWNED, STEPS],
    ids=["wrapped", "cut", "drawn", "plussed", "stacked", "spaced", "ruled", "labelled", "owned", "steps"],
)
def test_agreements_are_read_however_they_are_laid_out(text):
    assert told(text) == BOTH


def test_quotes_of_rebuilt_rows_are_where_they_say():
    for text in (WRAPPED, CUT, DRAWN, PLUSSED, STACKED, SPACED):
        for draft in drafts(text):
            assert text[draft.start : draft.end] == draft.quote


def test_follow_up_table_keeps_what_is_open_with_its_new_date():
    text = """
3. Seguimiento de acuerdos de la sesión anterior

Acuerdo                               Responsable     Estatus       Comentario
06/01 Capacitar a 40 brigadistas      SSA             CUMPLIDO      Curso en julio
06/02 Nebulizar las 22 colonias       SSA             EN PROCESO    Se amplía el plazo al 30 de septiembre
06/03 Descacharrizar en Álamos        SSA             NO CUMPLIDO   Se reprograma para el 26 de septiembre
06/04 Adquirir 3 máquinas             SSA             CANCELADO     Sin suficiencia
"""
    assert [(what, due) for what, _, due in told(text)] == [
        ("Nebulizar las 22 colonias", date(2026, 9, 30)),
        ("Descacharrizar en Álamos", date(2026, 9, 26)),
    ]


def test_bullet_that_tells_results_does_not_silence_the_press_note():
    text = """BAJAN LOS ROBOS EN LA CAPITAL

· De enero a abril se realizaron 906 detenciones
· Se entregaron 35 patrullas

La presidenta municipal encabezó la sesión del Consejo Municipal de Seguridad, en la que se informó que el robo disminuyó.

En respuesta a los comerciantes, la alcaldesa instruyó al comisario a instalar un módulo de vigilancia en diez días naturales.
"""
    assert told(text) == [("Instalar un módulo de vigilancia", ["comisario"], date(2026, 5, 14))]


def test_titles_that_run_in_end_the_section_before_them():
    text = """1. Seguimiento de acuerdos. Se informó que todos están cumplidos.

2. Asuntos generales. El Presidente instruyó a la CEA a reparar el pozo 4 antes del 20 de mayo.

3. Acuerdos. La SEC entregará el padrón de planteles el 30 de mayo.
"""
    assert [(who, due) for _, who, due in told(text)] == [
        (["CEA"], date(2026, 5, 20)),
        (["SEC"], date(2026, 5, 30)),
    ]


def test_page_headers_do_not_cut_a_sentence():
    text = """Se acuerda por unanimidad que la CEA entregue el padrón de tomas de

ACTA 41 | CABILDO DE LA VILLA | 4 de mayo de 2026 | Pág. 2

la colonia Centro antes del 20 de mayo.
"""
    assert told(text) == [
        ("Entregar el padrón de tomas de la colonia Centro", ["CEA"], date(2026, 5, 20)),
    ]


def test_letter_of_commitment_binds_who_signs_it():
    text = """CARTA COMPROMISO

El suscrito, Ing. Tomás Ríos, en mi carácter de Director General de la Comisión Estatal del Agua, hago constar que

ME COMPROMETO

A reparar la fuga del panteón, en un plazo de 72 horas.

A instalar una bomba nueva en el pozo 2 a más tardar el 20 de mayo.
"""
    assert [(what, due) for what, _, due in told(text)] == [
        ("Reparar la fuga del panteón", date(2026, 5, 7)),
        ("Instalar una bomba nueva en el pozo 2", date(2026, 5, 20)),
    ]
    assert all(draft.units == ["CEA"] for draft in drafts(text))


def test_summary_of_agreements_does_not_repeat_them():
    text = """ACUERDO 01/2026.- Se autoriza la baja de 118 bienes muebles obsoletos.

8. RESUMEN DE ACUERDOS. La Secretaria Técnica dio lectura a los acuerdos.

   01/2026   Baja de bienes muebles obsoletos.
"""
    assert len(drafts(text)) == 1


def test_petition_in_points_gives_nothing():
    text = """C. GOBERNADOR DEL ESTADO
P R E S E N T E

Los que suscribimos, vecinos de la colonia Fátima, por este medio solicitamos:

PRIMERO.- Se ordene a la Comisión Estatal del Agua la reparación del colector.

SEGUNDO.- Se instruya a la Secretaría de Salud Pública a realizar una brigada en quince días.

En la reunión del 3 de marzo el Director se comprometió a iniciar los trabajos y no ha cumplido.
"""
    assert drafts(text) == []


def test_report_tells_orders_already_given():
    text = """INFORME DE ACTIVIDADES DEL PRIMER TRIMESTRE

Durante el periodo se instruyó a las dependencias para que redujeran el gasto. Se acordó con los municipios la firma de 40 convenios.
"""
    assert drafts(text) == []


def test_next_session_takes_the_date_the_minutes_tell():
    text = """ACUERDOS
1. La SEC presentará el padrón en la próxima sesión.

La próxima sesión se llevará a cabo el 18 de junio de 2026 a las 9:30 horas.
"""
    assert told(text) == [("Presentar el padrón", ["SEC"], date(2026, 6, 18))]


def test_responsible_of_one_agreement_is_not_that_of_the_rest():
    text = """Asistentes: Ver lista anexa

Acuerdos:
1.- SIDUR prestará dos camiones para el traslado.
        Responsable: Ing. Pérez
        Fecha: 8 de mayo
2.- Pendiente: definir almacén alterno en Navojoa.
"""
    assert [(what, who) for what, who, _ in told(text)] == [
        ("Prestar dos camiones para el traslado", ["SIDUR"]),
        ("Definir almacén alterno en Navojoa", []),
    ]


def test_signatories_of_a_letter_answer_for_its_list():
    text = """Quienes suscribimos, presidentas y presidentes municipales de la sierra, reunidos en Arizpe, y por ello NOS COMPROMETEMOS A:

1. Reabrir una estancia infantil por municipio antes de septiembre de 2026;
2. Publicar cada año el peso y la talla de los menores de cinco años.
"""
    signing = ["presidentas", "presidentes municipales de la sierra"]
    assert [who for _, who, _ in told(text)] == [signing, signing]


def test_chapters_in_roman_end_one_another_and_their_points_need_no_stop() -> None:
    text = """Minuta de seguimiento
I. Revisión de acuerdos previos
4.1 La SIDUR entregaría el estudio de impacto vial. CUMPLIDO.
II. Nuevos acuerdos
5.1 La SEBIEN entregará el padrón a más tardar el 30 de junio de 2026.
5.2 La CEA elaborará el diagnóstico de la red.
III. Comentarios
El alcalde sugirió otro trazo.
"""
    assert [draft.text for draft in drafts(text)] == [
        "Entregar el padrón",
        "Elaborar el diagnóstico de la red",
    ]


def test_what_a_letter_asks_for_is_nobodys_agreement() -> None:
    text = """C. Titular de la Secretaría. PRESENTE.
La que suscribe, directora de la escuela, por este conducto se dirige a usted. Por lo expuesto solicito a usted:
a) Se revise el muro norte que presenta una grieta.
b) Gire sus apreciables instrucciones para reponer las láminas.
En espera de una respuesta favorable quedo de usted.
"""
    assert drafts(text) == []
