"""Who holds which post, and since when: one person at a time, without overlaps; nothing of it is lost (the audit keeps it)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gabinete.foundation.accounts.models import User
from gabinete.foundation.audit.acts import act
from gabinete.foundation.org.events import PostNamed
from gabinete.foundation.org.models import Holder, Position, Unit
from gabinete.foundation.org.policies import Doer, require_holders
from gabinete.foundation.org.typed import one_line
from gabinete.kernel import facts
from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import BadInput, NotFound, RuleBroken, Stale
from gabinete.kernel.words import plain_date

TITLE, NAME = 200, 160
"""Letters a post and a name admit."""
_OLDEST = date(1900, 1, 1)
_AHEAD = timedelta(days=366)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewHolder:
    """Who holds a post and when.

    Attributes:
        name: empty takes the name of the account.
        until: last day; None while they stay.
        acting: in charge and not appointed («encargado de despacho»).
    """

    name: str
    since: date
    until: date | None = None
    user_id: int | None = None
    acting: bool = False


def add_post(actor: Doer, unit_id: int, title: str, *, is_head: bool, now: datetime) -> Position:
    """Add a post to a unit; the one that heads it takes that from any other.

    Raises:
        NotAllowed: the actor does not record holders.
        BadInput: no title, or too long.
        RuleBroken: the unit has that post already.
    """
    require_holders(actor)
    title = one_line(title, TITLE, "Cargo")
    with act(actor.user_id, "org.add_post", at=now):
        if not Unit.objects.select_for_update().filter(pk=unit_id).exists():
            raise NotFound("org.no_such_unit", "Esa unidad no está en el directorio. No se guardó nada.")
        post = Position(unit_id=unit_id, title=title)
        _name(post, title, is_head=is_head)
        post.save()
        facts.publish(PostNamed(post.pk, unit_id, title, is_head, actor.user_id, now))
    return post


def rename_post(
    actor: Doer, post_id: int, title: str, *, is_head: bool, version: int, now: datetime
) -> Position:
    """Correct the name of a post, and whether it heads its unit.

    Raises:
        BadInput: no title, or too long.
        RuleBroken: the unit has another post of that name.
        Stale: somebody changed it since.
    """
    require_holders(actor)
    title = one_line(title, TITLE, "Cargo")
    with act(actor.user_id, "org.rename_post", at=now):
        post = _locked(post_id, version)
        _name(post, title, is_head=is_head)
        _raise(post)
        facts.publish(PostNamed(post.pk, post.unit_id, title, is_head, actor.user_id, now))
    return post


def record_holder(
    actor: Doer, post_id: int, new: NewHolder, *, version: int, now: datetime, reason: str = ""
) -> Holder:
    """Write down that somebody takes a post; whoever was there leaves it the day before.

    Raises:
        NotAllowed: the actor does not record holders.
        BadInput: no name, or the dates cannot be.
        RuleBroken: it is the actor's own account, or the days are somebody else's.
        Stale: somebody changed the post since.
    """
    require_holders(actor)
    with act(actor.user_id, "org.record_holder", at=now, reason=reason):
        post = _locked(post_id, version)
        new = _checked(actor, new, post, now)
        before = _there_on(post, new.since)
        if before is not None:
            _leaves_for(before, new)
        _refuse_overlap(post, new)
        holder = Holder.objects.create(
            position=post, user_id=new.user_id, name=new.name, since=new.since, until=new.until, acting=new.acting,
        )  # fmt: skip
        _raise(post)
    return holder


def correct_holder(
    actor: Doer, holder_id: int, data: NewHolder, *, version: int, now: datetime, reason: str = ""
) -> Holder:
    """Correct what was written of somebody who holds or held a post; the others keep their days.

    Raises:
        BadInput, RuleBroken, Stale: as :func:`record_holder`.
        NotFound: it was removed.
    """
    require_holders(actor)
    with act(actor.user_id, "org.correct_holder", at=now, reason=reason):
        holder, post = _held(holder_id, version)
        data = _checked(actor, data, post, now, linked=holder.user_id)
        _refuse_overlap(post, data, apart=holder.pk)
        holder.name, holder.user_id, holder.acting = data.name, data.user_id, data.acting
        holder.since, holder.until = data.since, data.until
        holder.save()
        _raise(post)
    return holder


def leave_vacant(
    actor: Doer, post_id: int, last_day: date, *, version: int, now: datetime, reason: str = ""
) -> None:
    """End the time of whoever holds a post; nobody follows for now.

    Raises:
        RuleBroken: nobody holds it, or they would leave before arriving.
        Stale: somebody changed it since.
    """
    require_holders(actor)
    with act(actor.user_id, "org.leave_vacant", at=now, reason=reason):
        post = _locked(post_id, version)
        holder = _there_on(post, last_day)
        if holder is None or holder.until == last_day:
            raise RuleBroken(
                "org.post_vacant",
                "Desde ese día el cargo ya estaba vacante. No se cambió nada; revise la fecha.",
            )
        _check_days(holder.since, last_day, now)
        holder.until = last_day
        holder.save(update_fields=("until",))
        _raise(post)


def drop_holder(actor: Doer, holder_id: int, *, version: int, now: datetime, reason: str) -> None:
    """Remove somebody who was written down by mistake; the audit keeps it.

    Raises:
        BadInput: no reason given.
        Stale: somebody changed the post since.
    """
    require_holders(actor)
    why = one_line(reason, 400, "Motivo")
    with act(actor.user_id, "org.drop_holder", at=now, reason=why):
        holder, post = _held(holder_id, version)
        holder.delete()
        _raise(post)


def _name(post: Position, title: str, *, is_head: bool) -> None:
    same = Position.objects.filter(unit_id=post.unit_id, title__iexact=title).exclude(pk=post.pk)
    if same.exists():
        raise RuleBroken(
            "org.post_taken", f"La unidad ya tiene un cargo «{title}». No se guardó nada; use otro nombre."
        )
    if is_head:
        others = Position.objects.select_for_update().filter(unit_id=post.unit_id, is_head=True)
        for other in others.exclude(pk=post.pk):
            other.is_head = False
            _raise(other)
    post.title, post.is_head = title, is_head


def _checked(
    actor: Doer, new: NewHolder, post: Position, now: datetime, linked: int | None = None
) -> NewHolder:
    """Return the data fit to store; ``linked`` is the account the record had."""
    name = new.name
    if new.user_id is not None and new.user_id != linked:
        if new.user_id == actor.user_id:
            raise RuleBroken(
                "org.own_post",
                "Nadie se registra a sí mismo en un cargo. No se guardó nada; pídalo a otra persona.",
            )
        user = User.objects.filter(pk=new.user_id, is_active=True).first()
        if user is None:
            raise BadInput(
                "org.no_such_account", "Esa cuenta no existe o está cerrada. No se guardó nada; elija otra."
            )
        name = name if name.strip() else user.name
    name = one_line(name, NAME, "Nombre")
    _check_days(new.since, new.until, now)
    ends = post.unit.valid_until
    if ends is not None and new.since > ends:
        raise RuleBroken(
            "org.unit_ended",
            f"{post.unit.acronym} dejó de existir el {plain_date(ends)}. No se guardó nada; regístrelo en la unidad que la sucedió.",
        )
    return NewHolder(name, new.since, new.until, new.user_id, new.acting)


def _check_days(since: date, until: date | None, now: datetime) -> None:
    furthest = day_of(now) + _AHEAD
    days: Iterable[date] = [since] if until is None else [since, until]
    if any(not _OLDEST <= day <= furthest for day in days):
        raise BadInput(
            "org.unlikely_date",
            "Una de las fechas es anterior a 1900 o está a más de un año. No se guardó nada; revísela.",
        )
    if until is not None and until < since:
        raise BadInput(
            "org.dates_crossed",
            f"El último día ({plain_date(until)}) es anterior al primero ({plain_date(since)}). No se guardó nada; corríjalo.",
        )


def _there_on(post: Position, day: date) -> Holder | None:
    last = post.holders.filter(since__lte=day).order_by("-since").first()
    return last if last is not None and (last.until is None or last.until >= day) else None


def _leaves_for(before: Holder, new: NewHolder) -> None:
    """End the time of whoever was there the day before the new one, unless that would erase days they keep."""
    stays_longer = new.until is not None and (before.until is None or before.until > new.until)
    if before.since >= new.since or stays_longer:
        raise _overlap(before)
    before.until = new.since - _DAY
    before.save(update_fields=("until",))


def _refuse_overlap(post: Position, new: NewHolder, apart: int = 0) -> None:
    for other in post.holders.exclude(pk=apart).order_by("since"):
        ends_before = other.until is not None and other.until < new.since
        begins_after = new.until is not None and other.since > new.until
        if not (ends_before or begins_after):
            raise _overlap(other)


def _overlap(other: Holder) -> RuleBroken:
    until = f" al {plain_date(other.until)}" if other.until else ", sin fecha de término"
    return RuleBroken(
        "org.post_held",
        f"En esas fechas el cargo es de {other.name} (del {plain_date(other.since)}{until}). No se guardó nada; "
        "corrija sus fechas o las nuevas.",
    )


def _locked(post_id: int, version: int) -> Position:
    post = Position.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=post_id).first()
    if post is None:
        raise NotFound("org.no_such_post", "Ese cargo no está en el directorio. No se cambió nada.")
    if post.version != version:
        raise Stale(
            "org.stale_post",
            "Alguien cambió este cargo mientras usted escribía. No se guardó nada suyo y nada se perdió; "
            "vea cómo quedó y envíelo de nuevo.",
        )
    return post


def _held(holder_id: int, version: int) -> tuple[Holder, Position]:
    holder = Holder.objects.filter(pk=holder_id).first()
    post = _locked(holder.position_id, version) if holder else None
    found = Holder.objects.filter(pk=holder_id).first() if post else None
    if found is None or post is None:
        raise NotFound("org.no_such_holder", "Ese registro ya no existe. No se cambió nada.")
    return found, post


def _raise(post: Position) -> None:
    post.version += 1
    post.save()
