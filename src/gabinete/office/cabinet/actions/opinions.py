"""Opinions asked of agencies before a point may be presented: asked with a term, given, and missed when late."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from gabinete.foundation.access.people import Actor
from gabinete.foundation.audit.acts import SYSTEM_ACTOR, act
from gabinete.foundation.documents.actions import store
from gabinete.foundation.documents.models import Document
from gabinete.foundation.documents.vault import Readable
from gabinete.foundation.notifications.actions import tell
from gabinete.foundation.org.models import Unit
from gabinete.foundation.workflow.queries import calendar
from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import BadInput, RuleBroken
from gabinete.kernel.terms import Counted, Term, count
from gabinete.kernel.words import business_days_count, plain_date
from gabinete.office.cabinet import policies, rules, states
from gabinete.office.cabinet.actions.locks import locked_sessions
from gabinete.office.cabinet.actions.point_locks import point_to_change, stale
from gabinete.office.cabinet.models import AgendaItem, Opinion, Verdict
from gabinete.office.cabinet.policies import agenda as rights
from gabinete.office.cabinet.queries.people import people_of_units
from gabinete.office.cabinet.queries.sessions import name_of
from gabinete.office.cabinet.states import SESSION_FLOW, Situation
from gabinete.office.followup.rules import OFFICE_CALENDAR

MAX_DAYS = 60
TEXT_LIMIT = 20_000
_QUESTION_LIMIT = 400


@dataclass(frozen=True, slots=True)
class OpinionGiven:
    """An opinion as it was sent.

    Attributes:
        verdict: a value of ``Verdict``.
        file: the letter that says it; None when there is none.
        version: of the request as it was seen.
    """

    verdict: str
    text: str = ""
    file: Readable | None = None
    name: str = ""
    version: int = 1


def ask_opinion(
    actor: Actor, point_id: int, unit_ids: Collection[int], question: str, days: int, now: datetime
) -> list[Opinion]:
    """Ask some units for their opinion of a point, each with the same term in business days; their people are told.

    A unit that was already asked is left as it is, so that a form sent twice asks once.

    Raises:
        BadInput: no unit, or an impossible term.
        RuleBroken: the point is restricted and names nobody of a unit.
    """
    term = opinion_term(days, day_of(now))
    with act(actor.user_id, "cabinet.ask_opinion", at=now):
        point = point_to_change(actor, point_id, None)
        SESSION_FLOW.require("ask_opinion", point.session.state, Situation())
        units = list(Unit.objects.filter(pk__in=list(unit_ids)).order_by("acronym"))
        if not units or term.due is None:
            raise BadInput("opinion.unit", "Elija a quién se pide la opinión. No se pidió nada.")
        known = set(point.opinions.values_list("unit_id", flat=True))
        asked = [
            Opinion(
                point=point,
                unit=unit,
                asked_at=now,
                asked_by_id=actor.user_id,
                question=rules.clean_line(question, _QUESTION_LIMIT, "Sobre qué se pide"),
                term_days=days,
                due=term.due,
            )
            for unit in units
            if unit.pk not in known
        ]
        people = {one.unit_id: _require_somebody(point, one.unit, now) for one in asked}
        Opinion.objects.bulk_create(asked)
        for one in asked:
            _tell_asked(one, people[one.unit_id], now, term)
    return asked


def give_opinion(actor: Actor, opinion_id: int, given: OpinionGiven, now: datetime) -> Opinion:
    """Answer for the unit that was asked; an answer may be corrected until the point has an outcome.

    Raises:
        NotFound, NotAllowed.
        BadInput: no verdict, no text where the verdict needs one, or a file that is not taken.
        Stale: somebody of the unit answered meanwhile.
    """
    with act(actor.user_id, "cabinet.give_opinion", at=now):
        opinion = _held(opinion_id)
        if opinion is None or not rights.may_view_opinion(actor, opinion):
            raise policies.unknown("una opinión")
        policies.require(rights.may_answer_opinion(actor, opinion), "dar esta opinión")
        if _is_same(opinion, given, actor):
            return opinion  # the same form sent twice
        if opinion.version != given.version:
            raise stale(opinion.version, "esta opinión")
        _require_in_time(opinion)
        text = _text_of(given)
        opinion.verdict, opinion.text = given.verdict, text
        opinion.answered_at, opinion.answered_by_id = now, actor.user_id
        if given.file is not None:
            opinion.document = _letter(actor, opinion, given, now)
        opinion.version += 1
        opinion.save()
        _tell_answered(opinion, now)
    return opinion


def withdraw_request(actor: Actor, opinion_id: int, now: datetime) -> AgendaItem:
    """Stop asking for an opinion that nobody gave yet.

    Raises:
        RuleBroken: it was given already.
    """
    point_id = Opinion.objects.filter(pk=opinion_id).values_list("point_id", flat=True).first()
    if point_id is None:
        raise policies.unknown("una opinión")
    with act(actor.user_id, "cabinet.withdraw_request", at=now):
        point = point_to_change(actor, point_id, None)
        SESSION_FLOW.require("ask_opinion", point.session.state, Situation())
        opinion = Opinion.objects.select_for_update().get(pk=opinion_id)
        if opinion.answered_at:
            raise RuleBroken("opinion.given", "La unidad ya dio su opinión y se conserva. No se cambió nada.")
        opinion.delete()
    return point


def tell_overdue(now: datetime) -> int:
    """Tell once of each opinion whose term went by: the unit that owes it and whoever asked; return how many."""
    today = day_of(now)
    late = Opinion.objects.filter(
        answered_at__isnull=True,
        overdue_told_at__isnull=True,
        due__lt=today,
        point__outcome="",
        point__session__state__in=states.AHEAD,
    )
    told = 0
    for pk in list(late.order_by("pk").values_list("pk", flat=True)):
        with act(SYSTEM_ACTOR, "cabinet.tell_overdue_opinion", at=now):
            told += _told_overdue(pk, now)
    return told


def opinion_term(days: int, today: date) -> Counted:
    """Return when an opinion asked today falls due, with its count day by day.

    Raises:
        BadInput: not between 1 and 60 business days.
    """
    if not 1 <= days <= MAX_DAYS:
        raise BadInput(
            "opinion.term", f"El plazo va de 1 a {MAX_DAYS} días hábiles. No se pidió nada; corríjalo."
        )
    return count(Term.business(days), today, calendar(OFFICE_CALENDAR))


def _require_somebody(point: AgendaItem, unit: Unit, now: datetime) -> set[int]:
    """Return who will be told at a unit; of a restricted point, only those it names."""
    people = people_of_units([unit.pk], day_of(now))
    if not point.is_restricted:
        return people
    named = people & set(point.readers.values_list("pk", flat=True))
    if not named:
        raise RuleBroken(
            "opinion.restricted",
            f"El punto {point.position} es reservado y no nombra a nadie de {unit.acronym}. No se pidió nada; "
            "agregue primero a quien dará la opinión entre quienes pueden verlo.",
        )
    return named


def _held(opinion_id: int) -> Opinion | None:
    """Return a request locked after its session, as everywhere: the room must not settle the point meanwhile."""
    sessions = locked_sessions()
    session = sessions.filter(agenda__opinions=opinion_id).first()
    requests = Opinion.objects.select_for_update(of=("self",)).select_related("unit", "point")
    opinion = requests.filter(pk=opinion_id, point__session=session).first() if session else None
    if session is not None and opinion is not None:
        opinion.point.session = session
    return opinion


def _require_in_time(opinion: Opinion) -> None:
    SESSION_FLOW.require("give_opinion", opinion.point.session.state, Situation())
    if opinion.point.outcome:
        raise RuleBroken(
            "opinion.settled", "El punto ya tiene resultado y no recibe opiniones. No se guardó nada."
        )


def _is_same(opinion: Opinion, given: OpinionGiven, actor: Actor) -> bool:
    """Return whether this is what the same person has just said, over the version they saw."""
    just_said = opinion.version == given.version + 1 and opinion.answered_by_id == actor.user_id
    told = (given.verdict, rules.clean_text(given.text), given.file is None)
    return just_said and told == (opinion.verdict, opinion.text, opinion.document_id is None)


def _text_of(given: OpinionGiven) -> str:
    text = rules.clean_text(given.text)
    if given.verdict not in Verdict.values or len(text) > TEXT_LIMIT:
        raise BadInput(
            "opinion.verdict",
            f"Elija el sentido de la opinión; el texto admite {TEXT_LIMIT:,} caracteres. No se guardó nada.",
        )
    if given.verdict != Verdict.FAVOURABLE and not text and given.file is None:
        raise BadInput(
            "opinion.no_text",
            "Escriba la opinión o adjunte el oficio que la dice. No se guardó nada; complétela y envíe de nuevo.",
        )
    return text


def _letter(actor: Actor, opinion: Opinion, given: OpinionGiven, now: datetime) -> Document:
    assert given.file is not None  # noqa: S101 - the caller asked
    source = f"Opinión de {opinion.unit.acronym}"
    return store(given.file, name=given.name, actor_id=actor.user_id, now=now, source=source)


def _tell_asked(opinion: Opinion, people: Collection[int], now: datetime, term: Counted) -> None:
    point = opinion.point
    tell(
        people,
        kind="cabinet.opinion",
        title=f"Se pide la opinión de {opinion.unit.acronym}: {_subject(point)}",
        text=f"{opinion.question}\nTiene {business_days_count(opinion.term_days)}: hasta el {plain_date(opinion.due)}. "
        f"{term.sentence}".strip(),
        url=reverse("cabinet:show-opinion", args=[opinion.pk]),
        at=now,
        needs_receipt=True,
        reserve=point.session.reserve,
    )


def _tell_answered(opinion: Opinion, now: datetime) -> None:
    tell(
        [opinion.asked_by_id],
        kind="cabinet.opinion",
        title=f"{opinion.unit.acronym} dio su opinión: {_subject(opinion.point)}",
        text=f"Sentido: {opinion.get_verdict_display()}.",
        url=reverse("cabinet:show-point", args=[opinion.point_id]),
        at=now,
        mail=False,
        reserve=opinion.point.session.reserve,
    )


def _told_overdue(pk: int, now: datetime) -> int:
    opinion = (
        Opinion.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("unit", "point__session__body")
        .filter(pk=pk, answered_at__isnull=True, overdue_told_at__isnull=True)
        .first()
    )
    if opinion is None:
        return 0
    point = opinion.point
    people = people_of_units([opinion.unit_id], day_of(now))
    if point.is_restricted:
        people &= set(point.readers.values_list("pk", flat=True))
    tell(
        people | {opinion.asked_by_id},
        kind="cabinet.opinion",
        title=f"Venció la opinión pedida a {opinion.unit.acronym}: {_subject(point)}",
        text=f"Venció el {plain_date(opinion.due)}. El punto ya puede presentarse sin ella; todavía puede darse.",
        url=reverse("cabinet:show-opinion", args=[opinion.pk]),
        at=now,
        reserve=point.session.reserve,
    )
    opinion.overdue_told_at = now
    opinion.save(update_fields=["overdue_told_at"])
    return 1


def _subject(point: AgendaItem) -> str:
    """Return how the point is named in a notice: a letter may be read by others, so a restricted one has no title."""
    where = f"punto {point.position} de la {name_of(point.session)}, {point.session.body.name}"
    return where if point.is_restricted else f"«{point.title}», {where}"
