"""A few weeks of an office, made through the actions themselves: enough rows to fill every screen of the journeys."""

import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from gabinete.foundation.audit.acts import act
from gabinete.foundation.documents.actions import store
from gabinete.foundation.documents.models import Document
from gabinete.kernel.terms import Term
from gabinete.office.followup import actions
from gabinete.office.followup.models import Matter
from gabinete.office.followup.orders import (
    Judgement,
    NewEnd,
    NewExtension,
    NewMatter,
    NewMilestone,
    NewReport,
    Origin,
)
from gabinete.office.strategy.models import PlanLevel, PlanNode
from tests.cast import Cast
from tests.office.followup.stage import make_calendar

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TEXTS = (
    ("CEA", "Proyecto ejecutivo del tramo 2 del acueducto Río Sonora", "Que la CEA entregue el proyecto ejecutivo del tramo 2 del acueducto a más tardar el 18 de diciembre.", "Proyecto ejecutivo firmado y acuse de recepción"),
    ("CEA", "Padrón de escuelas sin agua entubada", "Que la CEA integre con Educación el padrón de escuelas sin agua entubada.", "Padrón publicado en el portal"),
    ("SIDUR", "Rehabilitación del puente El Novillo", "Que SIDUR concluya la rehabilitación del puente El Novillo y retire los desvíos.", "Acta de entrega-recepción de la obra"),
    ("SSA", "Abasto de medicamentos para la temporada invernal", "Que Salud Pública presente en quince días hábiles el plan de abasto para la temporada invernal.", "Plan de abasto firmado"),
    ("CEA", "Tarifas de agua para municipios de la sierra", "Que la CEA proponga el tabulador de tarifas para los municipios de la sierra.", "Tabulador enviado al Congreso"),
    ("SH", "Suficiencia presupuestal del acueducto", "Que Hacienda asegure la suficiencia presupuestal del tramo 2.", "Oficio de suficiencia"),
    ("CEA", "Mesa de trabajo con los distritos de riego", "Que la CEA instale la mesa de trabajo con los distritos de riego.", "Minuta firmada de la mesa"),
    ("SIDUR", "Convenio con Arizona, anexo de cruces", "Que SIDUR presente el anexo técnico de los cruces fronterizos.", "Anexo rubricado por ambas partes"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rows:
    """What was made, by what it shows."""

    matters: dict[str, Matter]

    def __getitem__(self, what: str) -> Matter:
        return self.matters[what]


def proof(cast: Cast, who: str, now: datetime) -> Document:
    return store(io.BytesIO(PDF), name="Proyecto firmado.pdf", actor_id=cast.people[who].pk, now=now)


def make(cast: Cast, now: datetime) -> Rows:
    """Register the matters and lead each to the state it is named after."""
    tomas, rosa, ivan = (cast.actor(name, now.date()) for name in ("tomas", "rosa", "ivan"))
    make_calendar("sonora")
    with act(0, "tests.plan", at=now):
        axis = PlanNode.objects.create(
            level=PlanLevel.AXIS, code="4", name="Infraestructura del Golfo y la sierra"
        )
    made = [
        _born(cast, tomas, axis, number, text, now - timedelta(days=80 - 3 * number))
        for number, text in enumerate(TEXTS)
    ]
    names = ("reviewing", "silent", "verifying", "new", "extension", "registered", "fulfilment", "ending")
    rows = dict(zip(names, made, strict=True))
    for name, matter in rows.items():
        if name != "registered":
            actions.notify(tomas, matter.pk, version=_version(matter), now=now - timedelta(days=60))
    for name in ("reviewing", "silent", "extension", "fulfilment"):
        actions.acknowledge(rosa, rows[name].pk, version=_version(rows[name]), now=now - timedelta(days=58))
    for name in ("verifying", "ending"):
        actions.acknowledge(ivan, rows[name].pk, version=_version(rows[name]), now=now - timedelta(days=58))
    _work(cast, rows, now)
    return Rows({name: Matter.objects.get(pk=matter.pk) for name, matter in rows.items()})


def _born(cast, actor, axis, number, text, when):
    lead, title, said, means = text
    return actions.register(
        actor,
        NewMatter(
            kind="agreement", text=said, title=title, issued_on=when.date(), lead_id=cast.unit(lead).pk, means=means,
            origin=Origin("session", "7.ª sesión ordinaria del Gabinete legal", "GL", 7, "Gabinete legal"),
            term=Term.business(20 + 8 * number), term_text=f"{20 + 8 * number} días hábiles", monitor_id=cast.tomas.pk,
            axis_id=axis.pk, once=uuid4(), reserve=3 if number == 1 else 2,
            milestones=(NewMilestone("Topografía", (when + timedelta(days=20)).date()), NewMilestone("Planos firmados", (when + timedelta(days=120)).date(), 2)),
        ),
        when,
    )  # fmt: skip


def _version(matter: Matter) -> int:
    return Matter.objects.values_list("version", flat=True).get(pk=matter.pk)


def _work(cast, rows, now):
    tomas, rosa, ivan = (cast.actor(name, now.date()) for name in ("tomas", "rosa", "ivan"))
    late = now - timedelta(days=3)
    file = proof(cast, "rosa", late)
    report = NewReport("Se continúa con la integración del expediente.", 60, (file.pk,), once=uuid4())
    actions.report_progress(
        rosa, rows["reviewing"].pk, version=_version(rows["reviewing"]), now=late, report=report
    )
    actions.ask_extension(
        rosa,
        rows["extension"].pk,
        version=_version(rows["extension"]),
        now=late,
        extension=NewExtension((now + timedelta(days=190)).date(), "Falta el dictamen federal."),
    )
    done = NewReport("Se entregó y se recibió.", 100, (), (proof(cast, "rosa", late).pk,), uuid4())
    actions.report_fulfilment(
        rosa, rows["fulfilment"].pk, version=_version(rows["fulfilment"]), now=late, report=done
    )
    done = NewReport("La obra se entregó.", 100, (), (proof(cast, "ivan", late).pk,), uuid4())
    actions.report_fulfilment(
        ivan, rows["verifying"].pk, version=_version(rows["verifying"]), now=late, report=done
    )
    actions.accept_fulfilment(tomas, rows["verifying"].pk, version=_version(rows["verifying"]), now=late)
    actions.judge_confidence(
        tomas, rows["silent"].pk, version=_version(rows["silent"]), now=late, judgement=Judgement(2)
    )
    actions.propose_end(
        tomas,
        rows["ending"].pk,
        version=_version(rows["ending"]),
        now=late,
        proposal=NewEnd("void", "La SRE retiró el trámite."),
    )
