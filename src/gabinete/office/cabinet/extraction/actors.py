"""Who: phrases that name an office, a body or a person, as written."""

import re
from dataclasses import dataclass

from gabinete.foundation.org.directory import Directory
from gabinete.office.cabinet.extraction.folding import fold, is_shouting, one_space, words

_HEADS = words("""
    cada secretario secretaria secretarios secretarias subsecretario subsecretaria subsecretarios director directora directores directoras direccion direcciones subdirector subdirectora subdireccion
    titular titulares gobernador gobernadora ejecutivo comision comisiones comisionado comisionada instituto institutos coordinacion coordinaciones coordinador coordinadora coordinadores
    tesorero tesorera tesoreria sindico sindica sindicatura ayuntamiento ayuntamientos municipio municipios alcaldia alcaldias alcalde alcaldesa alcaldes consejo consejos consejero consejera comite comites subcomite subcomites
    jefatura jefe jefa jefes departamento departamentos unidad unidades oficina oficinas oficialia oficial delegacion delegado delegada delegados presidente presidenta presidentes presidencia regidor regidora regidores regiduria
    gerencia gerente gerencias ministerio ministro ministra ministerios universidad universidades rector rectora rectoria empresa empresas dependencia dependencias entidad entidades enlaces enlace integrantes miembros
    organo organos contraloria contralor contralora fiscalia fiscal procuraduria procurador junta patronato fideicomiso colegio centro sistema administracion division seremi intendente intendencia prefectura prefecto
    viceministerio viceministro superintendencia corporacion concejo concejal concejala consejeria pleno mesa grupo equipo area areas secretariado vocal vocales representante representantes responsables encargado encargada
    gobierno gobiernos federacion estado autoridad autoridades todos todas ambas ambos servicios hospital jurisdiccion policia camara camaras sindicato asociacion fundacion agencia agencias organismo organismos paramunicipal
    ingeniero ingeniera licenciado licenciada arquitecto arquitecta doctor doctora maestro maestra contador contadora mandatario mandataria municipe edil subdelegado subgerente capitania zona defensa guardia ejercito marina congreso
    proveedor contratista concesionaria concesionario operador organizacion organizaciones institucion instituciones sector planta participantes asistentes presentes comisaria comisario auditor auditoria defensoria defensor tribunal
    funcionarios funcionario colaboradores gabinete subcomision registro archivo boletin museo biblioteca radio fondo banco cfe conagua imss issste infonavit inegi dif cabildo vicepresidencia viceconsejeria asesor asesora asesores comunicacion
    representacion representaciones organizaciones proteccion agricultura tesoreros ciudadanos modulos modulo ejido partido consorcio proveedores notario seccion observatorio facultad escuela plantel colegios patronatos interventor
    comandante residente promotor promotora municipalidades municipalidad burgomaestre burgomaestres capitan teniente coronel general mesa locatarios concesionarios constructora comercializadora tesoreria
    presidentas regidoras sindicas tesoreras corporaciones agrupaciones subsecretarias subdirecciones presidencias coordinadoras gerentes juntas asociaciones sindicatos universidades facultades tecnologicos tecnologico senadora senador
    administrador administradora edilicia concejales contralores ediles cronista superintendente comites subcomites directivos directiva brigada brigadas cuadrilla capitania almacen juridico contratistas despacho mandos fedatario albergue policia bomberos transito
    procurador notaria juzgado magistrado diputado diputada diputados legislatura personal supervisor supervisora director-general analista abogado abogada productores cooperativa cooperativas comunidades agricultores ganaderos pescadores transportistas permisionarios maestros docentes prestadores hoteleros laboratorio profesionales profesional lider usuarios vecinos comunidad ciudadania cuerpo
    """)
_CITIZENS = re.compile(
    r"\b(?:vecin[oa]s?|ciudadan[oa]s?|habitantes|asistentes|lider(?:esa)?|madres|padres|poblador(?:es)?|manifestantes|peticionari[oa]s?|publico|productores|comerciantes|regidor|regidora|concejal[a]?|diputad[oa]|participantes?|solicitantes?|colon[oa]s|comunidad|usuarios|quienes suscriben)\b"
)
_PERSON = re.compile(
    r"^(?:(?:(?i:lic|ing|arq|dra?|mtr[oa]|profra?|prof|sra?|comte|cmdte)|C|Lic|Ing|Arq|Dr|Dra|Mtro|Mtra|Prof|Profa|Sr|Sra|Abog|Gral|Cap|QFB|LAE|Lcda|Lcdo|MVZ|CP|Psic|Biol|Biól|Profr|Profra|Tec|Téc|Enf|Comte|Cmdte|Cmte|Tte|Cnel|Sgto|Pbro|Econ|Abg|Adv|Soc|Antrop|Quim|LCP|LIC|ING|Mag|Dip|Reg|Ma|[A-ZÁÉÍÓÚ])\.|Don|Doña)\s*(?:[A-ZÁÉÍÓÚÑ])"
)
_NAME = re.compile(
    r"^(?:[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+)(?:\s+(?:de|del|la|las|los|y|[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+)){1,5}$"
)
_ARTICLE = re.compile(
    r"^\s*(?:(?:,|y|e|que|por|con|asi como|tambien|a|al|a la|a los|a las|el|la|los|las|del|de la|de los|de las|de|su|nuestro|nuestra|ciudadan[oa]|mism[oa]s?|propi[oa]s?|c\.|el c\.|la c\.)\s+)+",
    re.IGNORECASE,
)
_CONNECTORS = re.compile(
    r"^\s*(?:[,;:.\-–—]|(?:y|e|que|pero|mientras|en tanto|por su parte|por su lado|por otra parte|por otro lado|de igual (?:manera|forma|modo)|de la misma (?:manera|forma)|del mismo modo|asimismo|asi mismo|ademas|tambien|adicionalmente|finalmente|por ultimo"
    r"|igualmente|al respecto|en este sentido|en ese sentido|para ello|para lo cual|por lo anterior|por lo que|en consecuencia|de esta (?:manera|forma)|a su vez|en su intervencion|al final|posteriormente|acto seguido|a continuacion|durante (?:el|la) (?:encuentro|reunion|sesion|evento)|de ser el caso|en su caso|pronto|proximamente|en breve|ya|hoy|ahora|actualmente|igualmente|en respuesta|al termino|por ahora|una vez (?:analizado|discutido) el punto)\b)+[,\s]*"
)
_TOGETHER = re.compile(
    r",?\s*\b(?:en (?:coordinacion|conjunto|colaboracion|corresponsabilidad|acompañamiento|acompanamiento) con|conjuntamente con|de manera (?:conjunta|coordinada) con|con (?:el |la )?(?:apoyo|acompañamiento|acompanamiento|participacion|intervencion|colaboracion|concurso|coordinacion) de|junto con|de la mano (?:de|con)|entre (?=(?:los|las) (?:mism[oa]s|propi[oa]s) (?:integrantes|miembros|dependencias|areas|titulares)))\s*(?P<who>(?:el|la|los|las|del|al)?\s*[^,.;()]{2,120}?)(?=,|\.|;|\)|$|\s+[ye]\s+(?:[a-z]+r(?:a|an)|[a-z]{3,}[aei]r)\b|\s+(?:para|a fin|y que|de manera|a mas tardar|antes|en un plazo)\b)"
)
_ACRONYM = re.compile(r"\b(?:[A-ZÁÉÍÓÚÑ]{2,}[A-ZÁÉÍÓÚÑ0-9/-]*|[A-ZÁÉÍÓÚÑ](?:\.[A-ZÁÉÍÓÚÑ])+\.?)\b")
_COUNTED = re.compile(
    r"^(?:(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|\d{1,2}|ambos|ambas|cada un[oa] de (?:los|las)|dich[oa]s?|est[ea]|est[oa]s|citad[oa]s?|referid[oa]s?|nuev[oa]s?|demas|distint[oa]s|divers[oa]s|propi[oa]s?) )+",
    re.IGNORECASE,
)
"""What may stand before the head of a name: «los cinco ayuntamientos», «dicha dependencia»."""
_TELLS = re.compile(r"\b[^\W\d_]{3,}(?:aron|ieron|aban)\b|\b[^\W\d_]{2,}ó\b")
"""A verb that tells something: then a phrase is a sentence and not a name."""
_AREAS = words(
    "juridico recursos adquisiciones obras finanzas sistemas informatica compras nomina planeacion contabilidad almacen transparencia logistica"
    " catastro turismo desarrollo participacion servicios alumbrado parques fiscalizacion patrimonio vialidad oficialia salud educacion hacienda seguridad bienestar economia movilidad protocolo prensa tecnologias vinculacion ecologia deportes cultura"
)
"""Areas called by their matter alone, with a capital: «Jurídico revisará…»."""
_ALONE = re.compile(
    r"^(?!(?:QUE|LOS|LAS|DEL|POR|CON|PARA|UNA|ESTE|ESTA|SUS|COMO|NOTA|ACTA)$)[A-ZÁÉÍÓÚÑ]{3,12}$"
)
_LONE_ACRONYM = re.compile(
    r"^(?![A-Z]*(?:AR|ER|IR|ON|AD|OS|AS|DO|DA|TE|OR|ES|AL|EL|LA|SE|QUE|EN)$)[A-Z]{3,7}$"
)
"""An acronym alone, even where everything is in capitals: not with the ending of a word."""
_CALLED = re.compile(r"(?:^|[,;:.¿¡]\s*)(?P<who>[^,;:.]{3,80}),\s*$")
_TITLED = re.compile(
    r"(?:y )?(?:licenciad[oa]|ingenier[oa]|arquitect[oa]|doctora?|profesora?|maestr[oa]|contadora?|directora?|comandante|tesorer[oa]|secretari[oa]|sindic[oa])\b"
)
_LONGEST = 170


@dataclass(frozen=True, slots=True)
class Together:
    """Whoever shares the task, and where the phrase that says so stands."""

    who: str
    start: int
    end: int


def bare(who: str) -> str:
    """Return a phrase without the articles and connectors around it, in one line.

    Example:
        >>> bare("a la Secretaría de Hacienda,")
        'Secretaría de Hacienda'
    """
    one = re.split(r",?\s+(?:por conducto de|por medio de|(?:aqui|ahí|ahi|aquí) presente)\b", one_space(who))[
        0
    ]
    one = one.strip(' ,;:.()–—-"“”«»')
    if one and who.rstrip().endswith(".") and re.search(r"(?:\b[A-Z]\.){1,}[A-Z]$", one):
        one += "."
    if one.count("(") > one.count(")"):
        one += ")"
    return _ARTICLE.sub("", one).strip()


def without_connectors(folded: str) -> int:
    """Return how many characters of connectors («Asimismo,») a clause opens with."""
    hit = _CONNECTORS.match(folded)
    return hit.end() if hit else 0


def is_office(phrase: str, directory: Directory) -> bool:
    """Return whether a phrase surely names an office: by its head or in the directory, not by its shape alone."""
    name = bare(phrase)
    matches = directory.match(name)
    known = bool(matches and matches[0].start <= 3)  # noqa: PLR2004
    return bool(name) and len(name) <= _LONGEST and (_is_office(name) or known)


def is_actor(phrase: str, directory: Directory) -> bool:
    """Return whether a phrase names somebody who can be given a task."""
    name = bare(phrase)
    if not name or len(name) > _LONGEST or _TELLS.search(name):
        return False
    opening = name.split(",")[0]
    pieces = re.split(r"\s*/\s*|\s+y\s+", name)
    if len(pieces) > 1 and all(
        re.fullmatch(r"[A-ZÁÉÍÓÚÑ]{2,8}", piece) or directory.match(piece) for piece in pieces
    ):
        return True
    joined = re.split(r"\s+y\s+(?:el|la|los|las)\s+", name)
    if len(joined) > 1 and all(is_actor(piece, directory) for piece in joined):
        return True
    if _is_office(name) or _is_acronym(phrase, opening, directory) or directory.knows_person(name):
        return True
    matches = directory.match(name)
    return bool(matches and matches[0].start <= 3) or bool(_NAME.match(name))  # noqa: PLR2004


def _is_office(name: str) -> bool:
    first = re.match(r"[^\W\d_]+", fold(_COUNTED.sub("", name)))
    if (first and first[0] in _HEADS) or _PERSON.match(name):
        return True
    return bool(first and first[0] in _AREAS and name[0].isupper() and not is_shouting(name))


def _is_acronym(phrase: str, opening: str, directory: Directory) -> bool:
    if _LONE_ACRONYM.match(opening) or (not directory.shouts and _ALONE.match(opening)):
        return True
    few = len(opening.split()) <= 4  # noqa: PLR2004
    return not is_shouting(phrase) and few and _ACRONYM.match(opening) is not None


def actor_before(clean: str, start: int, end: int, directory: Directory) -> str:
    """Return who the words before a verb name, its clauses dropped from the left; empty when nobody."""
    text = clean[start:end]
    openings = [0, *(hit.end() for hit in re.finditer(r"[,;]\s+|\.\s+(?=[A-ZÁÉÍÓÚÑ])|\bque\s+", text))]
    for opening in openings:
        piece = text[opening:]
        name = re.sub(
            r",?\s*(?:por su (?:parte|lado)|a su vez)$", "", bare(piece[without_connectors(fold(piece)) :])
        )
        name = re.sub(r"[\s,]+(?:se|no|le|les|también|tambien|además|ademas|asimismo)$", "", name)
        if is_actor(name, directory):
            return name
    return ""


def called_before(text: str, directory: Directory) -> str:
    """Return who is called right before a verb, in speech («A ver, arquitecto Galindo, |»); empty when nobody."""
    hit = _CALLED.search(text)
    name = bare(hit["who"]) if hit else ""
    return name if name and (_TITLED.match(fold(name)) or is_actor(name, directory)) else ""


def is_citizen(phrase: str) -> bool:
    """Return whether who speaks asks instead of deciding: neighbours, a single councillor, a petitioner."""
    return bool(_CITIZENS.search(fold(phrase)))


def together(clean: str, folded: str, start: int, end: int) -> list[Together]:
    """Return those with whom the task is shared («en coordinación con la SIDUR»)."""
    return [
        Together(bare(clean[hit.start("who") : hit.end("who")]), hit.start(), hit.end())
        for hit in _TOGETHER.finditer(folded, start, end)
    ]


def split_actors(who: str, directory: Directory) -> list[str]:
    """Return each of the actors a phrase joins with commas and «y», as written.

    A comma or «y» only separates when what follows is an actor by itself: «Secretaría de Infraestructura y
    Desarrollo Urbano» is one.
    """
    pieces = re.split(
        r"(\s*/\s*|\s*;\s*|\s*,\s*(?:y |e |asi como |así como )?(?:a |al )?|\s+(?:y|e|Y|E|así como|asi como)\s+(?:a |al |con )?)",
        one_space(who),
    )
    parts = [pieces[0]]
    for separator, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if separator.strip() == "," and _PERSON.match(bare(piece)) and _is_office(bare(parts[-1])):
            parts[-1] += separator + piece  # «la titular de la SIDUR, Ing. Martha Quijada»
            continue
        article = re.match(
            r"\s*(?:(?:a )?(?:el|la|los|las|al|todos?|todas?)\s|[A-ZÁÉÍÓÚÑ]{3,}\b)",
            piece,
            re.IGNORECASE if not separator.strip() else 0,
        )
        if (
            _starts_actor(piece, directory)
            and not _inside_a_name(parts[-1] + separator + piece, piece, directory)
        ) or (article and is_actor(piece, directory) and "/" in separator):
            parts.append(piece)
        else:
            parts[-1] += separator + piece
    return [name for name in (bare(part) for part in parts) if name]


def _starts_actor(piece: str, directory: Directory) -> bool:
    name = bare(piece)
    first = re.match(r"[^\W\d_]+", fold(name))
    if first and first[0] in _HEADS:
        return True
    if _PERSON.match(name) or _ACRONYM.match(name) or directory.knows_person(name):
        return True
    return any(match.start == 0 for match in directory.match(name))


def _inside_a_name(joined: str, piece: str, directory: Directory) -> bool:
    """Return whether a piece is the tail of a name of the directory («…y Servicios Sociales…»)."""
    at = len(joined) - len(piece)
    return any(match.start < at < match.end for match in directory.match(joined))
