"""Changes to the directory: units are added, renamed and closed; none is ever deleted."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from gabinete.foundation.audit.acts import act
from gabinete.foundation.org.events import UnitClosed
from gabinete.foundation.org.models import Unit, UnitAlias, UnitKind, UnitSuccession
from gabinete.foundation.org.policies import Doer, require_manage
from gabinete.foundation.org.queries import with_inherited
from gabinete.kernel import facts
from gabinete.kernel.errors import BadInput, NotFound, RuleBroken

_ACRONYM, _NAME, _SECTOR = 24, 240, 120


@dataclass(frozen=True, slots=True)
class UnitData:
    """What is written of a unit.

    Attributes:
        kind: value of ``UnitKind``.
        valid_from: first day; None when it is not known.
    """

    acronym: str
    name: str
    kind: str
    sector: str = ""
    parent_id: int | None = None
    valid_from: date | None = None


def add_unit(actor: Doer, data: UnitData, *, now: datetime) -> Unit:
    """Add a unit to the directory.

    Raises:
        NotAllowed: when the actor does not keep the directory.
        BadInput: when acronym, name or kind cannot be used.
        RuleBroken: when the acronym is taken, past units included.
    """
    require_manage(actor)
    data = _clean(data)
    with act(actor.user_id, "org.add_unit", at=now):
        try:
            with transaction.atomic():
                return Unit.objects.create(
                    acronym=data.acronym,
                    name=data.name,
                    kind=data.kind,
                    sector=data.sector,
                    parent_id=data.parent_id,
                    valid_from=data.valid_from,
                    verification="registrada por la administración técnica",
                )
        except IntegrityError as error:
            raise _taken(data.acronym) from error


def edit_unit(actor: Doer, unit_id: int, data: UnitData, *, now: datetime) -> Unit:
    """Correct or rename a unit; the name and the acronym it had stay as other names of it, so that old papers find it.

    Raises:
        BadInput: when a datum cannot be used, or the unit would coordinate itself.
        RuleBroken: when the acronym is somebody else's.
    """
    require_manage(actor)
    data = _clean(data)
    with act(actor.user_id, "org.edit_unit", at=now):
        unit = _locked(unit_id)
        if data.parent_id == unit.pk:
            raise BadInput(
                "org.own_parent", "Una unidad no se coordina a sí misma. No se guardó nada; elija otra."
            )
        for before, after in ((unit.name, data.name), (unit.acronym, data.acronym)):
            if before != after:
                UnitAlias.objects.get_or_create(unit=unit, text=before)
        unit.acronym, unit.name, unit.kind, unit.sector = data.acronym, data.name, data.kind, data.sector
        unit.parent_id, unit.valid_from = data.parent_id, data.valid_from
        try:
            with transaction.atomic():
                unit.save()
        except IntegrityError as error:
            raise _taken(data.acronym) from error
        return unit


def close_unit(
    actor: Doer, unit_id: int, *, last_day: date, successor_id: int, now: datetime, reason: str = ""
) -> None:
    """End a unit on a day; its successor answers for what it owed from the next one.

    Raises:
        RuleBroken: when it had ended, the successor is itself or closed, or the two would succeed each other.
    """
    require_manage(actor)
    with act(actor.user_id, "org.close_unit", at=now, reason=reason):
        unit, successor = _locked(unit_id), _locked(successor_id)
        _check_closing(unit, successor, last_day)
        unit.valid_until = last_day
        unit.save(update_fields=("valid_until",))
        since = last_day + timedelta(days=1)
        UnitSuccession.objects.create(predecessor=unit, successor=successor, since=since)
        facts.publish(UnitClosed(unit.pk, successor.pk, last_day, actor.user_id, now))


def add_alias(actor: Doer, unit_id: int, text: str, *, now: datetime) -> None:
    """Note another way in which people write a unit; noting it twice changes nothing.

    Raises:
        BadInput: when it is empty or longer than 240 letters.
    """
    require_manage(actor)
    text = " ".join(text.split())
    if not text or len(text) > _NAME:
        raise BadInput("org.bad_alias", "Escriba el otro nombre (hasta 240 letras). No se guardó nada.")
    with act(actor.user_id, "org.add_alias", at=now):
        UnitAlias.objects.get_or_create(unit=_locked(unit_id), text=text)


def drop_alias(actor: Doer, alias_id: int, *, now: datetime) -> None:
    """Forget another name that was a mistake; forgetting it twice changes nothing."""
    require_manage(actor)
    with act(actor.user_id, "org.drop_alias", at=now):
        UnitAlias.objects.filter(pk=alias_id).delete()


def _clean(data: UnitData) -> UnitData:
    acronym, name = " ".join(data.acronym.upper().split()), " ".join(data.name.split())
    sector = " ".join(data.sector.split())
    if not acronym or len(acronym) > _ACRONYM:
        raise BadInput("org.bad_acronym", "Escriba la sigla (hasta 24 letras). No se guardó nada.")
    if not name or len(name) > _NAME or len(sector) > _SECTOR:
        raise BadInput(
            "org.bad_name",
            "Escriba el nombre oficial (hasta 240 letras) y un sector de hasta 120. No se guardó nada.",
        )
    if data.kind not in UnitKind.values:
        raise BadInput("org.bad_kind", "Elija el tipo de unidad. No se guardó nada.")
    if data.parent_id is not None and not Unit.objects.filter(pk=data.parent_id).exists():
        raise BadInput(
            "org.no_such_parent",
            "La coordinadora de sector no está en el directorio. No se guardó nada; elija otra.",
        )
    return UnitData(acronym, name, data.kind, sector, data.parent_id, data.valid_from)


def _check_closing(unit: Unit, successor: Unit, last_day: date) -> None:
    if unit.valid_until is not None:
        raise RuleBroken("org.already_closed", f"{unit.acronym} ya estaba cerrada. No se cambió nada.")
    if unit.valid_from is not None and last_day < unit.valid_from:
        raise RuleBroken(
            "org.ends_before_it_begins",
            f"{unit.acronym} no puede terminar antes de empezar. No se cambió nada; corrija la fecha.",
        )
    if successor.valid_until is not None and successor.valid_until <= last_day:
        raise RuleBroken(
            "org.successor_closed",
            f"{successor.acronym} también termina para entonces. No se cambió nada; elija otra sucesora.",
        )
    if successor.pk in with_inherited([unit.pk], date.max):
        raise RuleBroken(
            "org.circular_succession",
            f"{successor.acronym} fue sucedida por {unit.acronym}: no puede sucederla. No se cambió nada.",
        )


def _locked(unit_id: int) -> Unit:
    unit = Unit.objects.select_for_update().filter(pk=unit_id).first()
    if unit is None:
        raise NotFound(
            "org.no_such_unit", "Esa unidad no está en el directorio. No se cambió nada; elija otra."
        )
    return unit


def _taken(acronym: str) -> RuleBroken:
    return RuleBroken(
        "org.acronym_taken",
        f"La sigla «{acronym}» ya es de otra unidad (quizá cerrada). No se guardó nada; use otra.",
    )
