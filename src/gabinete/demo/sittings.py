"""Sessions over time, with their order of the day, their minutes and what was confirmed from them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from gabinete.demo.births import Birth
from gabinete.demo.bodies import CHAIR, RHYTHMS, Rhythm
from gabinete.demo.told import Change, Deed, Row
from gabinete.demo.world import World
from gabinete.kernel.clock import OFFICE_ZONE
from gabinete.kernel.words import spanish_date
from gabinete.office.cabinet.rules import of_body, session_name

CONFIRMED_AFTER = 2
"""Business days between a session and the confirmation of its minutes."""
QUIET_DAYS = 6
"""Nothing but the session in review was held so many days before today."""
PLACES = ("Palacio de Gobierno, Salón Gobernadores", "Centro de Gobierno, sala de juntas", "Salón Ciprés")
_POINTS = (
    ("Lista de asistencia y declaración de quórum", "information", 5),
    ("Seguimiento de acuerdos de la sesión anterior", "followup", 20),
    ("Informe de situación de los asuntos del gabinete", "information", 15),
    ("Asuntos generales y acuerdos", "decision", 40),
)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session that was held.

    Attributes:
        number: within its body and year, from 1.
    """

    rhythm: Rhythm
    held_on: date
    number: int

    @property
    def name(self) -> str:
        """Return how the session is cited."""
        return f"{session_name(self.number, extraordinary=False)} {of_body(self.rhythm.name)}"


def schedule(world: World, months: int) -> list[Sitting]:
    """Return the sessions held in so many months up to about a week ago, in order, numbered by body and year."""
    latest = world.today - timedelta(days=QUIET_DAYS)
    dates = sorted(
        (day, rhythm.code, rhythm)
        for rhythm in RHYTHMS
        for day in _dates(world, rhythm, months)
        if day <= latest
    )
    numbers: dict[tuple[str, int], int] = {}
    found = []
    for day, code, rhythm in dates:
        numbers[code, day.year] = numbers.get((code, day.year), 0) + 1
        found.append(Sitting(rhythm, day, numbers[code, day.year]))
    return found


def _dates(world: World, rhythm: Rhythm, months: int) -> Iterator[date]:
    first = world.today.year * 12 + world.today.month - 1 - months
    for month in range(first, first + months + 1):
        if month % rhythm.every == rhythm.phase % rhythm.every:
            yield world.calendar.next_business(date(month // 12, month % 12 + 1, rhythm.day))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a moment of an office's day."""
    return datetime.combine(day, time(hour, minute), OFFICE_ZONE).astimezone(UTC)


def confirmed_at(world: World, sitting: Sitting) -> datetime:
    """Return when the minutes of a session were confirmed."""
    day = world.calendar.add_business(sitting.held_on, CONFIRMED_AFTER)
    return at(day, 11, (sitting.number * 7) % 60)


@dataclass(frozen=True, slots=True)
class Recorder:
    """Tells how a session went.

    Args:
        bodies: code → key.
        secretary: who convenes and confirms.
        with_minutes: whether the text of each session is kept, with the drafts its matters came from.
    """

    world: World
    bodies: dict[str, int]
    secretary: int
    with_minutes: bool = True

    def tell(self, sitting: Sitting, births: Sequence[Birth], born: Sequence[Change]) -> Iterator[Deed]:
        """Yield the deeds of a session from its convening to the confirmation that gave birth to matters.

        Args:
            born: what registering and notifying its matters wrote.
        """
        world, held = self.world, sitting.held_on
        row = self._session(sitting)
        key = row["id"]
        yield self._deed(
            at(held - timedelta(days=14), 10),
            "create_session",
            Change("cabinet_cabinetsession", "I", key, row),
        )
        called = at(held - timedelta(days=6), 12)
        agenda = self._agenda(key)
        news: Row = {"state": "called", "call_sent_at": called, "version": 2}
        yield self._deed(called, "call_session", *agenda, Change("cabinet_cabinetsession", "U", key, news))
        uploaded = at(world.calendar.add_business(held, 1), 9, 30)
        if not self.with_minutes:
            recorded = Change("cabinet_cabinetsession", "U", key, {"state": "recorded", "version": 3})
            yield self._deed(confirmed_at(world, sitting), "confirm_minutes", *born, recorded)
            return
        minutes, drafts = self._minutes(sitting, key, births, uploaded)
        received = Change("cabinet_cabinetsession", "U", key, {"state": "in_review", "version": 3})
        yield self._deed(uploaded, "upload_minutes", received, minutes, *drafts)
        yield self._confirmed(confirmed_at(world, sitting), key, minutes, drafts, (births, born))

    def _confirmed(
        self,
        now: datetime,
        key: int,
        minutes: Change,
        drafts: Sequence[Change],
        born: tuple[Sequence[Birth], Sequence[Change]],
    ) -> Deed:
        births, changes = born
        cards = [it for it in drafts if it.table == "cabinet_agreementdraft"]
        linked = [
            Change("cabinet_agreementdraft", "U", card.row_id, {"matter_id": birth.row["id"]})
            for card, birth in zip(cards, births, strict=True)
        ]
        news = {"confirmed_at": now, "confirmed_by_id": self.secretary, "version": 2}
        recorded = Change("cabinet_cabinetsession", "U", key, {"state": "recorded", "version": 4})
        return self._deed(
            now,
            "confirm_minutes",
            *changes,
            *linked,
            Change("cabinet_minutes", "U", minutes.row_id, news),
            recorded,
        )

    def _session(self, sitting: Sitting) -> Row:
        random = self.world.random
        return {
            "id": self.world.keys.take("cabinet_cabinetsession"),
            "body_id": self.bodies[sitting.rhythm.code],
            "year": sitting.held_on.year,
            "number": sitting.number,
            "extraordinary": False,
            "held_on": sitting.held_on,
            "starts_at": time(random.choice((9, 10, 12)), 0),
            "place": random.choice(PLACES),
            "modality": random.choices(("in_person", "hybrid", "remote"), (8, 2, 1))[0],
            "state": "planned",
            "next_session_on": self.world.calendar.next_business(
                sitting.held_on + timedelta(days=30 * sitting.rhythm.every)
            ),
            "call_sent_at": None,
            "length_minutes": 120,
            "call_sequence": 0,
            "calendar_uid": "",
            "date_sequence": 0,
            "postponed_from": None,
            "date_pending": False,
            "frozen_at": None,
            "opened_at": None,
            "opened_without_quorum": "",
            "second_call": False,
            "held_at": None,
            "closed_at": None,
            "current_point_id": None,
            "door_key": "",
            "wall_key": "",
            "room_revision": 0,
            "reserve": 2,
            "version": 1,
            "created_by_id": self.secretary,
            "once": None,
        }

    def _agenda(self, session_id: int) -> list[Change]:
        found = []
        for position, (title, kind, minutes) in enumerate(_POINTS, start=1):
            key = self.world.keys.take("cabinet_agendaitem")
            row: Row = {
                "id": key, "session_id": session_id, "position": position, "title": title, "kind": kind,
                "proposer_id": None, "minutes": minutes, "text": "", "role": "none", "late_reason": "",
                "is_restricted": False, "sent_from_id": None, "carried_from_id": None, "in_consent": False,
                "outcome": "", "resolution": "", "notes": "", "started_at": None, "ended_at": None, "version": 1,
            }  # fmt: skip
            found.append(Change("cabinet_agendaitem", "I", key, row))
        return found

    def _minutes(
        self, sitting: Sitting, session_id: int, births: Sequence[Birth], uploaded: datetime
    ) -> tuple[Change, list[Change]]:
        """Return the minutes and their drafts, each with its place in the text."""
        text = _opening(sitting)
        key = self.world.keys.take("cabinet_minutes")
        drafts: list[Change] = []
        for position, birth in enumerate(births, start=1):
            start = len(text) + len(f"{position}. ")
            quote = birth.row["text"]
            text += f"{position}. {quote}\n\n"
            drafts += self._draft(key, position, birth, (start, start + len(quote)))
        text += "No habiendo otro asunto que tratar, se dio por concluida la sesión.\n"
        row: Row = {
            "id": key, "session_id": session_id, "document_id": None, "text": text, "uploaded_at": uploaded,
            "uploaded_by_id": self.secretary, "confirmed_at": None, "confirmed_by_id": None, "notes": [],
            "reading": "ready", "reading_done": 0, "reading_total": 0, "reading_error": "", "version": 1, "once": None,
            "monitor_id": None, "from_room": False,
        }  # fmt: skip
        return Change("cabinet_minutes", "I", key, row), drafts

    def _draft(self, minutes_id: int, position: int, birth: Birth, span: tuple[int, int]) -> list[Change]:
        key, row = self.world.keys.take("cabinet_agreementdraft"), birth.row
        columns = {
            "id": key, "minutes_id": minutes_id, "position": position, "start": span[0], "end": span[1],
            "quote": row["text"], "kind": row["kind"], "text": row["title"], "responsible_text": "",
            "lead_id": row["lead_id"], "term_n": row["term_n"], "term_unit": row["term_unit"],
            "term_text": row["term_text"], "due": row["term_on"], "means_of_verification": row["means_of_verification"],
            "axis_id": row["axis_id"], "confidence": round(0.78 + self.world.random.random() / 5, 2), "warnings": [],
            "dropped": False, "matter_id": None, "version": 1, "once": None, "monitor_id": None, "point_id": None,
        }  # fmt: skip
        changes = [Change("cabinet_agreementdraft", "I", key, columns)]
        for unit in row["co_unit_ids"]:
            link = self.world.keys.take("cabinet_draft_co")
            pair = {"id": link, "agreementdraft_id": key, "unit_id": unit}
            changes.append(Change("cabinet_draft_co", "I", link, pair))
        return changes

    def _deed(self, moment: datetime, verb: str, *changes: Change) -> Deed:
        return Deed(moment, self.secretary, f"cabinet.{verb}", changes)


def _opening(sitting: Sitting) -> str:
    return (
        f"MINUTA\n\n{sitting.name}\n\nEn la ciudad de Hermosillo, Sonora, el {spanish_date(sitting.held_on)}, se reunieron "
        f"las personas integrantes del {sitting.rhythm.name}, bajo la presidencia de la {CHAIR}. Verificado el quórum y "
        "aprobado el orden del día, se tomaron los siguientes\n\nACUERDOS\n\n"
    )
