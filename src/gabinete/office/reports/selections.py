"""The name of a set of matters behind a figure, so that a number can be opened years later. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from gabinete.kernel.errors import NotFound
from gabinete.kernel.standing import LightName
from gabinete.office.followup.states import CONCLUDED, CONCLUDED_PARTIAL
from gabinete.office.reports.rules import CHANGES, Line, MatterAsOf

Test = Callable[[Line], bool]
_FIXED: Mapping[str, Callable[[MatterAsOf], bool]] = {
    "open": lambda m: m.is_open,
    "fresh": lambda m: m.is_open and not m.silent,
    "accepted": lambda m: m.is_open and m.accepted_percent is not None,
    "concluded": lambda m: m.state == CONCLUDED,
    "partial": lambda m: m.state == CONCLUDED_PARTIAL,
    "otherwise": lambda m: not m.is_open and m.state not in {CONCLUDED, CONCLUDED_PARTIAL},
    "may_fail": lambda m: m.may_fail,
}
LIGHTS: tuple[LightName, ...] = (LightName.OVERDUE, LightName.SILENT, LightName.SOON, LightName.ON_TIME)
PRINTED: tuple[str, ...] = (
    *_FIXED,
    *(f"light:{name}" for name in LIGHTS),
    *(f"change:{name}" for name in CHANGES),
)
"""Every selection that a report counts or lists."""


def select(name: str, lines: Iterable[Line]) -> Iterator[MatterAsOf]:
    """Yield the matters a selection names, e.g. ``open``, ``light:overdue``, ``unit:12/light:silent``, ``change:new``.

    Raises:
        NotFound: when no such selection exists, at once and not at the first matter.
    """
    chosen = belongs_to(name)
    return (line.matter for line in lines if chosen(line))


def belongs_to(name: str) -> Test:
    """Return whether a line belongs to a selection, as a function.

    Raises:
        NotFound: when no such selection exists.
    """
    steps = [_test(*step.partition(":")[::2]) for step in name.split("/")]
    if len(steps) == 1:
        return steps[0]
    return lambda line: all(step(line) for step in steps)


def _test(kind: str, value: str) -> Test:
    """Return the test of one step."""
    if kind in _FIXED and not value:
        fixed = _FIXED[kind]
        return lambda line: fixed(line.matter)
    if kind == "change" and value in CHANGES:
        return lambda line: value in line.changes
    if kind == "light" and value in set(LightName):
        return lambda line: line.matter.is_open and line.matter.light.name == value
    if kind == "unit" and value.isdecimal():
        return lambda line: line.matter.lead_id == int(value)
    raise NotFound(
        "reports.selection", "Esa cifra no existe en este informe. Vuelva al informe y ábrala desde ahí."
    )
