"""What a state cabinet orders: patterns of agreements that a competent secretary would sign.

Each pattern: what is to be done (``{place}`` and ``{n}`` vary), the lead agency, who shares it, the deliverable, the proof,
and the axis of the plan.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pattern:
    """One kind of order.

    Attributes:
        where: trait that the place must have (see ``places``); empty for any.
        counts: what ``{n}`` may be.
    """

    what: str
    lead: str
    shared: tuple[str, ...]
    deliverable: str
    proof: str
    axis: str
    where: str = ""
    counts: tuple[int, ...] = (0,)

    @property
    def about_water(self) -> bool:
        """Return whether a cabinet of water would order it."""
        return any(word in self.what for word in _WATER)


_WATER = ("agua", "pozos", "riego", "sequía", "hidráulica")


def _p(  # noqa: PLR0913, PLR0917 - the columns of a table
    what: str,
    lead: str,
    shared: str,
    deliverable: str,
    proof: str,
    axis: str,
    where: str = "",
    counts: str = "0",
) -> Pattern:
    n = tuple(int(one) for one in counts.split())
    return Pattern(what, lead, tuple(shared.split()), deliverable, proof, axis, where, n)


# fmt: off
PATTERNS = (
    _p("Entregar el proyecto ejecutivo de la línea de conducción de agua en {place}", "CEA", "SIDUR", "Proyecto ejecutivo", "Proyecto ejecutivo firmado y acuse de recepción de la CEA", "2"),
    _p("Rehabilitar {n} pozos de agua potable en {place}", "CEA", "SH", "Pozos en operación", "Actas de entrega-recepción de los pozos y aforo de cada uno", "2", "", "2 3 4 5 6 8"),
    _p("Presentar el diagnóstico de fugas de la red de agua en {place}", "CEA", "", "Diagnóstico", "Diagnóstico publicado con plano de la red y acuse del ayuntamiento", "2"),
    _p("Concluir la repavimentación del acceso principal a {place}", "SIDUR", "JCIC SH", "Tramo concluido", "Acta de entrega-recepción de la obra y memoria fotográfica fechada", "2"),
    _p("Licitar la construcción del libramiento de {place}", "SIDUR", "SH SABG", "Fallo de licitación", "Fallo publicado en el sistema de contrataciones", "2", "ciudad"),
    _p("Conservar {n} kilómetros de camino rural en {place}", "JCIC", "SIDUR", "Kilómetros conservados", "Estimaciones finiquitadas y bitácora de obra firmada", "2", "", "8 12 15 18 22 28 35"),
    _p("Presentar el plan de abasto de medicamentos de la región de {place}", "SSA", "ISSSTESON SH", "Plan de abasto", "Plan firmado y reporte de existencias de cada unidad", "3"),
    _p("Poner en operación el quirófano del hospital general de {place}", "SSA", "SIDUR", "Quirófano en operación", "Licencia sanitaria y registro de la primera jornada quirúrgica", "3", "ciudad"),
    _p("Cubrir {n} plazas de personal médico en las unidades de salud de {place}", "SSA", "SH OM", "Plazas cubiertas", "Nombramientos firmados y nómina de la quincena", "3", "", "3 4 5 6 8 10"),
    _p("Instalar el módulo de atención a la salud mental en {place}", "SSA", "SEBIEN DIF", "Módulo instalado", "Acta de apertura y registro de atenciones del primer mes", "3"),
    _p("Dotar de agua a {n} escuelas sin servicio en {place}", "SEC", "CEA ISIE", "Escuelas con servicio", "Actas de cada plantel firmadas por su dirección", "3", "", "3 4 5 6 8 9"),
    _p("Rehabilitar {n} planteles de educación básica en {place}", "ISIE", "SEC SH", "Planteles rehabilitados", "Actas de entrega-recepción por plantel", "3", "", "3 4 5 6 8"),
    _p("Entregar uniformes y útiles escolares en {place}", "SEC", "SEBIEN", "Paquetes entregados", "Padrón firmado de personas beneficiarias", "2"),
    _p("Firmar el convenio de becas con la universidad de {place}", "IBEEES", "SEC SH", "Convenio firmado", "Convenio firmado y publicado", "3", "ciudad"),
    _p("Abrir la oferta de bachillerato en línea para {place}", "COBACH", "SEC", "Oferta abierta", "Registro de matrícula del primer periodo", "3"),
    _p("Instalar {n} cámaras de videovigilancia en {place}", "SSP", "SH SESESP", "Cámaras en operación", "Acta de puesta en marcha y prueba de enlace con el C5", "4", "", "12 18 24 30 40"),
    _p("Certificar a {n} elementos de la policía municipal de {place}", "C3", "SSP SESESP", "Elementos certificados", "Constancias vigentes en el registro nacional", "4", "", "15 20 25 35 45"),
    _p("Instalar la mesa regional de construcción de paz en {place}", "SEGOB", "SSP", "Mesa instalada", "Acta de instalación y calendario de sesiones", "4"),
    _p("Actualizar el atlas de riesgos de {place}", "CEPC", "SIDUR CEDES", "Atlas actualizado", "Atlas publicado y acuse del Centro Nacional de Prevención de Desastres", "4"),
    _p("Habilitar el refugio temporal de {place}", "CEPC", "DIF SEGOB", "Refugio habilitado", "Dictamen de seguridad y constancia de simulacro", "4"),
    _p("Abrir la ventanilla única de trámites en {place}", "COMERSON", "SET SH", "Ventanilla abierta", "Acta de apertura y manual de operación publicado", "1"),
    _p("Publicar el padrón actualizado de proveedores locales de {place}", "OM", "SABG", "Padrón publicado", "Liga pública al padrón con fecha de actualización", "1"),
    _p("Auditar el ejercicio del fondo de infraestructura social en {place}", "SABG", "SH", "Informe de auditoría", "Informe final notificado a la entidad auditada", "1"),
    _p("Conciliar el adeudo por agua en bloque con {place}", "SH", "CEA", "Convenio de pago", "Convenio de pago firmado por ambas partes", "1"),
    _p("Presentar el proyecto de presupuesto para obra hidráulica en {place}", "SH", "CEA SIDUR", "Anteproyecto", "Anteproyecto entregado con oficio y acuse", "1"),
    _p("Digitalizar el archivo del registro civil de {place}", "DGRC", "SEGOB AGE", "Archivo digitalizado", "Inventario de actas digitalizadas con huella de integridad", "1"),
    _p("Entregar apoyos a {n} personas productoras afectadas por la sequía en {place}", "SAGARHPA", "SH SEBIEN", "Apoyos entregados", "Padrón pagado y comprobantes de dispersión", "2", "", "60 85 120 150 210 340"),
    _p("Tecnificar {n} hectáreas de riego en {place}", "SAGARHPA", "CEA", "Hectáreas tecnificadas", "Actas de entrega por parcela y levantamiento georreferido", "2", "valle", "120 180 250 320 400 600"),
    _p("Ordenar la pesca ribereña en {place}", "IAES", "SAGARHPA", "Programa de ordenamiento", "Programa publicado y padrón de embarcaciones", "2", "costa"),
    _p("Instalar el parque industrial de {place}", "SET", "SPIS SIDUR", "Parque con servicios", "Constancia de factibilidad y contrato del primer inquilino", "2", "ciudad"),
    _p("Celebrar la ronda de negocios con empresas ancla en {place}", "SET", "PROSONORA", "Ronda celebrada", "Relación firmada de acuerdos comerciales", "2", "ciudad"),
    _p("Señalizar la ruta turística de {place}", "CFT", "SET SIDUR", "Ruta señalizada", "Acta de entrega-recepción de la señalización", "2", "turismo"),
    _p("Instalar paneles solares en {n} edificios públicos de {place}", "CEES", "OM SH", "Edificios con paneles", "Contratos de interconexión y primera factura", "2", "", "3 4 5 6 8"),
    _p("Conciliar {n} conflictos laborales colectivos en {place}", "STRAB", "CCL", "Conflictos resueltos", "Convenios ratificados ante el Centro de Conciliación", "2", "ciudad", "2 3 4 5"),
    _p("Abrir el centro de atención externa para mujeres en {place}", "SEMUJERES", "DIF SSP", "Centro abierto", "Acta de apertura y protocolo de atención vigente", "3"),
    _p("Instalar la casa de la niñez jornalera en {place}", "DIF", "SEBIEN STRAB", "Casa instalada", "Licencia de funcionamiento y padrón de niñas y niños", "3", "jornal"),
    _p("Actualizar el padrón de personas adultas mayores de {place}", "ISAAM", "SEBIEN", "Padrón actualizado", "Padrón validado con sello digital", "2"),
    _p("Consultar a los pueblos originarios sobre las obras en {place}", "CEDIS", "SIDUR SEGOB", "Consulta celebrada", "Actas de asamblea firmadas por las autoridades tradicionales", "3", "pueblos"),
    _p("Construir {n} acciones de vivienda en {place}", "COVES", "SEBIEN SH", "Viviendas terminadas", "Actas de entrega de cada vivienda", "2", "", "12 15 20 24 30 45"),
    _p("Regularizar la tenencia de {n} lotes en {place}", "ICRESON", "COVES SEGOB", "Títulos inscritos", "Folios reales inscritos", "2", "", "20 35 45 60 80 120"),
    _p("Clausurar el tiradero a cielo abierto de {place}", "CEDES", "PROAES", "Tiradero clausurado", "Acta de clausura y programa de saneamiento autorizado", "2"),
    _p("Restaurar el museo regional de {place}", "ISC", "SIDUR", "Museo abierto", "Acta de entrega-recepción y constancia de apertura", "3", "museo"),
    _p("Rehabilitar la unidad deportiva de {place}", "CODESON", "SIDUR", "Unidad rehabilitada", "Acta de entrega-recepción y memoria fotográfica fechada", "3"),
    _p("Renovar {n} unidades de transporte público en {place}", "FEMOT", "SH", "Unidades en servicio", "Tarjetones y registro del sistema de prepago", "2", "ciudad", "6 8 10 12 15 20"),
    _p("Dictaminar el proyecto de reforma a la ley de aguas que beneficia a {place}", "SCJ", "CEA SEGOB", "Dictamen jurídico", "Dictamen firmado y turnado al Congreso", "1"),
    _p("Presentar el calendario de difusión de obra concluida en {place}", "CGSECS", "", "Calendario", "Calendario autorizado por la Oficina", "1"),
)
# fmt: on
PROGRESS = (
    "Se integró el expediente técnico y se envió a revisión de la Secretaría de Hacienda.",
    "Se celebró la reunión de trabajo con el ayuntamiento; se acordaron los accesos al predio.",
    "La obra lleva el ritmo previsto; se anexan la estimación del mes y la memoria fotográfica.",
    "Se publicó la convocatoria y se recibieron las propuestas; el fallo se emitirá la semana próxima.",
    "Se capacitó al personal que operará el servicio y se levantó la lista de asistencia.",
    "Quedó firmado el instrumento; falta la publicación en el Boletín Oficial.",
    "Se recibió el dictamen de la dependencia federal, sin observaciones.",
    "Se concluyó la primera etapa; la segunda inicia al liberarse el recurso.",
    "Se continúa con la integración del expediente.",
)
OBSTACLES = (
    "El recurso federal no se ha radicado; se pidió a Hacienda el calendario de ministraciones.",
    "El predio tiene un litigio; la Consejería Jurídica revisa la posesión.",
    "La licitación se declaró desierta y debe repetirse.",
    "Falta el dictamen de impacto ambiental de la autoridad federal.",
)
RETURNS = (
    "Falta la evidencia del avance que se declara; adjunte el documento firmado.",
    "El porcentaje no corresponde con lo descrito; precise qué falta y para cuándo.",
    "El texto es igual al del reporte anterior; informe qué cambió.",
)
EXTENSION_REASONS = (
    "La dependencia federal amplió el plazo de su dictamen.",
    "Las lluvias impidieron los trabajos durante tres semanas.",
    "El proveedor incumplió y se rescindió el contrato; se adjudicará al segundo lugar.",
)
DECLINES = ("La materia corresponde a otra dependencia conforme a su reglamento interior.",)
VERIFICATIONS = (
    "Se revisó el medio de verificación contra el original y se visitó el sitio.",
    "Se cotejó el documento con el registro público; corresponde con lo comprometido.",
)
PARTIALS = ("Se acreditó la mayor parte de lo comprometido; lo que falta se registra como asunto nuevo.",)
CHATTER = (
    "¿Pueden confirmar si la visita al sitio sigue para el jueves?",
    "Recibido. Se integra el dato al informe de la próxima sesión.",
    "Favor de precisar la fuente del recurso; en la minuta aparece como estatal.",
    "El ayuntamiento pidió estar presente en la entrega; lo coordinamos con su cabildo.",
    "Se anexará la versión firmada en cuanto regrese de la Consejería.",
)
JUDGEMENTS = {
    5: "Está a la vista; falta la firma.",
    4: "Va conforme al calendario.",
    3: "Hay avance, pero depende de un dictamen que no llega.",
    2: "El ritmo no alcanza para el término.",
    1: "No se cumplirá en plazo; conviene decidir.",
}
FULFILLED = (
    "Se cumplió lo ordenado; se adjunta el medio de verificación comprometido.",
    "Concluido y en operación; se adjunta el documento firmado.",
    "Se entregó lo comprometido; el documento original obra en la dependencia.",
)
UNPROVEN = ("El documento no corresponde al lugar comprometido; falta el acta firmada por quien recibe.",)
SUSPENSIONS = (
    "La autoridad federal detuvo la ventanilla hasta nueva convocatoria.",
    "Se espera la resolución del amparo.",
)
VOIDED = ("Cambió la prioridad del programa.", "El ayuntamiento retiró la solicitud.")
UNFULFILLED = ("Venció el término sin evidencia y sin solicitud de prórroga.",)
DENIALS = (
    "No se acredita causa ajena a la dependencia.",
    "El motivo ya se había considerado en la prórroga anterior.",
)
REOPENINGS = ("Una queja ciudadana mostró que el servicio no quedó en operación.",)
CONFIRMED_DUTY = ("El reglamento interior asigna la materia a esta dependencia.",)
MILESTONES = (
    "Integrar el expediente técnico",
    "Obtener la suficiencia presupuestal",
    "Concluir la primera etapa",
    "Levantar el acta de entrega",
)

MAIN_MILESTONE = MILESTONES[2]
"""The one that weighs most."""
