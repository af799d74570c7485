"""What happened in a session, read once and said in words: the matter of which its minutes are made."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Prefetch, Q

from gabinete.foundation.audit.queries import latest_root
from gabinete.kernel.clock import day_of, hour_of
from gabinete.kernel.words import plain_date, plural, short_date, spanish_date
from gabinete.office.cabinet import rules
from gabinete.office.cabinet.models import (
    AgendaItem,
    AgreementDraft,
    Attendance,
    Ballot,
    CabinetSession,
    DraftTerm,
    Presence,
    Seat,
    Signature,
    Vote,
)
from gabinete.office.cabinet.queries.attendance import PRESENT, attendance_of
from gabinete.office.cabinet.queries.followed import followed_of
from gabinete.office.cabinet.queries.membership import SeatNames, holder_names, quorum_of
from gabinete.office.cabinet.rules.followed import Followed
from gabinete.office.cabinet.rules.minutes_facts import (
    AgreedFacts,
    Attendee,
    Ballots,
    PointFacts,
    SessionFacts,
    Signer,
    Stay,
)


def what_happened(session: CabinetSession, signers: Sequence[Signature]) -> SessionFacts:
    """Return everything the minutes of a session say, restricted points included and marked as such.

    Some ten queries, however long the session was.

    Args:
        session: with its body and the unit of its technical secretary.
        signers: planned or named, in order.
    """
    body, root, day = session.body, latest_root(), day_held(session)
    then = Q(left_on__isnull=True) | Q(left_on__gt=day)
    seats = list(Seat.ever.filter(then, body=body).select_related("unit"))
    return SessionFacts(
        organisation=str(body.secretary_unit.name),
        body=body.name,
        body_code=body.code,
        of_body=rules.of_body(body.name),
        chair=body.chair,
        name=rules.session_name(session.number, extraordinary=session.extraordinary),
        reference=f"{body.code}/{session.year}/{session.number:02}",
        date=spanish_date(day),
        short_date=plain_date(day),
        modality=str(session.get_modality_display()),
        place=session.place,
        called_on=plain_date(day_of(session.call_sent_at)) if session.call_sent_at else "",
        opened=_hour(session.opened_at),
        closed=_hour(session.held_at),
        without_quorum=session.opened_without_quorum,
        second_call=session.second_call,
        seats=len(seats),
        needed=quorum_of(body).needed(len(seats)),
        quorum_rule=quorum_of(body).in_words(),
        next_on=spanish_date(session.next_session_on) if session.next_session_on else "",
        people=_people(session, seats),
        points=_points(session),
        agreed=_agreed(session),
        signers=[Signer(row.name, row.title) for row in signers],
        seal=root.root if root else "",
    )


def day_held(session: CabinetSession) -> date:
    """Return the day it was really opened, which minutes and agreements carry; else the one it was called for."""
    return day_of(session.opened_at) if session.opened_at else session.held_on


def _hour(moment: datetime | None) -> str:
    return hour_of(moment) if moment else ""


def _people(session: CabinetSession, seats: Sequence[Seat]) -> list[Attendee]:
    """Return the list as it was taken, and after it the seats of which it says nothing, as absent."""
    lines = attendance_of(session)
    names = holder_names(seats, day_held(session))
    listed = {line.seat_id for line in lines}
    missing = sorted(
        (s for s in seats if s.pk not in listed), key=lambda s: (not s.is_chair, s.order, s.unit.acronym)
    )
    people = [_attendee(line, names) for line in lines]
    guests = [one for one in people if not one.unit]
    members = [one for one in people if one.unit]
    absent = [
        Attendee(s.unit.acronym, s.unit.name, names[s.pk].titular, s.titular, "ausente", "", present=False)
        for s in missing
    ]
    return [*members, *absent, *guests]


def _attendee(line: Attendance, names: dict[int, SeatNames]) -> Attendee:
    seat = line.seat
    known = names.get(line.seat_id or 0, SeatNames())
    return Attendee(
        unit=seat.unit.acronym if seat else "",
        unit_name=seat.unit.name if seat else "",
        name=line.name or known.titular,
        title=line.title or (seat.titular if seat else ""),
        quality=str(line.get_quality_display()),
        modality=str(line.get_modality_display()),
        present=seat is not None and line.quality in PRESENT,
        stays=[_stay(one) for one in line.presences.all()],
    )


def _stay(presence: Presence) -> Stay:
    return Stay(
        _hour(presence.arrived_at),
        _hour(presence.left_at),
        presence.arrived_in.position if presence.arrived_in else None,
        presence.left_in.position if presence.left_in else None,
    )


def _points(session: CabinetSession) -> list[PointFacts]:
    votes = Prefetch("votes", Vote.objects.select_related("seat__unit").order_by("seat__unit__acronym"))
    points = session.agenda.select_related("proposer").prefetch_related(votes).order_by("position")
    followed = followed_of(session, session.opened_at) if session.opened_at else None
    return [
        _point(point, followed if followed and followed.number == point.position else None)
        for point in points
    ]


def _point(point: AgendaItem, followed: Followed | None) -> PointFacts:
    return PointFacts(
        followed=followed,
        number=point.position,
        title=point.title,
        kind=str(point.get_kind_display()),
        proposer=str(point.proposer.name) if point.proposer else "",
        minutes=point.minutes,
        late_reason=point.late_reason,
        is_restricted=point.is_restricted,
        in_consent=point.in_consent,
        text=point.text,
        notes=point.notes,
        outcome=str(point.get_outcome_display()) if point.outcome else "",
        resolution=point.resolution,
        began=_hour(point.started_at),
        ended=_hour(point.ended_at),
        ballots=_ballots(list(point.votes.all())),
    )


def _ballots(votes: Sequence[Vote]) -> list[Ballots]:
    found = []
    for sense, label in Ballot.choices:
        units = [vote.seat.unit.acronym for vote in votes if vote.ballot == sense]
        if units:
            found.append(Ballots(str(label), units))
    return found


def _agreed(session: CabinetSession) -> list[AgreedFacts]:
    drafts = AgreementDraft.objects.filter(minutes__session=session, dropped=False)
    related = drafts.select_related("lead", "point", "matter").defer("matter__search")
    ordered = related.prefetch_related("co_responsible").order_by("minutes_id", "position")
    return [agreed_facts(draft, session.next_session_on) for draft in ordered]


def agreed_facts(draft: AgreementDraft, next_on: date | None) -> AgreedFacts:
    """Return an agreement in words.

    Args:
        draft: with its responsible, its point, its matter and those who share it.
        next_on: when the body meets again, for what is due by then.
    """
    matter, point = draft.matter, draft.point
    return AgreedFacts(
        folio=matter.folio if matter else "",
        text=draft.text,
        kind=str(draft.get_kind_display()),
        lead=draft.lead.acronym if draft.lead else "",
        lead_name=draft.lead.name if draft.lead else "",
        shared_with=[unit.acronym for unit in draft.co_responsible.all()],
        term=_term(draft, next_on),
        means=draft.means_of_verification,
        point=point.position if point else 0,
        is_restricted=point is not None and point.is_restricted,
    )


def _term(draft: AgreementDraft, next_on: date | None) -> str:
    """Return the term in words: as it was given, and when it falls due once it is counted."""
    counted = {
        DraftTerm.BUSINESS: ("día hábil", "días hábiles"),
        DraftTerm.CALENDAR: ("día natural", "días naturales"),
        DraftTerm.MONTHS: ("mes", "meses"),
    }
    unit = DraftTerm(draft.term_unit)
    due = draft.matter.original_due if draft.matter else None
    if unit in counted and draft.term_n:
        said = plural(draft.term_n, *counted[unit])
        return f"{said}; vence el {short_date(due)}" if due else said
    if unit == DraftTerm.SESSION:
        return (
            f"Antes de la próxima sesión ({short_date(next_on)})" if next_on else "Antes de la próxima sesión"
        )
    due = due or draft.due
    return short_date(due) if due else "Sin plazo"
