"""A cabinet that has met, for the tests: GL with CEA and SIDUR in it, and minutes that agree on three things."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from gabinete.foundation.access.people import Actor
from gabinete.office.cabinet import actions
from gabinete.office.cabinet.actions import BodyGiven, MinutesGiven, SeatGiven, SessionGiven
from gabinete.office.cabinet.models import AgreementDraft, Body, CabinetSession, Minutes
from tests.cast import Cast

HELD_ON = date(2026, 11, 19)
NOW = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
TEXT = """MINUTA DE LA SÉPTIMA SESIÓN ORDINARIA DEL GABINETE LEGAL
Siendo las diez horas con quince minutos del 19 de noviembre de 2026, se dio cuenta del quórum 🏜️ y se abrió la sesión.
La Titular del Ejecutivo instruyó a la Secretaría de Salud Pública a presentar, en un plazo no mayor a quince días hábiles, el plan de abasto de medicamentos para la temporada invernal.
Se acordó que la CEA entregue el proyecto ejecutivo del tramo 2 del acueducto a más tardar el 18 de diciembre de 2026.
Se acordó que la SIDUR presente el avance de las obras de pavimentación antes de la próxima sesión."""


@dataclass(frozen=True)
class Room:
    """The body with its people."""

    cast: Cast
    body: Body

    @property
    def lucia(self) -> Actor:
        return self.cast.actor("lucia")

    def session(self, **given: object) -> CabinetSession:
        wanted = SessionGiven(**{"held_on": HELD_ON, **given})  # type: ignore[arg-type]
        return actions.create_session(self.lucia, self.body.pk, wanted, NOW)

    def minutes(self, text: str = TEXT, **given: object) -> Minutes:
        return actions.upload_minutes(self.lucia, self.session(**given).pk, MinutesGiven(text=text), NOW)

    def ready_minutes(self) -> Minutes:
        """Minutes whose drafts lack nothing."""
        minutes = self.minutes(next_session_on=HELD_ON + timedelta(days=28))
        for draft in drafts_of(minutes):
            changes = actions.DraftChanges(lead_id=draft.lead_id or self.cast.unit("SSA").pk)
            actions.edit_draft(self.lucia, draft.pk, draft.version, changes, NOW)
        minutes.refresh_from_db()
        return minutes


def make_room(cast: Cast) -> Room:
    seats = [SeatGiven(cast.unit(a).pk, f"Titular de {a}") for a in ("CEA", "SIDUR")]
    given = BodyGiven(
        "GL", "Gabinete Legal", "legal", "Titular del Ejecutivo", cast.unit("OEE").pk, seats=seats
    )
    return Room(cast, actions.create_body(cast.actor("lucia"), given, NOW))


def drafts_of(minutes: Minutes) -> list[AgreementDraft]:
    return list(minutes.drafts.order_by("position"))
