"""Every read of the follow-up engine."""

from gabinete.office.followup.policies import visible_matters
from gabinete.office.followup.queries.board import (
    BoardRow,
    LinkedCount,
    board_by_axis,
    board_by_body,
    board_by_unit,
    board_total,
    bodies_with_matters,
)
from gabinete.office.followup.queries.detail import (
    MatterDetail,
    deadline_explanation,
    evidence_of,
    get_by_folio,
    get_matter,
    get_plain_matter,
    log_page,
    matter_detail,
    situation,
    term_of,
)
from gabinete.office.followup.queries.filters import Filters
from gabinete.office.followup.queries.finding import Similar, search_matters, similar_open
from gabinete.office.followup.queries.governor import GovernorPage, governor_page
from gabinete.office.followup.queries.lists import (
    MatterPage,
    count_matching,
    matter_page,
    matters_matching,
)
from gabinete.office.followup.queries.rows import MatterRow, light_now, rows_of
from gabinete.office.followup.queries.worklists import WORK_LISTS, WorkList, work_lists_of

__all__ = [
    "WORK_LISTS",
    "BoardRow",
    "Filters",
    "GovernorPage",
    "LinkedCount",
    "MatterDetail",
    "MatterPage",
    "MatterRow",
    "Similar",
    "WorkList",
    "board_by_axis",
    "board_by_body",
    "board_by_unit",
    "board_total",
    "bodies_with_matters",
    "count_matching",
    "deadline_explanation",
    "evidence_of",
    "get_by_folio",
    "get_matter",
    "get_plain_matter",
    "governor_page",
    "light_now",
    "log_page",
    "matter_detail",
    "matter_page",
    "matters_matching",
    "rows_of",
    "search_matters",
    "similar_open",
    "situation",
    "term_of",
    "visible_matters",
    "work_lists_of",
]
