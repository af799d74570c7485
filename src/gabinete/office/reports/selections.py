"""The name of a set of matters behind a figure, so that a number can be opened years later. Pure."""

from collections.abc import Callable, Mapping, Sequence

from gabinete.kernel.errors import NotFound
from gabinete.kernel.standing import LightName
from gabinete.office.followup.states import CONCLUDED, CONCLUDED_PARTIAL
from gabinete.office.reports.rules import Changes, MatterAsOf

Test = Callable[[MatterAsOf], bool]
_FIXED: Mapping[str, Test] = {
    "open": lambda m: m.is_open,
    "fresh": lambda m: m.is_open and not m.silent,
    "accepted": lambda m: m.is_open and m.accepted_percent is not None,
    "concluded": lambda m: m.state == CONCLUDED,
    "partial": lambda m: m.state == CONCLUDED_PARTIAL,
    "otherwise": lambda m: not m.is_open and m.state not in {CONCLUDED, CONCLUDED_PARTIAL},
    "may_fail": lambda m: m.may_fail,
}
CHANGES = ("new", "concluded", "ended_otherwise", "fell_overdue", "extended", "reopened", "went_silent")


def select(name: str, matters: Sequence[MatterAsOf], changes: Changes) -> list[MatterAsOf]:
    """Return the matters a selection names, e.g. ``open``, ``light:overdue``, ``unit:12/light:silent``, ``change:new``.

    Raises:
        NotFound: when no such selection exists.
    """
    chosen = list(matters)
    for step in name.split("/"):
        kind, _, value = step.partition(":")
        if kind == "change" and value in CHANGES:
            ids = set(getattr(changes, value))
            chosen = [m for m in chosen if m.id in ids]
            continue
        test = _test(kind, value)
        chosen = [m for m in chosen if test(m)]
    return chosen


def _test(kind: str, value: str) -> Test:
    """Return the test of one step."""
    if kind in _FIXED and not value:
        return _FIXED[kind]
    if kind == "light" and value in set(LightName):
        return lambda m: m.is_open and m.light.name == value
    if kind == "unit" and value.isdigit():
        return lambda m: m.lead_id == int(value)
    raise NotFound(
        "reports.selection", "Esa cifra no existe en este informe. Vuelva al informe y ábrala desde ahí."
    )
