"""Every page of the product, who opens it and where it stands in the demonstration; and what is not a page, and why.

A page that is born without a line here fails ``tests/architecture/test_pages.py``.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import NamedTuple

from django.urls import reverse

from gabinete.foundation.accounts.models import User
from gabinete.foundation.audit.models import Act
from gabinete.foundation.notifications.models import Notice
from gabinete.foundation.org.models import Holder, Position
from gabinete.kernel import clock
from gabinete.office.cabinet.calling import key_of
from gabinete.office.cabinet.models import (
    AgendaItem,
    AgreementDraft,
    Body,
    CabinetSession,
    Invitation,
    Minutes,
    MinutesVersion,
    Observation,
    Opinion,
    Signature,
)
from gabinete.office.followup.models import Matter

LUCIA, ROSA, RAMON, ELENA, ANA, NADIA = (
    "secretaria", "enlace.cea", "titular.sidur", "gobernadora", "auditora", "tecnica",
)  # fmt: skip
NOBODY = ""
TODAY = clock.today()
_RHYTHM = (
    f"?kind=month_day&every=1&day_of_month=9&first={TODAY}&last={TODAY + timedelta(days=90)}&starts_at=10:00"
)
Where = Callable[[], Iterable[object]]


class Page(NamedTuple):
    """A page as it is opened.

    Attributes:
        name: of its address.
        who: account that opens it; empty without one.
        where: what its address is made of.
        query: after the address, with its question mark.
    """

    name: str
    who: str
    where: Where = tuple
    query: str = ""

    @property
    def path(self) -> str:
        """Return its address in the demonstration."""
        return reverse(self.name, args=list(self.where())) + self.query


def session(state: str, code: str = "") -> Where:
    """Return where the first session in a state is; of one body, when its code is given."""

    def where() -> Iterable[object]:
        rows = CabinetSession.objects.filter(state=state).order_by("held_on", "pk")
        return [(rows.filter(body__code=code) if code else rows)[0].pk]

    return where


def _matter() -> Iterable[object]:
    return [Matter.objects.filter(state="in_progress", reserve__lte=2).order_by("pk")[0].pk]


def _body() -> Iterable[object]:
    return [Body.objects.get(code="GE-AGUA").pk]


def _point(**which: object) -> Where:
    return lambda: [AgendaItem.objects.filter(session__state="frozen", **which).order_by("position")[0].pk]


def _invited(acronym: str) -> Where:
    def where() -> Iterable[object]:
        return [Invitation.objects.get(session__state="frozen", seat__unit__acronym=acronym).pk]

    return where


def _letter(acronym: str) -> Where:
    def where() -> Iterable[object]:
        return [key_of(Invitation.objects.get(session__state="frozen", seat__unit__acronym=acronym))]

    return where


def _opinion() -> Iterable[object]:
    return [Opinion.objects.get(unit__acronym="CEA").pk]


def _version() -> Iterable[object]:
    return [MinutesVersion.objects.get(session__state="circulated").pk]


def _corrected() -> Iterable[object]:
    return [MinutesVersion.objects.get(session__state="circulated", number=2).pk]


def _observation() -> Iterable[object]:
    return [Observation.objects.get().pk]


def _place() -> Iterable[object]:
    first = Signature.objects.filter(signed_at=None).order_by("order")
    return [first[0].pk]


def _minutes() -> Iterable[object]:
    return [Minutes.objects.get(confirmed_at=None).pk]


def _draft() -> Iterable[object]:
    return [AgreementDraft.objects.filter(minutes__confirmed_at=None).order_by("position")[0].pk]


def _act() -> Iterable[object]:
    return [Act.objects.filter(verb="cabinet.call_session").order_by("-pk")[0].pk]


def _record() -> Iterable[object]:
    return ["cabinet_cabinetsession", CabinetSession.objects.get(state="frozen").pk]


def _person() -> Iterable[object]:
    return [User.objects.get(username=ROSA).pk]


def _post() -> Iterable[object]:
    return ["CEA", Position.objects.filter(unit__acronym="CEA").order_by("pk")[0].pk]


def _holder() -> Iterable[object]:
    return ["CEA", Holder.objects.filter(position__unit__acronym="CEA").order_by("pk")[0].pk]


def _cea() -> Iterable[object]:
    return ["CEA"]


def _notice() -> Iterable[object]:
    return [Notice.objects.filter(user__username=ROSA).order_by("-pk")[0].pk]


def _calendar() -> Iterable[object]:
    return ["sonora"]


COMING, HELD = session("frozen"), session("circulated")
PLANNED = session("planned", "GL")
PAGES = (
    Page("desk:show-home", LUCIA), Page("desk:show-home", ROSA), Page("desk:show-home", ELENA),
    Page("desk:search", LUCIA, query="?q=agua"), Page("desk:show-help", LUCIA), Page("desk:show-glossary", LUCIA),
    Page("notifications:list-notices", ROSA), Page("notifications:open-notice", ROSA, _notice),
    Page("audit:list-changes", ANA), Page("audit:show-act", ANA, _act), Page("audit:show-record", ANA, _record),
    Page("audit:list-readings", ANA), Page("audit:show-seal", ANA),
    Page("workflow:show-calendar", LUCIA), Page("workflow:close-days", LUCIA, _calendar),
    Page("workflow:withdraw-days", LUCIA, _calendar, f"?fecha={TODAY.year}-12-25"),
    Page("access:show-profile", LUCIA), Page("access:list-units", LUCIA), Page("access:add-unit", NADIA),
    Page("access:show-permissions", NADIA), Page("access:list-people", NADIA), Page("access:add-person", NADIA),
    Page("access:show-person", NADIA, _person), Page("access:edit-person", NADIA, _person),
    Page("access:show-unit", NADIA, _cea), Page("access:edit-unit", NADIA, _cea), Page("access:close-unit", NADIA, _cea),
    Page("access:add-post", NADIA, _cea), Page("access:show-post", NADIA, _post),
    Page("access:correct-holder", NADIA, _holder),
    Page("followup:list-matters", LUCIA), Page("followup:register-matter", LUCIA), Page("followup:show-board", LUCIA),
    Page("followup:show-matter", LUCIA, _matter), Page("followup:explain-term", LUCIA, _matter),
    Page("followup:show-log", LUCIA, _matter),
    Page("followup:make-move", LUCIA, lambda: [*_matter(), "message"]),
    Page("reports:list-reports", LUCIA),
    Page("cabinet:list-sessions", LUCIA), Page("cabinet:list-sessions", ROSA), Page("cabinet:create-session", LUCIA),
    Page("cabinet:show-calendar", ROSA), Page("cabinet:show-calendar", LUCIA, query="?vista=anio"),
    Page("cabinet:list-bodies", ROSA), Page("cabinet:create-body", LUCIA), Page("cabinet:add-usual-bodies", LUCIA),
    Page("cabinet:show-body", ROSA, _body), Page("cabinet:edit-body", LUCIA, _body),
    Page("cabinet:set-recurring", LUCIA, _body), Page("cabinet:plan-sessions", LUCIA, _body), Page("cabinet:plan-sessions", LUCIA, _body, _RHYTHM),
    Page("cabinet:list-templates", LUCIA, _body), Page("cabinet:calendar-links", ROSA),
    Page("cabinet:show-session", LUCIA, PLANNED), Page("cabinet:edit-session", LUCIA, PLANNED),
    Page("cabinet:cancel-session", LUCIA, PLANNED), Page("cabinet:edit-agenda", LUCIA, PLANNED),
    Page("cabinet:add-point", LUCIA, PLANNED), Page("cabinet:upload-minutes", LUCIA, PLANNED),
    Page("cabinet:show-session", LUCIA, COMING), Page("cabinet:show-session", ROSA, COMING),
    Page("cabinet:show-session", ELENA, COMING), Page("cabinet:edit-agenda", LUCIA, COMING),
    Page("cabinet:add-late-point", LUCIA, COMING), Page("cabinet:unfreeze-agenda", LUCIA, COMING),
    Page("cabinet:postpone-session", LUCIA, COMING), Page("cabinet:list-guests", LUCIA, COMING), Page("cabinet:show-positions", LUCIA, COMING),
    Page("cabinet:show-folder", ROSA, COMING), Page("cabinet:show-folder", ELENA, COMING),
    Page("cabinet:show-first-point", LUCIA, COMING), Page("cabinet:show-first-point", ROSA, COMING),
    Page("cabinet:show-point", LUCIA, _point(title__startswith="Segunda etapa")),
    Page("cabinet:show-point", RAMON, _point(title__startswith="Segunda etapa")),
    Page("cabinet:show-point", ELENA, _point(is_restricted=True)),
    Page("cabinet:edit-point", LUCIA, _point(late_reason__gt="")),
    Page("cabinet:withdraw-point", LUCIA, _point(title__startswith="Segunda etapa")),
    Page("cabinet:show-opinion", ROSA, _opinion), Page("cabinet:show-opinion", LUCIA, _opinion),
    Page("cabinet:answer-call", ROSA, _invited("CEA")), Page("cabinet:answer-for-member", LUCIA, _invited("SCJ")),
    Page("cabinet:answer-by-link", NOBODY, _letter("CEA")), Page("cabinet:answer-by-link", NOBODY, _letter("SH")),
    Page("cabinet:review-minutes", LUCIA, _minutes), Page("cabinet:similar-matters", LUCIA, _draft),
    Page("cabinet:explain-term", LUCIA, _draft),
    Page("cabinet:show-session", LUCIA, HELD), Page("cabinet:show-session", RAMON, HELD),
    Page("cabinet:list-versions", LUCIA, HELD), Page("cabinet:mend-minutes", LUCIA, HELD),
    Page("cabinet:send-agreement", LUCIA, HELD), Page("cabinet:list-extracts", LUCIA, HELD),
    Page("cabinet:show-version", RAMON, _version), Page("cabinet:show-version", LUCIA, _version),
    Page("cabinet:resolve-observation", LUCIA, _observation),
    Page("cabinet:list-signatures", LUCIA, HELD), Page("cabinet:verify-signature", ROSA),
    Page("cabinet:show-session", LUCIA, session("signed")), Page("cabinet:list-signatures", ELENA, session("signed")),
    Page("cabinet:correct-minutes", LUCIA, session("signed")), Page("cabinet:list-extracts", LUCIA, session("signed")),
)  # fmt: skip
"""The pages of the demonstration as it is built."""

AFTER_OBSERVED = (
    Page("cabinet:circulate-minutes", LUCIA, HELD), Page("cabinet:show-changes", LUCIA, _corrected),
    Page("cabinet:sign-minutes", ELENA, _place),
)  # fmt: skip
"""Once the observation was taken up in another version."""

IN_THE_ROOM = (
    Page("cabinet:show-session", LUCIA, session("open")), Page("cabinet:show-session", ROSA, session("open")),
    Page("cabinet:show-room", LUCIA, session("open")), Page("cabinet:show-wall", LUCIA, session("open")),
    Page("cabinet:follow-session", ROSA, session("open")), Page("cabinet:follow-session", ELENA, session("open")),
    Page("cabinet:show-door", LUCIA, session("open")),
)  # fmt: skip
"""While the session that was called is being held."""

_PAPER, _HERE = "a paper, not a page", "walked in test_every_page.py with the key that is made there"
_ACCOUNTS = "walked in test_accounts_and_errors.py"
_FACTOR = (
    "a second factor: its devices are walked in test_accounts_and_errors.py, and this needs one already there"
)
NOT_HERE = {
    **dict.fromkeys(
        (
            "cabinet:call-by-link", "cabinet:download-designation", "cabinet:download-extract", "cabinet:download-version",
            "cabinet:download-template", "cabinet:preview-template", "cabinet:download-to-sign", "cabinet:download-signature",
            "cabinet:download-call", "cabinet:download-minutes", "cabinet:download-original", "cabinet:download-file",
            "cabinet:download-opinion", "cabinet:follow-calendar", "followup:export-matters", "followup:download-evidence",
            "reports:download-report", "mfa_download_recovery_codes",
        ),
        _PAPER,
    ),
    "cabinet:enter-door": _HERE,
    "cabinet:follow-wall": _HERE,
    "cabinet:keep-room": "a script, not a page: tests/e2e/test_room_kept.py",
    "cabinet:take-pulse": "a number for the screens of the room",
    "cabinet:reading-progress": "while a scan is read; afterwards it leads to the review",
    "cabinet:check-conflicts": "a part of the form; walked as a page in test_bodies_journeys.py",
    "desk:go-to-folio": "leads to the matter",
    "desk:show-alive": "for machines",
    "desk:show-ready": "for machines",
    "followup:confirm-end": "leads to the move that was proposed, walked in test_journeys.py",
    "reports:show-report": "walked in test_accounts_and_errors.py, as it is issued there",
    "reports:show-progress": "a part of the report while it is made",
    "reports:show-figure": "walked in test_accounts_and_errors.py, as it is issued there",
    **dict.fromkeys(
        (
            "account_login", "account_logout", "account_inactive", "account_reauthenticate", "account_change_password",
            "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
            "account_reset_password_from_key_done", "usersessions_list", "mfa_index", "mfa_activate_totp",
            "mfa_list_webauthn", "mfa_add_webauthn",
        ),
        _ACCOUNTS,
    ),
    **dict.fromkeys(
        (
            "mfa_login_webauthn", "mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
            "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_remove_webauthn",
            "mfa_edit_webauthn",
        ),
        _FACTOR,
    ),
}  # fmt: skip
"""What answers to a GET and is not opened by the walk of ``PAGES``, and why."""
