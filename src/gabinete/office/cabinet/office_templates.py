"""The office's own Word templates, written with their fields: what a body starts from to make its own."""

from functools import cache

from gabinete.foundation.rendering.word_writer import Columns, Writer
from gabinete.office.cabinet.rules.paper_fields import CALL, EXTRACT


@cache
def office_template(kind: str) -> bytes:
    """Return the template of a paper as .docx, the same bytes every time.

    Args:
        kind: a value of ``models.PaperKind``.
    """
    page = Writer()
    {CALL: _call, EXTRACT: _extract}.get(kind, _minutes)(page)
    return page.written("{{ folio_sesion }} · página ")


_ORDER: Columns = (
    ("N.º", "numero", 1.2),
    ("Asunto", "asunto", 8.3),
    ("Tipo", "tipo", 2.6),
    ("Propone", "propone", 4.0),
)


def _call(page: Writer) -> None:
    _head(page, "Convocatoria")
    page.text("{{ dependencia }}, {{ fecha_oficio }}", "right")
    page.text(
        "Con fundamento en las atribuciones de esta Oficina, se convoca a las personas integrantes {{ del_gabinete }} a su "
        "{{ sesion }}, que se celebrará en modalidad {{ modalidad }} el {{ fecha }}{% if hora %}, a las {{ hora }} horas"
        "{% endif %}{% if lugar %}, en {{ lugar }}{% endif %}, bajo la presidencia de: {{ preside }}, conforme al siguiente"
    )
    page.heading("Orden del día")
    page.table("punto", "orden", _ORDER)
    page.line("{%p if seguimiento_punto %}")
    page.heading("Punto {{ seguimiento_punto }}. {{ seguimiento_asunto }}")
    _followed(page)
    page.line("{%p endif %}")
    page.heading("Integrantes")
    page.table(
        "uno",
        "integrantes",
        (("Unidad", "unidad", 2.7), ("Titular", "titular", 7), ("Suplente", "suplente", 6.4)),
    )
    page.text("Se agradece confirmar su asistencia, o la de quien le supla, en {{ direccion }}.")
    page.sign("{{ preside }}", "")


def _extract(page: Writer) -> None:
    _head(page, "Extracto de acuerdo")
    page.text("{{ dependencia }}, {{ fecha_oficio }}", "right")
    page.text("Folio: {{ folio }}", "strong")
    page.text("{{ responsable_nombre }}\nPresente", "strong")
    page.text(
        "En la {{ sesion }} {{ del_gabinete }}, celebrada el {{ fecha }}{% if punto %}, al tratarse el {{ punto }}{% endif %}, "
        "se tomó lo siguiente, que se le notifica para su cumplimiento:"
    )
    page.text("{{ texto }}", "quote")
    page.facts((
        ("Clase", "clase"), ("Responsable", "responsable_nombre"), ("Corresponsables", "corresponsables"),
        ("Término", "termino"), ("Se dará por cumplido con", "medio"),
    ))  # fmt: skip
    page.text("Se le solicita acusar recibo y reportar su avance en {{ direccion }}.")
    page.sign("{{ firmante }}", "{{ cargo_firmante }}")
    page.when("sello", "Raíz del registro de auditoría: {{ sello }}", "note")


def _minutes(page: Writer) -> None:
    _head(page, "Minuta", " · versión {{ version }}")
    page.when("motivo_version", "Esta versión sustituye a una anterior. Motivo: {{ motivo_version }}", "note")
    page.heading("Apertura")
    page.text("{{ apertura }}")
    page.heading("Lista de asistencia")
    people: Columns = (
        ("Nombre", "nombre", 4.3),
        ("Cargo", "cargo", 4.4),
        ("Calidad", "calidad", 2.2),
        ("Permanencia", "permanencia", 2.6),
    )
    page.table("asistente", "asistentes", (("Unidad", "unidad", 2.6), *people))
    page.line("{%p if invitados %}")
    page.text("Personas invitadas", "strong")
    page.table("invitado", "invitados", people)
    page.line("{%p endif %}")
    page.heading("Declaración de quórum")
    page.text("{{ quorum }}")
    page.heading("Orden del día")
    page.table("punto", "orden", _ORDER)
    _points(page)
    _agreements(page)


def _agreements(page: Writer) -> None:
    page.heading("Acuerdos")
    page.table(
        "acuerdo",
        "acuerdos",
        (
            ("Folio", "folio", 2.9),
            ("Acuerdo", "texto", 6.9),
            ("Responsable", "responsable", 2.5),
            ("Término", "termino", 3.8),
        ),
    )
    page.when("acuerdos_reservados", "{{ acuerdos_reservados }}", "note")
    page.heading("Cierre")
    page.text("{{ cierre }}")
    page.heading("Firmas")
    page.line("{%p for firma in firmas %}")
    page.sign("{{ firma.nombre }}", "{{ firma.cargo }}")
    page.line("{%p endfor %}")
    page.when("sello", "Raíz del registro de auditoría: {{ sello }}", "note")


def _points(page: Writer) -> None:
    page.line("{%p for punto in puntos %}")
    page.heading("Punto {{ punto.numero }}. {{ punto.asunto }}")
    for label, name in (
        ("Propone", "propone"),
        ("Tipo", "tipo"),
        ("Votación", "votacion"),
        ("Resultado", "resultado"),
        ("Acuerdos", "acuerdos"),
    ):
        page.when(f"punto.{name}", f"{label}: {{{{ punto.{name} }}}}", "fact")
    page.line("{%p if punto.numero == seguimiento_punto %}")
    _followed(page)
    page.line("{%p endif %}")
    page.when("punto.exposicion", "{{ punto.exposicion }}")
    page.when("punto.desarrollo", "{{ punto.desarrollo }}")
    page.when("punto.movimientos", "{{ punto.movimientos }}", "note")
    page.when("punto.resolucion", "Resolución: {{ punto.resolucion }}", "strong")
    page.line("{%p endfor %}")


def _followed(page: Writer) -> None:
    page.text("{{ seguimiento_resumen }}")
    page.when("seguimiento_temas", "{{ seguimiento_temas }}")
    columns: Columns = (
        ("Folio", "folio", 3.0),
        ("Asunto", "asunto", 5.0),
        ("Responsable", "responsable", 2.6),
        ("Por qué está aquí", "porque", 5.5),
    )
    page.table("asunto", "seguimiento", columns, group="motivo")


def _head(page: Writer, title: str, more: str = "") -> None:
    page.head("{{ dependencia }}", title, "{{ sesion|capitalize }} {{ del_gabinete }}")
    page.text("{{ folio_sesion }}" + more, "reference")
