"""Labels of lines that say one thing of an agreement: «Responsable:», «Plazo:», «Indicador:»."""

import re

WHO_LABEL = r"(?:(?:area|dependencia|unidad|entidad|institucion|organismo|organo|instancia|persona|actor|direccion)(?:es|s)?(?:\s+[ouy/]\s+\w+)?\s+)?(?:responsables?|ejecutor[ae]s?|encargad[oa]s?|asignad[oa] a|corresponsables?|quien|a cargo|ejecutor(?:es)?|titular responsable)(?:\s+del? (?:la |su )?(?:ejecucion|cumplimiento|seguimiento|atencion|implementacion|coordinacion|compromiso|accion|actividad))?\s*(?:\(e?s\))?"
WHEN_LABEL = r"(?:plazos?|fechas?|terminos?|vencimiento|entrega|cuando|tiempo)(?:\s+(?:de|para)\s+(?:el |su |la )?(?:cumplimiento|entrega|termino|cierre|ejecucion|conclusion|implementacion|inicio y (?:de )?(?:termino|fin|conclusion)|compromiso)(?: del (?:compromiso|acuerdo))?|\s+(?:compromiso|limite|programada|estimada|maxima|comprometida))*"
ATTRIBUTE = re.compile(
    rf"^\W*(?:(?P<who>{WHO_LABEL})|(?P<when>{WHEN_LABEL})|(?P<other>estatus|estado|avance|prioridad|observaciones|producto|denominacion|nombre(?: del (?:compromiso|proyecto))?|titulo|linea de base|metas?|presupuesto|objetivos?|problematica|antecedentes|justificacion|alcance|otros actores(?: involucrados)?|contacto|eje|fecha(?: estimada)? de inicio|inicio|linea base|problema|poblacion objetivo|valor(?:es)?|cobertura|evidencia|entregable|medio de verificacion|indicador|lugar|hora))\s*[:=]\s*",
    re.IGNORECASE,
)
