"""Every field a body's Word template may use, with what it is and an example. The screen, the guide and the checks read this."""

from gabinete.foundation.rendering.fields import Field, ListField, Schema

CALL, MINUTES, EXTRACT = "call", "minutes", "extract"
"""Same words as ``models.PaperKind``."""
_SESSION = (
    Field("dependencia", "Unidad que lleva la secretaría técnica", "Oficina del Ejecutivo del Estado"),
    Field("gabinete", "Nombre del gabinete", "Gabinete Legal"),
    Field("del_gabinete", "El nombre después de «de»", "del Gabinete Legal"),
    Field("sesion", "Número y carácter de la sesión", "7.ª sesión ordinaria"),
    Field("folio_sesion", "Clave de la sesión", "GL/2026/07"),
    Field("fecha", "Día de la sesión", "jueves 19 de noviembre de 2026"),
    Field("lugar", "Sede o liga; vacío si no se anotó", "Salón Gobernadores, Palacio de Gobierno"),
    Field("modalidad", "Presencial, remota o mixta", "presencial"),
    Field("preside", "Cargo que preside", "Gobernadora del Estado"),
)
_SEAL = Field("sello", "Raíz del registro de auditoría; vacío si aún no hay", "9f2c41d07be6")
_UNIT = (
    Field("unidad", "Siglas de la unidad", "CEA"),
    Field("unidad_nombre", "Nombre de la unidad", "Comisión Estatal del Agua"),
)
_POINT = (
    Field("numero", "Número del punto", "1"),
    Field("asunto", "Asunto; de los reservados solo dice que lo son", "Calendario de abasto de agua"),
    Field("propone", "Quién lo propone", "Comisión Estatal del Agua"),
    Field("tipo", "Informativo, de acuerdo o de seguimiento", "de acuerdo"),
)
_ORDER = ListField(
    "orden",
    "El orden del día, un renglón por punto",
    "punto",
    (*_POINT, Field("minutos", "Minutos asignados", "20")),
)
_FOLLOWED = (
    Field(
        "seguimiento_punto", "Número del punto de seguimiento; vacío si no hay qué informar de acuerdos", "1"
    ),
    Field("seguimiento_asunto", "Cómo se llama ese punto", "Seguimiento de acuerdos"),
    Field(
        "seguimiento_resumen",
        "Cuántos merecen minutos, con qué cobertura, a qué corte y desde qué sesión",
        "2 asuntos merecen minutos de la mesa; 1/2 con reporte aceptado. Corte: 12 nov 2026, 09:30 horas.",
    ),
    Field(
        "seguimiento_temas",
        "Temas que vuelven sin resolverse; vacío si no hay",
        "Tarifas de agua potable. Va en 3 sesiones sin resolverse: 4.ª, 5.ª y 6.ª.",
    ),
    ListField(
        "seguimiento",
        "Lo que se lleva a la mesa de sus acuerdos anteriores; de los reservados, nada",
        "asunto",
        (
            Field(
                "motivo",
                "Por qué se informa y cuántos son; solo en el primero de cada motivo",
                "Vencidos: 2.",
            ),
            Field("folio", "Folio del asunto", "GL/2026/05-03"),
            Field("asunto", "Qué se acordó", "Entregar el proyecto ejecutivo del acueducto"),
            Field("responsable", "Siglas de la unidad responsable", "CEA"),
            Field("reporta", "Avance que reporta", "40 %"),
            Field("porque", "Por qué está aquí, en una oración", "Venció hace 12 días; reporta 40 %."),
        ),
    ),
)
_PERSON = (
    Field("nombre", "Nombre de la persona", "Ramón Encinas Duarte"),
    Field("cargo", "Su cargo", "Vocal ejecutivo"),
    Field("calidad", "Titular, suplente, invitado, ausente…", "Titular"),
    Field("permanencia", "De qué hora a qué hora estuvo", "de 10:12 a 12:12"),
)
_SIGNERS = ListField(
    "firmas",
    "Quiénes firman, en orden",
    "firma",
    (
        Field("nombre", "Quién firma", "Paz Luna Armenta"),
        Field("cargo", "Cargo con que firma", "Secretaria de Infraestructura y Desarrollo Urbano"),
    ),
)
_AGREEMENT = (
    Field("folio", "Folio del acuerdo", "GL/2026/07-01"),
    Field("texto", "Texto del acuerdo", "Presentar el calendario de abasto de agua por sectores."),
    Field("clase", "Acuerdo, instrucción o compromiso", "Acuerdo"),
    Field("responsable", "Siglas de la unidad responsable", "CEA"),
    Field("responsable_nombre", "Nombre de la unidad responsable", "Comisión Estatal del Agua"),
    Field("corresponsables", "Siglas de quienes la acompañan; vacío si nadie", "SIDUR y SH"),
    Field("termino", "Plazo y vencimiento", "15 días hábiles; vence el 11 dic 2026"),
    Field("medio", "Con qué se dará por cumplido", "Oficio con el calendario firmado"),
)
_POINTS = ListField(
    "puntos",
    "Lo que pasó en cada punto",
    "punto",
    (
        *_POINT,
        Field("exposicion", "Lo que se presentó", "La CEA presenta el calendario por sectores."),
        Field("desarrollo", "Lo que se dijo", "Hacienda preguntó por la fuente de financiamiento."),
        Field("movimientos", "Quién llegó o se retiró durante el punto", ""),
        Field(
            "votacion", "Votos por sentido, con quién los dio", "5 a favor (CEA, SH…); 1 se abstiene (SIDUR)"
        ),
        Field("resultado", "Qué se resolvió", "Acordado"),
        Field("resolucion", "Lo resuelto, como quedó escrito", "Se aprueba el calendario de abasto."),
        Field("acuerdos", "Folios que nacieron del punto", "GL/2026/07-01"),
    ),
)
FIELDS: dict[str, Schema] = {
    CALL: (
        *_SESSION,
        Field("fecha_oficio", "Día en que se emite", "12 de noviembre de 2026"),
        Field("hora", "Hora citada; vacío si no se fijó", "10:00"),
        _ORDER,
        *_FOLLOWED,
        ListField(
            "integrantes",
            "A quiénes se convoca",
            "integrante",
            (
                *_UNIT,
                Field("titular", "Cargo titular", "Vocal ejecutivo"),
                Field("suplente", "Cargo suplente; vacío si no hay", "Directora de Planeación"),
            ),
        ),
        Field("direccion", "Página de la sesión en el sistema", "https://gabinete.ejemplo.mx/sesiones/7/"),
    ),
    MINUTES: (
        *_SESSION,
        Field("version", "Número de la versión", "1"),
        Field("motivo_version", "Por qué sustituye a otra; vacío si no", ""),
        Field("apertura", "Párrafo de apertura", "En el Salón Gobernadores, siendo las 10:12 horas…"),
        Field("quorum", "Declaración de quórum", "Se registró la presencia de 5 de 6 integrantes…"),
        ListField("asistentes", "Integrantes, presentes o no", "asistente", (*_UNIT, *_PERSON)),
        ListField("invitados", "Personas invitadas", "invitado", _PERSON, rows=1),
        _ORDER,
        _POINTS,
        *_FOLLOWED,
        ListField("acuerdos", "Acuerdos; los de puntos reservados no van", "acuerdo", _AGREEMENT),
        Field("acuerdos_reservados", "Aviso de los que constan por separado; vacío si no hay", ""),
        Field("cierre", "Párrafo de cierre", "No habiendo otro asunto que tratar…"),
        Field(
            "proxima_sesion", "Fecha de la siguiente; vacío si no se fijó", "jueves 17 de diciembre de 2026"
        ),
        _SIGNERS,
        _SEAL,
    ),
    EXTRACT: (
        *_SESSION,
        Field("fecha_oficio", "Día en que se emite", "23 de noviembre de 2026"),
        *_AGREEMENT,
        Field(
            "punto",
            "Número y asunto del punto; vacío si es reservado",
            "Punto 1. Calendario de abasto de agua",
        ),
        Field("firmante", "Quién lo firma", "Lucía Montaño Félix"),
        Field("cargo_firmante", "Su cargo", "Secretaria técnica"),
        Field("direccion", "Página del asunto en el sistema", "https://gabinete.ejemplo.mx/asuntos/41/"),
        _SEAL,
    ),
}
"""The fields of each paper."""
