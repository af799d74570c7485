"""How fast terms are counted and lights are lit; run by hand: ``var/venv/bin/python bench/terms.py``."""

import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from gabinete.kernel.federal import federal_calendar
from gabinete.kernel.standing import Pulse, light_for, standing_for
from gabinete.kernel.terms import Term, count

CALENDAR = federal_calendar(range(2018, 2041))
TODAY = date(2026, 11, 22)
DUES = [TODAY + timedelta(days=i % 400 - 200) for i in range(10_000)]
PULSES = [
    Pulse(closed=False, due=due, last_report_on=TODAY - timedelta(days=i % 40)) for i, due in enumerate(DUES)
]


def measure(name: str, once: Callable[[], int]) -> None:
    """Print the microseconds each of the returned number of results took, the best of five runs."""
    best = float("inf")
    for _ in range(5):
        begun = time.perf_counter()
        made = once()
        best = min(best, (time.perf_counter() - begun) / made)
    print(f"{name:<52} {best * 1e6:9.2f} µs  {1 / best:12,.0f}/s")


if __name__ == "__main__":
    measure("standing of a matter", lambda: len([standing_for(due, TODAY, CALENDAR) for due in DUES]))
    measure(
        "light of a matter, with its sentence",
        lambda: len([light_for(pulse, TODAY, CALENDAR) for pulse in PULSES]),
    )
    measure("due date, 15 business days", lambda: len([CALENDAR.add_business(due, 15) for due in DUES]))
    measure(
        "term of 15 business days, explained",
        lambda: len([count(Term.business(15), d, CALENDAR) for d in DUES[:2000]]),
    )
    measure(
        "term of 6 months, explained", lambda: len([count(Term.months(6), d, CALENDAR) for d in DUES[:2000]])
    )
