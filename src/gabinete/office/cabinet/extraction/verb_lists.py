"""The verbs of administrative Spanish, as lists; what is done with them is in ``verbs``."""

from gabinete.office.cabinet.extraction.folding import words

RESULT = words("""
    acelerar oficiar recorrer reactivar agregar ceder condicionar confirmar desistir desinfectar detonar encuestar estructurar firmar fondear implementar indagar invitar llenar nivelar obsequiar ofertar posponer aplazar diferir prever reconocer redoblar regresar relanzar repartir revocar rezonificar simular solucionar sortear sugerir testar transitar triplicar
    abastecer abrir acondicionar acreditar activar actualizar adecuar adelantar adjudicar adjuntar administrar adoptar adquirir afinar
    agendar agilizar ajustar alinear ampliar anexar aplicar aportar aprobar aprovechar armar asegurar asesorar asfaltar asignar asumir
    atender auditar aumentar autorizar avisar ayudar bachear bajar calendarizar calificar cambiar canalizar cancelar capacitar capturar
    celebrar censar certificar circular citar clausurar cobrar colaborar colocar combatir comisionar compartir compilar completar comprar
    comunicar concentrar concertar conciliar concluir condonar conectar conformar consolidar constituir construir consultar contactar contestar
    contratar convenir convocar coordinar corregir cotizar crear cubrir cumplir dar definir dejar delimitar demoler depositar depurar
    desahogar desarrollar desazolvar desglosar designar desincorporar desplegar destinar detectar determinar devolver diagnosticar
    dictaminar difundir digitalizar diseñar disponer distribuir documentar donar dotar duplicar editar efectuar ejecutar elaborar elegir
    eliminar elevar emitir emprender enajenar encauzar enlistar entablar entregar enviar equipar establecer estandarizar estimar evaluar exhibir
    expedir explorar exponer extender facilitar facturar fijar finalizar financiar firmar focalizar formalizar formular fumigar generar
    georreferenciar gestionar girar habilitar hacer homologar identificar imprimir imponer impartir implantar implementar incluir
    incorporar incrementar indemnizar informar ingresar iniciar inscribir inspeccionar instalar instaurar instrumentar integrar intervenir
    inventariar invertir investigar invitar legalizar levantar liberar licitar limpiar liquidar llamar llevar localizar lograr mandar mantener mapear
    mejorar modernizar modificar monitorear montar mostrar nombrar normalizar notificar obtener ofrecer operar optimizar ordenar organizar otorgar
    pagar parametrizar participar pavimentar perforar poner preparar presentar presupuestar prestar priorizar procesar producir profesionalizar programar
    prohibir prorrogar proporcionar proponer proteger proveer proyectar publicar realizar reabrir reactivar readscribir reasignar recabar
    recalendarizar recaudar recibir reclasificar reconstruir recopilar recuperar redactar redistribuir reducir reforestar reforzar reformar
    registrar reglamentar regularizar rehabilitar reintegrar remitir remodelar remozar remover rendir renovar reparar replicar reponer reportar reprogramar
    requerir rescindir resguardar resolver respaldar responder restaurar restituir retirar reubicar reunir revisar rotular sancionar sanear
    seleccionar sembrar señalizar separar simplificar sistematizar solicitar solventar someter subir subsanar suministrar supervisar suprimir
    suscribir suspender sustituir tabular tener terminar timbrar trabajar tramitar transferir transmitir transparentar trasladar turnar
    ubicar unificar usar utilizar vacunar validar valorar vender verificar vigilar vincular visitar votar zonificar practicar gestar
    reestructurar ratificar capitalizar convertir iluminar repavimentar retomar reanudar depositar facultar delegar
    proceder tomar subastar permutar arrendar rentar apoyar brindar garantizar fortalecer acudir acompañar aclarar acordar agotar
    analizar estudiar promover impulsar fomentar propiciar procurar continuar seguir buscar contribuir favorecer estimular potenciar
    incentivar explicar sensibilizar concientizar reflexionar considerar plantear dialogar socializar reiterar exhortar instruir
    encargar encomendar recomendar retroalimentar intensificar reemplazar retabular sincronizar migrar resarcir articular
    redactar anotar escanear pegar sacar surtir rellenar mover transportar comprobar entrevistar enterar hablar pasar traer checar conseguir armar pedir ver marcar afianzar destacar efectuar condonar volver juntar sesionar sentar apartar prestar inscribir regalar atraer
    abonar absorber aceptar acercar acotar adaptar adherir adoquinar afiliar aislar ajardinar alcanzar alertar alimentar allanar almacenar alojar
    alternar amortizar amparar anclar apegar apercibir aperturar aplanar arbolar archivar argumentar arreglar asentar asistir atenuar autentificar
    avalar averiguar balancear balizar bordar borrar buzonear calcular caracterizar cargar cartografiar catalogar centralizar cesar ceñir clasificar
    codificar colectar comenzar compactar compensar computar conceder concursar condensar conducir confrontar congelar conservar consignar consumir
    contabilizar contemplar contrarrestar controlar conveniar corroborar cortar costear cotejar cuantificar cuidar culminar custodiar debatir declarar
    deducir demarcar demostrar denunciar derivar derogar derribar desafectar desalojar desarticular descacharrizar descargar descentralizar
    desclasificar describir desechar desempeñar deshierbar desmantelar desmontar desocupar despachar desplazar destituir desviar diferenciar dirigir
    disminuir dispensar disponibilizar dividir dragar ejercer empadronar emplazar encabezar encarpetar enderezar enlazar enmallar enmendar ensanchar
    ensayar enseñar erogar erradicar esclarecer escoltar esterilizar estipular etiquetar evacuar evitar examinar exigir eximir expandir expropiar
    fincar fiscalizar foliar forestar formar frenar fundamentar fundar fusionar grabar gravar guarecer guiar higienizar hospedar impedir
    impermeabilizar impugnar inhumar inmovilizar inmunizar innovar insertar instar interconectar internar interponer interpretar introducir izar
    jerarquizar justificar lavar limitar maximizar mediar medir mitigar motivar movilizar multar municipalizar negociar nutrir observar omitir oxigenar
    parchar perfeccionar perfilar permitir planear planificar plantar poblar precisar premiar prescribir presidir prevenir privilegiar probar promulgar
    protocolizar publicitar quitar racionalizar readecuar reafirmar realinear rebajar recalcular recalibrar recategorizar recoger recolectar reconducir
    reconvenir recortar rectificar recurrir redefinir redimensionar rediseñar reembolsar reencarpetar reencauzar reestablecer refinanciar refrendar
    relevar remarcar rematar remediar remunerar reprobar resellar reservar reseñar responsabilizar restablecer restringir resumir retener retribuir
    reutilizar revalidar revertir robustecer saldar salvaguardar secar sectorizar segmentar semaforizar situar socorrer sufragar supeditar suplir
    sustentar tasar techar tecnificar tipificar transcribir transformar traspasar trazar uniformar vaciar ventilar viabilizar viajar visibilizar zanjar
    abstener rastrear divulgar
    avanzar pintar podar regar sellar tapar cerrar bloquear cercar bardear electrificar urbanizar escriturar titular inaugurar arrancar iniciar
    """)
"""Verbs that begin what is to be done. Weak ones are here too: they are agreements, badly worded."""

WEAK = words("""
    impulsar promover fomentar fortalecer analizar estudiar considerar continuar seguir procurar propiciar buscar contribuir favorecer
    coordinar coadyuvar colaborar apoyar trabajar participar intensificar mejorar reflexionar valorar explorar gestionar atender
    vigilar incentivar potenciar estimular sensibilizar concientizar dialogar revisar dar articular avanzar ayudar acompañar
    """)
"""Verbs whose end nobody can verify."""

RHETORICAL = words("""
    seguir continuar trabajar luchar apoyar buscar mejorar fortalecer impulsar avanzar estar ser salir lograr ver hacer poner dar tener ir decir
    cumplir consolidar transformar combatir acompañar caminar defender contribuir mantener crecer vivir dejar permitir servir ganar
    """)
"""What speeches promise: in a quotation they need a date or a figure to be believed."""

STATES = words("""
    ser estar haber tener poder contar permitir beneficiar abarcar consistir representar servir significar corresponder durar costar entrar
    quedar surtir existir implicar depender constar parecer resultar seguir deber querer saber conocer convertir ayudar facilitar generar contribuir tratar
    caber proceder comprender contener requerir necesitar encontrar ascender alcanzar obedecer regir aplicar constituir incluir formar favorecer coadyuvar
    impactar derivar esperar iniciar comenzar concluir terminar finalizar llegar pasar asistir participar ocurrir suceder
    permanecer repetir mantener acudir acompañar presidir encabezar reflejar traducir sumar crecer sentir vivir tocar tener mejorar volver
    """)
"""Verbs that in the future tense usually describe what will be, not what somebody must do."""

ACTS = words(
    "iniciar comenzar concluir terminar finalizar aplicar facilitar generar constituir incluir mejorar participar acompañar sumar permitir"
)
"""Of those, the ones that are a duty when somebody with a name does them («la SIDUR iniciará la obra»)."""

_NOUNS = """
abasto:abastecer|acondicionamiento:acondicionar|actualización:actualizar|adecuación:adecuar|adquisición:adquirir|ajuste:ajustar|alineación:alinear
ampliación:ampliar|análisis:analizar|apertura:abrir|aplicación:aplicar|aprobación:aprobar|asignación:asignar|atención:atender|calendarización:calendarizar
capacitación:capacitar|capacitaciones:impartir capacitaciones|celebración:celebrar|colocación:colocar|compra:comprar|conclusión:concluir|conformación:conformar
consolidación:consolidar|constitución:constituir|construcción:construir|contratación:contratar|convocatoria:convocar|coordinación:coordinar|creación:crear
cumplimiento:cumplir|definición:definir|depuración:depurar|desarrollo:desarrollar|designación:designar|difusión:difundir|digitalización:digitalizar|diseño:diseñar
distribución:distribuir|donación:donar|edición:editar|ejecución:ejecutar|elaboración:elaborar|elección:elegir|emisión:emitir|enajenación:enajenar|entrega:entregar|envío:enviar
equipamiento:equipar|establecimiento:establecer|estandarización:estandarizar|evaluación:evaluar|expedición:expedir|firma:firmar|formalización:formalizar
formulación:formular|fortalecimiento:fortalecer|generación:generar|gestión:gestionar|habilitación:habilitar|homologación:homologar|identificación:identificar
impartición:impartir|implementación:implementar|implantación:implantar|impulso:impulsar|incorporación:incorporar|incremento:incrementar|inicio:iniciar
inscripción:inscribir|inspección:inspeccionar|instalación:instalar|instrumentación:instrumentar|integración:integrar|inventario:inventariar|levantamiento:levantar|licitación:licitar
limpieza:limpiar|liberación:liberar|mantenimiento:dar mantenimiento|mejora:mejorar|mejoramiento:mejorar|modernización:modernizar|modificación:modificar|nombramiento:nombrar|notificación:notificar
obtención:obtener|operación:operar|ordenamiento:ordenar|organización:organizar|otorgamiento:otorgar|pago:pagar|pavimentación:pavimentar|perforación:perforar|planeación:planear|preparación:preparar|presentación:presentar
priorización:priorizar|programación:programar|promoción:promover|publicación:publicar|realización:realizar|reactivación:reactivar|reconstrucción:reconstruir
recopilación:recopilar|recuperación:recuperar|reducción:reducir|reestructura:reestructurar|reestructuración:reestructurar|reforestación:reforestar|reforma:reformar|registro:registrar|regularización:regularizar
rehabilitación:rehabilitar|remodelación:remodelar|remisión:remitir|rendición:rendir|renovación:renovar|reparación:reparar|reposición:reponer|rescisión:rescindir|restauración:restaurar|reubicación:reubicar
revisión:revisar|seguimiento:dar seguimiento|seguimientos:dar seguimiento|selección:seleccionar|señalización:señalizar|simplificación:simplificar|sistematización:sistematizar|sustitución:sustituir|suscripción:suscribir|supervisión:supervisar
transferencia:transferir|trámite:tramitar|traslado:trasladar|unificación:unificar|validación:validar|verificación:verificar|vinculación:vincular|visita:visitar
cierre:cerrar|retiro:retirar|bacheo:bachear|desazolve:desazolvar|fumigación:fumigar|vacunación:vacunar|poda:podar|clausura:clausurar|suspensión:suspender|cancelación:cancelar|demolición:demoler|reforzamiento:reforzar|reapertura:reabrir|arranque:arrancar|vigilancia:vigilar|cesión:ceder|condonación:condonar|permuta:permutar|subasta:subastar|desincorporación:desincorporar|diferimiento:diferir|redacción:redactar|monitoreo:monitorear|desalojo:desalojar|remoción:remover|intervención:intervenir|armado:armar|dotación:dotar|suministro:suministrar|desmantelamiento:desmantelar|saneamiento:sanear|pinta:pintar|recarpeteo:reencarpetar|rastreo:rastrear|nivelación:nivelar|canalización:canalizar|certificación:certificar|acreditación:acreditar|divulgación:divulgar
"""
NOUNS = dict(pair.split(":") for line in _NOUNS.strip().splitlines() for pair in line.split("|"))
"""Action nouns and the verb they come from."""

_SUBJUNCTIVES = """
dé:dar|den:dar|haga:hacer|hagan:hacer|ponga:poner|pongan:poner|proponga:proponer|propongan:proponer|disponga:disponer|dispongan:disponer|imponga:imponer|exponga:exponer|expongan:exponer|reponga:reponer|repongan:reponer
tenga:tener|tengan:tener|mantenga:mantener|mantengan:mantener|obtenga:obtener|obtengan:obtener|intervenga:intervenir|intervengan:intervenir|convenga:convenir|rinda:rendir|rindan:rendir|corrija:corregir|corrijan:corregir|elija:elegir|elijan:elegir
siga:seguir|sigan:seguir|invierta:invertir|inviertan:invertir|transfiera:transferir|transfieran:transferir|requiera:requerir|requieran:requerir|adquiera:adquirir|adquieran:adquirir|constituya:constituir|constituyan:constituir
construya:construir|construyan:construir|distribuya:distribuir|distribuyan:distribuir|instruya:instruir|instruyan:instruir|incluya:incluir|incluyan:incluir|concluya:concluir|concluyan:concluir|sustituya:sustituir|sustituyan:sustituir
restituya:restituir|contribuya:contribuir|contribuyan:contribuir|devuelva:devolver|devuelvan:devolver|resuelva:resolver|resuelvan:resolver|remueva:remover|promueva:promover|promuevan:promover|establezca:establecer|establezcan:establecer
fortalezca:fortalecer|fortalezcan:fortalecer|ofrezca:ofrecer|ofrezcan:ofrecer|abastezca:abastecer|favorezca:favorecer|reduzca:reducir|reduzcan:reducir|produzca:producir|produzcan:producir|proteja:proteger|protejan:proteger
cierre:cerrar|cierren:cerrar|despliegue:desplegar|desplieguen:desplegar|encomiende:encomendar|encomienden:encomendar|recomiende:recomendar|extienda:extender|extiendan:extender|atienda:atender|atiendan:atender|vaya:ir|vayan:ir
muestre:mostrar|muestren:mostrar|acuerde:acordar|acuerden:acordar|convierta:convertir|venda:vender|provea:proveer|provean:proveer|reúna:reunir|reúnan:reunir|evalúe:evaluar|evalúen:evaluar|continúe:continuar|continúen:continuar|efectúe:efectuar|efectúen:efectuar
actúe:actuar|envíe:enviar|envíen:enviar|amplíe:ampliar|amplíen:ampliar|licite:licitar|riegue:regar|siembre:sembrar|siembren:sembrar|pueda:|puedan:|sea:ser|sean:ser|vuelva:volver|vuelvan:volver|traiga:traer|traigan:traer|vea:ver|vean:ver|pida:pedir|pidan:pedir|mida:medir|midan:medir|consiga:conseguir|consigan:conseguir|refuerce:reforzar|refuercen:reforzar|renueve:renovar|renueven:renovar|apruebe:aprobar|aprueben:aprobar
compruebe:comprobar|comprueben:comprobar|comience:comenzar|comiencen:comenzar|empiece:empezar|empiecen:empezar|sugiera:sugerir|sugieran:sugerir|repita:repetir|repitan:repetir|diga:decir|digan:decir|oiga:oír|oigan:oír|conduzca:conducir|conduzcan:conducir|traduzca:traducir|traduzcan:traducir
encuentre:encontrar|encuentren:encontrar|mueva:mover|muevan:mover|siente:sentar|sienten:sentar|defienda:defender|defiendan:defender|introduzca:introducir|introduzcan:introducir|conozca:conocer|conozcan:conocer|abstenga:abstener|abstengan:abstener|suscriba:suscribir|suscriban:suscribir|remita:remitir|remitan:remitir
"""
IRREGULAR_SUBJUNCTIVES = dict(
    pair.split(":") for line in _SUBJUNCTIVES.strip().splitlines() for pair in line.split("|")
)

IRREGULAR_FUTURES = {
    "har": "hacer", "dir": "decir", "tendr": "tener", "pondr": "poner", "propondr": "proponer", "dispondr": "disponer",
    "expondr": "exponer", "impondr": "imponer", "repondr": "reponer", "mantendr": "mantener", "obtendr": "obtener",
    "contendr": "contener", "vendr": "venir", "intervendr": "intervenir", "convendr": "convenir", "saldr": "salir",
    "deber": "deber", "ser": "ser", "estar": "estar", "podr": "poder", "habr": "haber", "sabr": "saber", "querr": "querer", "cabr": "caber", "valdr": "valer",
}  # fmt: skip

IRREGULAR_PRETERITES = {
    "hic": "hac", "d": "dar", "tuv": "ten", "pus": "pon", "propus": "propon", "dispus": "dispon", "expus": "expon", "mantuv": "manten",
    "obtuv": "obten", "redu": "reduc", "reduj": "reduc", "construy": "constru", "distribuy": "distribu", "incluy": "inclu", "concluy": "conclu",
    "constituy": "constitu", "instruy": "instru", "sustituy": "sustitu", "intervin": "interven", "convin": "conven",
}  # fmt: skip

IRREGULAR_PARTICIPLES = {
    "abierto": "abrir", "cubierto": "cubrir", "dispuesto": "disponer", "escrito": "escribir", "suscrito": "suscribir",
    "hecho": "hacer", "propuesto": "proponer", "puesto": "poner", "resuelto": "resolver", "devuelto": "devolver",
    "expuesto": "exponer", "impreso": "imprimir", "electo": "elegir", "inscrito": "inscribir",
}  # fmt: skip

PAST = words("""
    informo informaron presento presentaron expuso expusieron explico explicaron comento comentaron senalo senalaron destaco menciono
    mencionaron indico indicaron preciso detallo reporto reportaron rindio rindieron realizo realizaron entrego entregaron inicio concluyo
    concluyeron mostro mostraron dio dieron agradecio agradecieron reconocio recordo subrayo refirio manifesto manifestaron anadio
    agrego pidio pidieron propuso propusieron acordo acordaron aprobo aprobaron ofrecio ofrecieron acepto aceptaron reitero pregunto respondio contesto dijo dijeron aseguro afirmo hizo hicieron tuvo tuvieron fue fueron llevo llevaron conto instalo instalaron recibio recibieron
    """)
