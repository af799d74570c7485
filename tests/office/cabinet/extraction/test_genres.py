"""Press notes, acts of councils, informal notes, sheets: how each genre says what is to be done, and what it only tells."""

from datetime import date

import pytest

from gabinete.foundation.org.directory import Directory
from gabinete.office.cabinet.extraction import Draft, extract

SESSION = date(2026, 11, 19)
DIRECTORY = Directory.load()


def drafts(text: str) -> list[Draft]:
    return extract(text, session_date=SESSION, directory=DIRECTORY)


def told(text: str) -> list[tuple[str, list[str], date | None]]:
    return [(draft.text, draft.responsible, draft.due) for draft in drafts(text)]


NOTES = "Junta del desfile\nAsisten: Beto Luna (Eventos), Rosa (Turismo), Ing. Paz Robles (Obras)\n\n"


@pytest.mark.parametrize(
    ("line", "text", "who", "due"),
    [
        ("- Beto quedó de mandarles a los vendedores el croquis del recorrido.", "Mandarles a los vendedores el croquis del recorrido", ["Beto"], None),
        ("- Rosa trae la lista de hoteles a más tardar el 27 de noviembre.", "Traer la lista de hoteles", ["Rosa"], date(2026, 11, 27)),
        ("- Vallas: Paz checa los tramos con la policía.", "Checar los tramos con la policía", ["Paz"], None),
        ("- Rosa y Beto se van a ver mañana para revisar las rutas.", "Verse para revisar las rutas", ["Rosa", "Beto"], date(2026, 11, 20)),
        ("- Se quedó en que Rosa redacta el oficio de permisos.", "Redactar el oficio de permisos", ["Rosa"], None),
    ],
)  # fmt: skip
def test_notes_give_the_duties_of_those_who_attend(line, text, who, due):
    assert told(NOTES + line) == [(text, who, due)]


@pytest.mark.parametrize(
    "line",
    [
        "- Rosa comenta que ya están los templetes.",
        "- Beto dice que el año pasado vinieron cuarenta contingentes.",
        "- Queremos ver un desfile más ordenado.",
        "- No me voy a comprometer a conseguir más vallas.",
    ],
)
def test_notes_that_only_comment_give_nothing(line):
    assert told(NOTES + line) == []


def test_press_note_gives_each_thing_the_parties_agreed_with_its_subject():
    text = "NOTA DE PRENSA\n\nTras cuatro horas, los asistentes acordaron lo siguiente: la CEA perforará dos pozos en Etchojoa; el Ayuntamiento de Navojoa donará el terreno antes del 30 de abril; y la Conagua hará llegar los títulos en 20 días hábiles."
    assert [(what, who) for what, who, _ in told(text)] == [
        ("Perforar dos pozos en Etchojoa", ["CEA"]),
        ("Donar el terreno", ["Ayuntamiento de Navojoa"]),
        ("Hacer llegar los títulos", ["Conagua"]),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "El alcalde recordó que la obra fue aprobada por el Cabildo en enero pasado y que se instruyó a la Tesorería a pagarla.",
        "En 2024 se autorizó un fondo que no se ejerció.",
        "“Nos comprometimos a pavimentar la avenida y lo estamos haciendo”, dijo.",
        "El director invitó a la ciudadanía a separar la basura y exhortó a los conductores a respetar los límites.",
        "La presidenta exhortó a redoblar esfuerzos en la temporada.",
        "El concierto se repetirá en Nogales el 23 de diciembre.",
        "El módulo atenderá de lunes a viernes de 8 a 15 horas.",
        "La empresa quedó obligada a responder por los daños durante un año, plazo que ya venció.",
    ],
)
def test_what_is_recalled_announced_or_asked_of_the_public_gives_nothing(sentence):
    assert told(sentence) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("El titular de SIDUR reportó 40 obras. Mencionó que tres van tarde. Se comprometió a enviar el semáforo de obras.", ("Enviar el semáforo de obras", ["titular de SIDUR"])),
        ("A Protección Civil le encargo que entregue la ruta de pipas.", ("Entregar la ruta de pipas", ["Protección Civil"])),
        ("El director de Parques expuso las fallas, por lo que la gobernadora le pidió entregar el censo de árboles.", ("Entregar el censo de árboles", ["director de Parques"])),
        ("Se abrirá un buzón de quejas en el portal. Unidad a cargo: Dirección de Informática. Plazo: 60 días.", ("Abrir un buzón de quejas en el portal", ["Dirección de Informática"])),
        ("Se acordó que la Dirección de Transporte y el IMPLAN se reúnan a revisar las rutas.", ("Reunirse a revisar las rutas", ["Dirección de Transporte", "IMPLAN"])),
        ("Se convino que la Secretaría de Salud vuelva a levantar el padrón de brigadas.", ("Volver a levantar el padrón de brigadas", ["Secretaría de Salud"])),
        ("Concluyó el punto, facultándose a la Tesorera para contratar el seguro.", ("Contratar el seguro", ["Tesorera"])),
    ],
)  # fmt: skip
def test_who_answers_is_found_wherever_it_is_said(text, expected):
    assert [(what, who) for what, who, _ in told(text)] == [expected]


def test_vote_carries_what_was_proposed_and_a_rejection_carries_nothing():
    carried = "La Síndica propone que el Tesorero entregue el corte de caja. Se somete a votación y se aprueba por unanimidad la propuesta."
    rejected = "EL REGIDOR PROPONE QUE SE REDUZCAN LOS SALARIOS. LA PROPUESTA ES RECHAZADA."
    assert told(carried) == [("Entregar el corte de caja", ["Tesorero"], None)]
    assert told(rejected) == []


def test_two_things_agreed_in_one_sentence_keep_their_own_responsible():
    text = "Se acuerda que la Presidencia aporte cien costales de cemento y que el Regidor de Obras vigile la entrega."
    assert [(what, who) for what, who, _ in told(text)] == [
        ("Aportar cien costales de cemento", ["Presidencia"]),
        ("Vigilar la entrega", ["Regidor de Obras"]),
    ]


def test_lettered_orders_under_their_authority_are_instructions_and_a_petition_has_none():
    orders = "Se revisó la red de agua.\n\nEl C. Gobernador instruyó:\n a) Que la CEA repare el acueducto norte.\n b) Que SIDUR entregue el proyecto ejecutivo."
    petition = "PRESENTE\nLos que suscribimos, por medio de la presente solicitamos a usted:\n 1. Que se instale un semáforo.\n 2. Que se reparen las luminarias."
    assert [(what, who) for what, who, _ in told(orders)] == [
        ("Reparar el acueducto norte", ["CEA"]),
        ("Entregar el proyecto ejecutivo", ["SIDUR"]),
    ]
    assert told(petition) == []


def test_neighbours_who_ask_in_plain_words_order_nothing():
    letter = (
        "A QUIEN CORRESPONDA\n\nLos que firmamos somos vecinos de la colonia Las Minitas y le escribimos para pedirle:\n\n"
        "1.- Que se arregle el drenaje de la calle Oro.\n\n2.- Pedimos audiencia con el Gobernador a más tardar en este mes.\n\n"
        "De lo contrario nos veremos en la necesidad de tomar el boulevard dentro de los 15 días siguientes."
    )
    assert told(letter) == []


def test_spaced_table_with_wrapped_cells_is_made_whole_and_its_end_is_the_due_date():
    text = (
        "COMPROMISOS\n\n"
        "Actividad                          Responsable        Fecha de     Fecha de\n"
        "                                                      inicio       término\n"
        "1. Depurar la base de datos de     Dirección de       01/12/2026   15/12/2026\n"
        "   proveedores                     Compras\n"
        "2. Capacitar enlaces               Contraloría        16/12/2026   20/12/2026\n"
    )
    assert told(text) == [
        ("Depurar la base de datos de proveedores", ["Dirección de Compras"], date(2026, 12, 15)),
        ("Capacitar enlaces", ["Contraloría"], date(2026, 12, 20)),
    ]
    for draft in drafts(text):
        assert text[draft.start : draft.end] == draft.quote


def test_each_sheet_keeps_its_own_responsible_and_end():
    text = "PLAN\n\nCompromiso 1. Compras abiertas\nInstitución responsable: Oficialía Mayor\nDescripción: Publicar los contratos en formato abierto\nFecha de inicio: 01/01/2027\nFecha de término: 30/06/2027\n\nCompromiso 2. Presupuesto claro\nInstitución responsable: Secretaría de Hacienda\nDescripción: Difundir el presupuesto ciudadano\nFecha de término: 31/08/2027"
    assert told(text) == [
        ("Publicar los contratos en formato abierto", ["Oficialía Mayor"], date(2027, 6, 30)),
        ("Difundir el presupuesto ciudadano", ["Secretaría de Hacienda"], date(2027, 8, 31)),
    ]


def test_ticked_boxes_are_done_and_dashes_say_who_and_when():
    text = "Tareas:\n- [x] Imprimir el padrón\n- [ ] Actualizar el tablero — P. Soto — 12 de diciembre"
    assert told(text) == [("Actualizar el tablero", ["P. Soto"], date(2026, 12, 12))]


def test_coded_items_are_items():
    text = "Acuerdos\n\nCT/03/01. Las organizaciones civiles presentarán en la cuarta sesión la metodología.\nCT/03/02. Hacienda publicará el calendario."
    assert [(draft.text, draft.due_text) for draft in drafts(text)] == [
        ("Presentar la metodología", "en la cuarta sesión"),
        ("Publicar el calendario", None),
    ]


@pytest.mark.parametrize(
    ("words", "due", "due_text"),
    [
        ("cada lunes", None, "cada lunes"),
        (
            "entre el 1 de diciembre y el 31 de enero",
            date(2027, 1, 31),
            "entre el 1 de diciembre y el 31 de enero",
        ),
        ("a más tardar el 3 de d1ciembre", date(2026, 12, 3), "a más tardar el 3 de d1ciembre"),
        ("en un término de 15 quince días", date(2026, 12, 4), "en un término de 15 quince días"),
    ],
)
def test_recurrences_ranges_and_scanned_months_say_when(words, due, due_text):
    draft = drafts(f"Se instruye a la SIDUR a entregar el reporte de obras {words}.")[0]
    assert (draft.text, draft.due, draft.due_text) == ("Entregar el reporte de obras", due, due_text)


def test_doubled_spaces_of_a_scanned_page_are_stepped_over_and_offsets_still_hold():
    text = "En  la  ciudad  de  Navojoa,  se  reunieron  los  regidores.\nLa  Síndica  queda  encargada  de  realizar  el  inventario\nde  predios  baldíos  del  municipio."
    draft = drafts(text)[0]
    assert (draft.text, draft.responsible) == (
        "Realizar el inventario de predios baldíos del municipio",
        ["Síndica"],
    )
    assert text[draft.start : draft.end] == draft.quote


def test_surname_that_ends_as_a_future_is_a_name():
    text = "La Ing. Lucía Terán presentó el tablero. El síndico Mario Amarán expuso el avalúo."
    assert drafts(text) == []
    assert [draft.text for draft in drafts("La SIDUR reparará el puente de Ures.")] == [
        "Reparar el puente de Ures"
    ]


def test_spaced_heading_of_resolutions_gives_each_of_its_numbered_orders():
    text = (
        "A C U E R D O S :\n\nPRIMERO.- Se concede licencia por sesenta días al Regidor Tomás Ruelas; cítese a su suplente"
        " para la toma de protesta.\n\nSEGUNDO.- Gírese oficio al Congreso del Estado con el expediente técnico.\n"
    )
    assert [draft.text.split()[0] for draft in drafts(text)] == ["Conceder", "Citar", "Girar"]


def test_question_of_what_is_committed_opens_a_list_that_goes_on_after_the_number_of_a_page():
    text = (
        "¿A qué nos comprometemos?\n\n• Publicar el padrón de proveedores en formato abierto.\n\n12\n\n"
        "• Capacitar a 200 talleres de costura en licitaciones.\n"
    )
    assert [draft.text.split()[0] for draft in drafts(text)] == ["Publicar", "Capacitar"]


def test_motion_voted_in_the_turn_of_another_is_agreed_and_a_rejected_one_is_not():
    moved = (
        "PRESIDENTE: Propongo que se requiera a la empresa Limpia Mar para que repare los contenedores.\n\n"
    )
    assert [
        one.text.split()[0] for one in drafts(moved + "SECRETARIO: ¿A favor? Ocho votos, unanimidad.\n")
    ] == ["Requerir"]
    assert drafts(moved + "SECRETARIO: Dos a favor, seis en contra; se rechaza la propuesta.\n") == []


def test_authority_that_indicates_in_the_subjunctive_orders_and_in_the_indicative_tells():
    ordered = drafts("El Gobernador indicó que SIDUR y la CEA revisen el proyecto del acueducto de Ures.")
    assert [one.responsible for one in ordered] == [["SIDUR", "CEA"]]
    assert drafts("El Gobernador indicó que SIDUR y la CEA revisan el proyecto del acueducto de Ures.") == []


@pytest.mark.parametrize(
    ("clause", "due"),
    [
        ("al concluir la obra", "al concluir la obra"),
        ("en cuanto se publique el decreto", "en cuanto se publique el decreto"),
        ("antes de que termine el ciclo escolar", "antes de que termine el ciclo escolar"),
    ],
)
def test_event_that_ends_a_term_is_its_due_text(clause, due):
    (one,) = drafts(f"Se instruye a la SIDUR a entregar el puente de Bacum {clause}.")
    assert (one.text, one.due, one.due_text) == ("Entregar el puente de Bacum", None, due)


def test_this_friday_said_on_a_friday_is_that_day():
    text = "Se instruye a la SIDUR a enviar el padrón de obras este viernes."
    (one,) = extract(text, session_date=date(2026, 11, 20), directory=DIRECTORY)
    assert one.due == date(2026, 11, 20)


def test_arrow_in_notes_opens_the_duty_of_who_attends():
    assert told(NOTES + "--> Rosa ingresa la solicitud de permisos mañana.") == [
        ("Ingresar la solicitud de permisos", ["Rosa"], date(2026, 11, 20))
    ]


def test_what_notes_leave_to_two_who_attend_is_two_duties():
    line = (
        "Quedamos en que Beto le pasa a Rosa los planos del templete y que la Tesorería publique las tarifas."
    )
    assert [(text, who) for text, who, _due in told(NOTES + line)] == [
        ("Pasar a Rosa los planos del templete", ["Beto"]),
        ("Publicar las tarifas", ["Tesorería"]),
    ]


@pytest.mark.parametrize(
    "clause",
    [
        "turnar el escrito a Catastro para que haga el estudio y resuelva lo conducente",
        "que la Tesorería revise las cuentas de los mercados y rinda informe al Cabildo",
    ],
)
def test_clause_that_only_closes_a_duty_is_not_another(clause):
    assert len(drafts(f"Se acuerda {clause}.")) == 1


def test_comma_left_by_a_term_taken_out_is_not_left_after_the_verb():
    (one,) = drafts("Se instruye a la CEA a presentar, a más tardar el 4 de diciembre, el plan de pozos.")
    assert one.text == "Presentar el plan de pozos"
