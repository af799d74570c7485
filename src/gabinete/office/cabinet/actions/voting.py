"""Votes of a body whose decisions are voted, one ballot a seat."""

from collections.abc import Mapping

from gabinete.foundation.access.people import Actor
from gabinete.kernel.errors import BadInput, RuleBroken
from gabinete.office.cabinet.actions.entries import Mark, Result, entered, point_to_write, require_writing
from gabinete.office.cabinet.models import Ballot, CabinetSession, Vote
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
        for seat_id, ballot in ballots.items():
            votes = Vote.objects.filter(point=point, seat_id=seat_id)
            if not ballot:
                votes.delete()
            elif not votes.exclude(ballot=ballot).update(ballot=ballot) and not votes.exists():
                Vote.objects.create(point=point, seat_id=seat_id, ballot=ballot)
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


def _require_voters(session: CabinetSession, ballots: Mapping[int, str]) -> None:
    if not session.body.votes:
        raise RuleBroken(
            "vote.not_here",
            "Este gabinete no vota sus decisiones. No se registró nada; anote el resultado del punto.",
        )
    voting = {seat for seat, ballot in ballots.items() if ballot}
    if not voting <= present_seats(session):
        raise RuleBroken(
            "vote.absent", "Sólo vota quien está en la sala. No se registró nada; revise la lista."
        )
    quorum = quorum_now(session)
    if voting and quorum.lacks and not session.opened_without_quorum:
        raise RuleBroken("vote.no_quorum", f"No hay quórum para votar. {quorum.lacks} No se registró nada.")
