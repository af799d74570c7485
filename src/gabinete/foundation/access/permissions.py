"""The complete vocabulary of power in one screen: permission names, and which role carries which.

Names are ``package.verb_thing``. A role's permission is necessary, never sufficient: the policy of the package adds
the scope (which matter, which unit, which degree of reserve).
"""

from enum import StrEnum

from gabinete.foundation.access.models import Role
from gabinete.kernel.reserve import Reserve


class Permission(StrEnum):
    """Everything somebody may be allowed to do."""

    VIEW_MATTERS = "followup.view_matters"
    REGISTER_MATTER = "followup.register_matter"
    EDIT_MATTER = "followup.edit_matter"
    NOTIFY_MATTER = "followup.notify_matter"
    ACKNOWLEDGE_MATTER = "followup.acknowledge_matter"
    REPORT_PROGRESS = "followup.report_progress"
    REPORT_FULFILMENT = "followup.report_fulfilment"
    REVIEW_REPORT = "followup.review_report"
    JUDGE_CONFIDENCE = "followup.judge_confidence"
    ASK_EXTENSION = "followup.ask_extension"
    DECIDE_EXTENSION = "followup.decide_extension"
    DECLINE_MATTER = "followup.decline_matter"
    REASSIGN_MATTER = "followup.reassign_matter"
    VERIFY_MATTER = "followup.verify_matter"
    PROPOSE_END = "followup.propose_end"
    CONFIRM_END = "followup.confirm_end"
    REOPEN_MATTER = "followup.reopen_matter"
    SUSPEND_MATTER = "followup.suspend_matter"
    MESSAGE_MATTER = "followup.message_matter"
    VIEW_SESSIONS = "cabinet.view_sessions"
    MANAGE_SESSIONS = "cabinet.manage_sessions"
    CONFIRM_MINUTES = "cabinet.confirm_minutes"
    ANSWER_CALL = "cabinet.answer_call"
    TAKE_POSITION = "cabinet.take_position"
    GIVE_OPINION = "cabinet.give_opinion"
    OBSERVE_MINUTES = "cabinet.observe_minutes"
    SIGN_MINUTES = "cabinet.sign_minutes"
    VIEW_REPORTS = "reports.view_reports"
    ISSUE_REPORT = "reports.issue_report"
    VIEW_AUDIT = "audit.view_audit"
    VERIFY_AUDIT = "audit.verify_audit"
    MANAGE_CALENDAR = "workflow.manage_calendar"
    MANAGE_UNITS = "org.manage_units"
    RECORD_HOLDERS = "org.record_holders"
    MANAGE_ACCOUNTS = "accounts.manage_accounts"


P = Permission
_READ_ALL = frozenset({P.VIEW_MATTERS, P.VIEW_SESSIONS, P.VIEW_REPORTS})
_OFFICE = _READ_ALL | {
    P.EDIT_MATTER,
    P.REVIEW_REPORT,
    P.JUDGE_CONFIDENCE,
    P.MESSAGE_MATTER,
    P.ISSUE_REPORT,
    P.NOTIFY_MATTER,
    P.PROPOSE_END,
    P.SUSPEND_MATTER,
    P.DECIDE_EXTENSION,
    P.REGISTER_MATTER,
    P.REASSIGN_MATTER,
    P.VERIFY_MATTER,
}
_AGENCY = frozenset(
    {
        P.VIEW_MATTERS,
        P.ACKNOWLEDGE_MATTER,
        P.REPORT_PROGRESS,
        P.REPORT_FULFILMENT,
        P.ASK_EXTENSION,
        P.DECLINE_MATTER,
        P.MESSAGE_MATTER,
        P.VERIFY_MATTER,
        P.VIEW_SESSIONS,
        P.ANSWER_CALL,
        P.TAKE_POSITION,
        P.GIVE_OPINION,
        P.OBSERVE_MINUTES,
    }
)
_SITS = frozenset({P.ANSWER_CALL, P.TAKE_POSITION, P.OBSERVE_MINUTES, P.SIGN_MINUTES})
"""Of those who hold a seat of their own in a cabinet, or run one."""
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.GOVERNOR: _READ_ALL
    | {P.DECIDE_EXTENSION, P.CONFIRM_END, P.REOPEN_MATTER, P.MESSAGE_MATTER, P.ISSUE_REPORT}
    | _SITS,
    Role.CHIEF: _OFFICE
    | {P.CONFIRM_END, P.REOPEN_MATTER, P.MANAGE_SESSIONS, P.CONFIRM_MINUTES, P.MANAGE_CALENDAR, P.VIEW_AUDIT}
    | {P.RECORD_HOLDERS}
    | _SITS,
    Role.SECRETARY: _OFFICE
    | {P.REOPEN_MATTER, P.MANAGE_SESSIONS, P.CONFIRM_MINUTES, P.MANAGE_CALENDAR}
    | _SITS,
    Role.ANALYST: _OFFICE,
    Role.LIAISON: _AGENCY,
    Role.UNIT_HEAD: _AGENCY | {P.SIGN_MINUTES},
    Role.REGISTRY: frozenset(),
    Role.CITIZEN_DESK: frozenset(),
    Role.INTERNATIONAL: frozenset(),
    Role.TRANSPARENCY: frozenset(),
    Role.AUDITOR: _READ_ALL | {P.VIEW_AUDIT, P.VERIFY_AUDIT},
    Role.TECHNICIAN: frozenset({P.MANAGE_ACCOUNTS, P.MANAGE_UNITS, P.RECORD_HOLDERS, P.VERIFY_AUDIT}),
}
ROLE_CLEARANCE: dict[Role, Reserve] = {
    Role.GOVERNOR: Reserve.PRIVATE,
    Role.CHIEF: Reserve.PRIVATE,
    Role.SECRETARY: Reserve.RESERVED,
    Role.ANALYST: Reserve.RESTRICTED,
    Role.LIAISON: Reserve.RESTRICTED,
    Role.UNIT_HEAD: Reserve.RESERVED,
    Role.REGISTRY: Reserve.INTERNAL,
    Role.CITIZEN_DESK: Reserve.INTERNAL,
    Role.INTERNATIONAL: Reserve.INTERNAL,
    Role.TRANSPARENCY: Reserve.INTERNAL,
    Role.AUDITOR: Reserve.PRIVATE,
    Role.TECHNICIAN: Reserve.PUBLIC,
}
