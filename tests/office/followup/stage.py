"""A matter in any state, reached by the same moves people make."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import act
from gabinete.foundation.documents.models import Document
from gabinete.foundation.workflow.models import Calendar, CalendarVersion
from gabinete.foundation.workflow.rules import fingerprint_of
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.terms import Term
from gabinete.office.followup import actions
from gabinete.office.followup.models import Matter
from gabinete.office.followup.orders import (
    Correction,
    Grant,
    Judgement,
    NewEnd,
    NewExtension,
    NewMatter,
    NewMilestone,
    NewReport,
    Origin,
    Reassignment,
)
from tests.cast import Cast

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=OFFICE_ZONE)
TODAY = NOW.date()


@dataclass
class Stage:
    """The cast with shorthand for the moves; every call reads the version again."""

    cast: Cast

    def actor(self, name: str) -> Actor:
        return self.cast.actor(name)

    def order(self, **changes: object) -> NewMatter:
        units = self.cast.units
        given: dict[str, object] = {
            "kind": "agreement",
            "text": "Que la CEA entregue el proyecto ejecutivo del tramo 2 del acueducto Río Sonora.",
            "issued_on": TODAY,
            "lead_id": units["CEA"].pk,
            "means": "Proyecto ejecutivo firmado",
            "origin": Origin("session", "7.ª sesión ordinaria del Gabinete legal", "GL", 7, "La Gobernadora"),
            "title": "Proyecto ejecutivo del acueducto Río Sonora",
            "term": Term.business(10),
            "monitor_id": self.cast.tomas.pk,
            "verifier_unit_id": units["SABG"].pk,
            "calendar_code": "prueba",
        }
        return NewMatter(**{**given, **changes})

    def registered(self, **changes: object) -> Matter:
        return actions.register(self.actor("lucia"), self.order(**changes), NOW)

    def move(self, who: str, move: str, matter: Matter, now: datetime = NOW, **more: object) -> Matter:
        fresh = Matter.objects.get(pk=matter.pk)
        version = {} if move == "message" else {"version": fresh.version}
        return getattr(actions, move)(self.actor(who), matter.pk, now=now, **version, **more)

    def document(self, owner: str = "rosa", name: str = "proyecto.pdf") -> Document:
        user = self.cast.people[owner]
        with act(user.pk, "tests.document", at=NOW):
            return Document.objects.create(
                sha256="ab" * 32,
                name=name,
                size_bytes=10,
                media_type="application/pdf",
                received_at=NOW,
                received_by=user,
            )

    def report(self, percent: int = 40, *, proof: bool = False, once: UUID | None = None) -> NewReport:
        files = (self.document().pk,) if proof else ()
        return NewReport("Se integró el expediente técnico.", percent, files, files, once or uuid4())

    def in_state(self, state: str, **changes: object) -> Matter:
        matter = self.registered(**changes)
        for who, move, more in self._road(state):
            matter = self.move(who, move, matter, **more)
        assert matter.state == state
        return matter

    def _road(self, state: str) -> list[tuple[str, str, dict[str, object]]]:
        why = {"reason": "Porque así consta en el expediente."}
        notified = [("lucia", "notify", {})]
        working = [*notified, ("rosa", "acknowledge", {})]
        told = [*working, ("rosa", "report_fulfilment", {"report": self.report(100, proof=True)})] if state not in {
            "registered", "notified", "in_progress"} else []  # fmt: skip
        verifying = [*told, ("tomas", "accept_fulfilment", {})]
        proposed = {
            end: [
                *working,
                ("tomas", "propose_end", {"proposal": NewEnd(end, "Ya no procede.", self._other(end))}),
            ]
            for end in ("void", "superseded", "unfulfilled")
            if state in {end, "end_proposed"}
        }
        roads = {
            "registered": [],
            "notified": notified,
            "in_progress": working,
            "blocked": [*working, ("rosa", "block", why)],
            "declined": [*working, ("rosa", "decline", why)],
            "suspended": [*working, ("tomas", "suspend", why)],
            "fulfilment_reported": told,
            "in_verification": verifying,
            "concluded": [*verifying, ("sofia", "verify_concluded", why)],
            "concluded_partial": [*verifying, ("sofia", "verify_partial", why)],
            "end_proposed": proposed.get("void", []),
            **{end: [*road, ("marcos", "confirm_end", {})] for end, road in proposed.items() if state == end},
        }
        return roads[state]

    def _other(self, end: str) -> int | None:
        return (
            self.registered(folio=f"OTRO/2026/{uuid4().int % 8999 + 1000}").pk
            if end == "superseded"
            else None
        )

    def extension(self, days: int = 30) -> NewExtension:
        return NewExtension(TODAY + timedelta(days=14 + days), "Falta el dictamen federal.", uuid4())


def arguments(stage: Stage, move: str) -> dict[str, object]:
    """Return what a move takes besides who, which, version and when."""
    why = {"reason": "Motivo de la prueba."}
    special: dict[str, dict[str, object]] = {
        "acknowledge": {}, "notify": {}, "unblock": {}, "resume": {}, "accept_report": {}, "accept_fulfilment": {},
        "confirm_void": {}, "confirm_superseded": {}, "confirm_unfulfilled": {},
    }  # fmt: skip
    if move in {"report_progress", "report_fulfilment"}:
        return {"report": stage.report()}
    lazily = {
        "ask_extension": lambda: {"extension": stage.extension()},
        "grant_extension": lambda: {"grant": Grant()},
        "judge_confidence": lambda: {"judgement": Judgement(3)},
        "reassign": lambda: {"to": _to_sidur(stage)},
        "propose_end": lambda: {"proposal": NewEnd("void", "Ya no procede.")},
        "message": lambda: {"text": "¿Cómo va?"},
        "edit": lambda: {"correction": _correction()},
        "add_milestone": lambda: {"milestone": _milestone()},
        "complete_milestone": lambda: {"milestone_id": 0},
    }
    return lazily[move]() if move in lazily else special.get(move, why)


def _to_sidur(stage: Stage) -> object:
    return Reassignment(stage.cast.unit("SIDUR").pk, "Es obra de SIDUR.")


def _correction() -> object:
    return Correction("Se capturó mal.", title="Otra síntesis")


def _milestone() -> object:
    return NewMilestone("Planos firmados", date(2026, 12, 1), 2)


def make_calendar(code: str = "prueba") -> Calendar:
    """Return a calendar with weekends only."""
    with act(0, "tests.calendar", at=NOW):
        made, _ = Calendar.objects.get_or_create(
            code=code, defaults={"name": "Calendario de prueba", "version": 1}
        )
        CalendarVersion.objects.get_or_create(
            calendar=made,
            number=1,
            defaults={"reason": "Inicial", "made_at": NOW, "fingerprint": fingerprint_of(())},
        )
    return made
