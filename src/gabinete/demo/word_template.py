"""The Word template that one of the cabinets made its own: shorter than the office's, with its own headings."""

from gabinete.foundation.rendering.word_writer import Writer


def minutes_template() -> bytes:
    """Return it as .docx, the same bytes every time."""
    page = Writer()
    page.head("{{ gabinete }}", "Minuta", "{{ sesion|capitalize }}, {{ fecha }}")
    page.text("{{ folio_sesion }} · versión {{ version }}", "reference")
    page.text("{{ apertura }}")
    page.text("{{ quorum }}")
    page.heading("Quiénes asistieron")
    people = (("Unidad", "unidad", 2.2), ("Nombre", "nombre", 6.2), ("Calidad", "calidad", 4.0))
    page.table("asistente", "asistentes", people)
    page.heading("Lo que se trató")
    page.line("{%p for punto in puntos %}")
    page.text("{{ punto.numero }}. {{ punto.asunto }}", "strong")
    page.when("punto.desarrollo", "{{ punto.desarrollo }}")
    page.when("punto.resultado", "Resultado: {{ punto.resultado }}", "fact")
    page.line("{%p endfor %}")
    page.heading("Lo que se acordó sobre el agua")
    columns = (
        ("Folio", "folio", 2.9),
        ("Acuerdo", "texto", 6.6),
        ("Responde", "responsable", 2.4),
        ("Plazo", "termino", 3.8),
    )
    page.table("acuerdo", "acuerdos", columns)
    page.text("{{ cierre }}")
    page.heading("Firmas")
    page.line("{%p for firma in firmas %}")
    page.sign("{{ firma.nombre }}", "{{ firma.cargo }}")
    page.line("{%p endfor %}")
    return page.written("{{ folio_sesion }} · página ")
