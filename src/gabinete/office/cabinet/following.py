"""Who of the office will follow the matters of a session: whoever was chosen, else whoever the rule says."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from gabinete.kernel.clock import day_of
from gabinete.kernel.errors import BadInput
from gabinete.office.cabinet.models import AgreementDraft, CabinetSession, Minutes
from gabinete.office.followup.queries.people import Monitor, monitors_by_rule, possible_monitors


def monitors_of(minutes: Minutes, drafts: Iterable[AgreementDraft], today: date) -> dict[int, int | None]:
    """Return who would follow the matter of each draft, by its key; ``None`` when there is nobody."""
    kept = list(drafts)
    by_rule = rule_for(minutes, kept, today)
    found: dict[int, int | None] = {}
    for draft in kept:
        suggested = by_rule.get(draft.lead_id or 0)
        found[draft.pk] = draft.monitor_id or minutes.monitor_id or (suggested.id if suggested else None)
    return found


def rule_for(minutes: Minutes, drafts: Iterable[AgreementDraft], today: date) -> dict[int, Monitor]:
    """Return whom the rule says, by the agency that answers."""
    leads = {draft.lead_id for draft in drafts if draft.lead_id}
    session = minutes.session
    return monitors_by_rule(leads, {session.body.secretary_unit_id}, today, session.reserve)


def require_monitor(user_id: int, session: CabinetSession, now: datetime) -> None:
    """Refuse somebody who may not follow matters of a session.

    Raises:
        BadInput.
    """
    today = day_of(now)
    if user_id not in {pk for pk, _name in possible_monitors(today, session.reserve)}:
        raise BadInput(
            "draft.monitor",
            _(
                "Esa persona no puede dar seguimiento a estos asuntos. No se guardó ese cambio; elija otra de la lista."
            ),
        )
