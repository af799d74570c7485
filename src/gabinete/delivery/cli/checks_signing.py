"""What ``gabinete doctor`` looks at of the electronic signature: whom this machine trusts."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from gabinete.delivery.cli.findings import Finding
from gabinete.foundation.signing.trust import Trust, configured_trust, folders
from gabinete.kernel import clock
from gabinete.kernel.words import short_date

NAME = "Firma electrónica"


def look(home: Path) -> Iterator[Finding]:
    """Say how many authorities and lists there are, and what is wrong with them."""
    trust, (roots, _) = configured_trust(home), folders(home)
    for problem in trust.problems:
        yield Finding(NAME, "warning", f"{problem}; quítelo o cámbielo en {roots.parent}.")
    if not trust.roots:
        yield Finding(
            NAME,
            "warning",
            f"se puede firmar, pero ninguna firma saldrá válida: instale las raíces del SAT en {roots}.",
        )
        return
    counted = f"raíces: {len(trust.roots)}, intermedios: {len(trust.intermediates)}"
    yield Finding(NAME, "ok", f"{counted}, listas de revocados: {len(trust.revocations)}; en {roots}")
    yield from _out_of_date(trust, clock.now())


def _out_of_date(trust: Trust, now: datetime) -> Iterator[Finding]:
    orphans = [
        one.subject.native.get("common_name", "sin nombre")
        for one in trust.intermediates
        if all(one.issuer != other.subject for other in trust.authorities)
    ]
    if orphans:
        yield Finding(NAME, "warning", f"falta quien emitió a {', '.join(map(str, orphans))}.")
    old = [
        one.next_update_utc for one in trust.revocations if one.next_update_utc and one.next_update_utc < now
    ]
    if old:
        when = short_date(min(old).astimezone(clock.OFFICE_ZONE).date())
        yield Finding(
            NAME, "warning", f"una lista de revocados dejó de estar al día el {when}; póngala al día."
        )
