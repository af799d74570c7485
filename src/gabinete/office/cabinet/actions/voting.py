"""Votes of a body whose decisions are voted, one ballot a seat."""

from collections.abc import Mapping

from gabinete.foundation.access.people import Actor
from gabinete.kernel.errors import BadInput, RuleBroken
from gabinete.office.cabinet.actions.entries import Mark, Result, entered, point_to_write, require_writing
from gabinete.office.cabinet.models import AgendaItem, Ballot, CabinetSession, Vote
from gabinete.office.cabinet.queries.quorum import present_seats, quorum_now


def cast_votes(
    actor: Actor, session_id: int, point_id: int, ballots: Mapping[int, str], mark: Mark
) -> Result:
    """Put down how seats vote on a point; an empty ballot takes one back.

    Args:
        ballots: key of the seat → a value of ``Ballot``, or empty.

    Raises:
        BadInput: no such ballot.
        RuleBroken: the body does not vote, a seat is not in the room, or too few are there to decide.
    """
    if any(ballot and ballot not in Ballot.values for ballot in ballots.values()):
        raise BadInput("vote.ballot", "El voto es a favor, en contra o abstención. No se registró nada.")

    def write(session: CabinetSession) -> Result:
        require_writing(session)
        point = point_to_write(actor, session, point_id)
        _require_voters(session, ballots)
        _put_down(point, ballots)
        return {"votes": Vote.objects.filter(point=point).count()}

    return entered(actor, session_id, "cast_votes", mark, write)


def cast_unanimous(actor: Actor, session_id: int, point_id: int, ballot: str, mark: Mark) -> Result:
    """Put down the same vote for every seat in the room that has not voted."""

    def write(session: CabinetSession) -> Result:
        point = point_to_write(actor, session, point_id)
        voted = set(Vote.objects.filter(point=point).values_list("seat_id", flat=True))
        rest = dict.fromkeys(sorted(present_seats(session) - voted), ballot)
        return cast_votes(actor, session_id, point_id, rest, Mark(mark.now, age=mark.age))

    return entered(actor, session_id, "cast_votes", mark, write)


def _put_down(point: AgendaItem, ballots: Mapping[int, str]) -> None:
    """Leave the votes of a point as keyed, whatever their number, in at most three writes."""
    there = {vote.seat_id: vote for vote in Vote.objects.filter(point=point, seat__in=ballots)}
    taken_back = [there[seat].pk for seat, ballot in ballots.items() if not ballot and seat in there]
    changed = [there[seat] for seat, ballot in ballots.items() if ballot and seat in there]
    for vote in changed:
        vote.ballot = ballots[vote.seat_id]
    new = [
        Vote(point=point, seat_id=seat, ballot=ballot)
        for seat, ballot in ballots.items()
        if ballot and seat not in there
    ]
    Vote.objects.filter(pk__in=taken_back).delete()
    Vote.objects.bulk_update(changed, ["ballot"])
    Vote.objects.bulk_create(new)


def _require_voters(session: CabinetSession, ballots: Mapping[int, str]) -> None:
    if not session.body.votes:
        raise RuleBroken(
            "vote.not_here",
            "Este gabinete no vota sus decisiones. No se registró nada; anote el resultado del punto.",
        )
    voting = {seat for seat, ballot in ballots.items() if ballot}
    if not voting <= present_seats(session):
        raise RuleBroken(
            "vote.absent", "Solo vota quien está en la sala. No se registró nada; revise la lista."
        )
    quorum = quorum_now(session)
    if voting and quorum.lacks and not session.opened_without_quorum:
        raise RuleBroken("vote.no_quorum", f"No hay quórum para votar. {quorum.lacks} No se registró nada.")
