"""What there is to do today: minutes that wait to be reviewed, a session to come, and notices not yet read."""

import io
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.db.models import Max

from gabinete.demo import meetings
from gabinete.demo.bodies import CHAIR
from gabinete.demo.cast import Cast
from gabinete.demo.sittings import PLACES, at
from gabinete.demo.world import World
from gabinete.foundation.audit.acts import act
from gabinete.foundation.documents.actions import store
from gabinete.foundation.notifications.actions import tell
from gabinete.office.cabinet.drafting import write_drafts
from gabinete.office.cabinet.models import AgendaItem, CabinetSession, Minutes, PointKind
from gabinete.office.cabinet.reading_minutes import proposals_in
from gabinete.office.followup.models import Matter
from gabinete.office.followup.queries.rows import matter_url

MINUTES_FILE = Path(__file__).parent / "data" / "minuta_ejemplo.txt"
"""Minutes anybody may upload to see agreements drafted from them; fictitious."""
BODY = "GL"
_UNREAD_DAYS = 10
_POINTS = (
    ("Lista de asistencia y declaración de quórum", PointKind.INFORMATION),
    ("Seguimiento de los acuerdos de la sesión anterior", PointKind.FOLLOWUP),
    ("Abasto de agua en la región sur", PointKind.DECISION),
    ("Regreso a clases y servicios de salud", PointKind.DECISION),
    ("Asuntos generales", PointKind.INFORMATION),
)


def add(world: World, cast: Cast, bodies: dict[str, int]) -> None:
    """Add the session in review, those of ``meetings`` and the unread notices."""
    secretary = cast.people["secretaria"]
    held = world.calendar.next_business(world.today - timedelta(days=4))
    coming = world.calendar.next_business(world.today + timedelta(days=17))
    session = _session(bodies[BODY], secretary, at(held - timedelta(days=12), 10), (held, coming))
    _call(session, secretary, at(held - timedelta(days=5), 13))
    _upload(session, secretary, min(at(held, 15, 20), world.now - timedelta(hours=1)))
    # Held that same day at ten; what is to come was convened afterwards.
    meetings.add(world, cast, bodies, coming)
    _leave_notices(world, cast)


def _session(body_id: int, secretary: int, now: datetime, days: tuple[date, date | None]) -> CabinetSession:
    held_on, next_on = days
    with act(secretary, "cabinet.create_session", at=now):
        last = CabinetSession.objects.filter(body=body_id, year=held_on.year).aggregate(last=Max("number"))[
            "last"
        ]
        session = CabinetSession.objects.create(
            body_id=body_id,
            year=held_on.year,
            number=(last or 0) + 1,
            held_on=held_on,
            starts_at=time(10, 0),
            place=PLACES[0],
            next_session_on=next_on,
            created_by_id=secretary,
        )
        AgendaItem.objects.bulk_create(
            AgendaItem(session=session, position=position, title=title, kind=kind)
            for position, (title, kind) in enumerate(_POINTS, start=1)
        )
    return session


def _call(session: CabinetSession, secretary: int, now: datetime) -> None:
    with act(secretary, "cabinet.call_session", at=now):
        session.call_sent_at, session.state = now, "called"
        session.version += 1
        session.save()


def _upload(session: CabinetSession, secretary: int, now: datetime) -> None:
    """Upload the example and let the product draft its agreements."""
    content = MINUTES_FILE.read_bytes()
    with act(secretary, "cabinet.upload_minutes", at=now):
        session.state = "in_review"
        session.version += 1
        session.save()
        document = store(
            io.BytesIO(content),
            name=MINUTES_FILE.name,
            actor_id=secretary,
            now=now,
            source="Minuta de sesión",
        )
        minutes = Minutes.objects.create(
            session=session,
            document=document,
            text=content.decode(),
            uploaded_at=now,
            uploaded_by_id=secretary,
        )
        write_drafts(minutes, proposals_in(minutes.text, session))


def _leave_notices(world: World, cast: Cast) -> None:
    """Leave unread what agencies were told in the last days; no e-mail is sent."""
    liaisons = {cast.units[acronym]: user for acronym, user in cast.liaisons.items()}
    recent = Matter.objects.filter(
        notified_at__gt=world.now - timedelta(days=_UNREAD_DAYS), acknowledged_at=None
    )
    for matter in recent.order_by("notified_at", "id")[:200]:
        if matter.notified_at is None or matter.lead_id not in liaisons:
            continue
        tell(
            {liaisons[matter.lead_id]},
            kind="followup.notify",
            title=f"Asunto nuevo: {matter.folio}",
            text=f"{matter.title}. Lo ordena: {matter.ordered_by or CHAIR}.",
            url=matter_url(matter.pk),
            at=matter.notified_at,
            mail=False,
            needs_receipt=True,
            reserve=matter.reserve,
        )
