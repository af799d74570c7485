"""The deeds of a matter's life, each writing the columns that its action writes."""

from collections.abc import Callable
from datetime import date, timedelta

from gabinete.demo import catalogue
from gabinete.demo.story import Story
from gabinete.demo.told import Change, Row
from gabinete.kernel.confidence import confidence_label
from gabinete.kernel.terms import Term, TermUnit
from gabinete.office.followup.states import UNFULFILLED

REPORT, EVIDENCE, EXTENSION = "followup_report", "followup_evidence", "followup_extension"


def term_in(matter: Row) -> Term:
    """Return the term of a matter as the kernel counts it."""
    if matter["term_on"]:
        return Term.fixed(matter["term_on"])
    return Term(matter["term_n"] or 0, TermUnit(matter["term_unit"]))


def notify(story: Story) -> None:
    """Tell the agency; the term runs from here."""
    counted = story.world.count(term_in(story.matter), story.day)
    news = {
        "notified_at": story.clock,
        "next_report_on": _next_report(story),
        "term_from": story.day,
        "calendar_version": counted.calendar_version,
        "due": counted.due,
        "original_due": counted.due,
    }
    data = {"due": counted.due.isoformat() if counted.due else None, "counted": counted.sentence}
    story.made("notify", story.hands.secretary, news, data=data)


def acknowledge(story: Story) -> None:
    """The agency acknowledges."""
    me = story.hands.liaison
    story.made("acknowledge", me, {"acknowledged_at": story.clock, "acknowledged_by_id": me})


def report_progress(story: Story, percent: int, *, with_evidence: bool = True) -> None:
    """Report progress, in place of a report that still waited."""
    _file(
        story,
        "report_progress",
        story.world.random.choice(catalogue.PROGRESS),
        percent,
        with_evidence=with_evidence,
    )


def report_fulfilment(story: Story) -> None:
    """Turn the first key, with the means of verification."""
    _file(story, "report_fulfilment", story.world.random.choice(catalogue.FULFILLED), 100, with_evidence=True)


def review(story: Story, *, accepted: bool) -> None:
    """Accept or return what waits."""
    report = story.report
    if report is None:
        return
    kind = "fulfilment" if report["is_fulfilment"] else "report"
    why = "" if accepted else story.world.random.choice(catalogue.RETURNS)
    columns = {
        "review": "accepted" if accepted else "returned",
        "reviewed_by_id": story.hands.analyst,
        "reviewed_at": story.clock,
        "review_reason": why,
    }
    changes = [Change(REPORT, "U", report["id"], columns)]
    news: Row = {}
    if accepted:
        news = {"accepted_percent": report["percent"], "accepted_at": story.clock}
    else:
        changes += _withdrawn(story, lambda e: e["report_id"] == report["id"])
    if kind == "fulfilment":
        news |= {"accepted_by_id": story.hands.analyst} if accepted else {"fulfilment_by_id": None}
    move = f"{'accept' if accepted else 'return'}_{kind}"
    data = {"percent": report["percent"]}
    # The guards look at what waits, so the report is forgotten only afterwards.
    story.made(move, story.hands.analyst, news, reason=why, data=data, extra=tuple(changes), about=report)
    story.report = None


def verify(story: Story, *, partial: bool) -> None:
    """Turn the second key."""
    news = {"verified_by_id": story.hands.verifier, "verified_unit_id": story.hands.verifier_unit}
    words = catalogue.PARTIALS if partial else catalogue.VERIFICATIONS
    move = "verify_partial" if partial else "verify_concluded"
    story.made(move, story.hands.verifier, news, reason=story.world.random.choice(words))


def refuse_proof(story: Story) -> None:
    """The second key is refused: the fulfilment has to be reported again."""
    why = story.world.random.choice(catalogue.UNPROVEN)
    story.made(
        "verify_return", story.hands.verifier, _no_keys(), reason=why, extra=tuple(_withdrawn(story, _proves))
    )


def reopen(story: Story) -> None:
    """An audit opens a closed matter again; the first closing date stays."""
    closed = story.matter["closed_on"]
    news = _no_keys() | {
        "reopened_count": story.matter["reopened_count"] + 1,
        "proposed_end": "",
        "proposed_by_id": None,
        "verified_by_id": None,
        "verified_unit_id": None,
        "next_report_on": _next_report(story),
    }
    why = story.world.random.choice(catalogue.REOPENINGS)
    withdrawn = tuple(_withdrawn(story, _proves))
    story.made(
        "reopen",
        story.hands.decider,
        news,
        reason=why,
        data={"closed_on": closed.isoformat()},
        extra=withdrawn,
    )


def judge(story: Story, level: int) -> None:
    """Write the office's judgement."""
    note = catalogue.JUDGEMENTS[level]
    news = {"confidence": level, "confidence_at": story.clock}
    data = {"level": level, "before": story.matter["confidence"]}
    text = f"{confidence_label(level)}. {note}"
    story.made("judge_confidence", story.hands.analyst, news, reason=note, text=text, data=data)


def ask_extension(story: Story, until: date) -> None:
    """Ask for more time."""
    previous = story.matter["due"]
    why = story.world.random.choice(catalogue.EXTENSION_REASONS)
    change = story.insert(
        EXTENSION,
        {
            "asked_by_id": story.hands.liaison,
            "asked_at": story.clock,
            "reason": why,
            "proposed_due": until,
            "previous_due": previous,
            "decision": "pending",
            "decided_by_id": None,
            "decided_at": None,
            "decision_reason": "",
            "granted_due": None,
        },
    )
    data = {"until": until.isoformat(), "previous": previous.isoformat()}
    story.made("ask_extension", story.hands.liaison, reason=why, data=data, extra=(change,))
    story.extension = change.columns


def decide_extension(story: Story, *, granted: bool) -> None:
    """Grant or deny what waits: the first by whoever follows the matter, the next by the chief."""
    asked = story.extension
    if asked is None:
        return
    matter = story.matter
    me = story.hands.decider if matter["extension_count"] else story.hands.analyst
    why = "" if granted else story.world.random.choice(catalogue.DENIALS)
    until = asked["proposed_due"]
    columns = {
        "decision": "granted" if granted else "denied",
        "decided_by_id": me,
        "decided_at": story.clock,
        "decision_reason": why,
        "granted_due": until if granted else None,
    }
    change = Change(EXTENSION, "U", asked["id"], columns)
    data = {"until": until.isoformat(), "previous": matter["due"].isoformat()} if granted else {}
    news = {"due": until, "extension_count": matter["extension_count"] + 1} if granted else {}
    move = "grant_extension" if granted else "deny_extension"
    story.made(move, me, news, reason=why, data=data, extra=(change,))
    story.extension = None


def decline(story: Story) -> None:
    """The agency says it is not competent."""
    story.made("decline", story.hands.liaison, reason=story.world.random.choice(catalogue.DECLINES))


def confirm_assignment(story: Story) -> None:
    """The office says it is; the agency is told anew."""
    news = {
        "notified_at": story.clock,
        "acknowledged_at": None,
        "acknowledged_by_id": None,
        "next_report_on": _next_report(story),
    }
    story.made("confirm_assignment", story.hands.analyst, news, reason=catalogue.CONFIRMED_DUTY[0])


def block(story: Story) -> None:
    """An obstacle stops the matter."""
    story.made("block", story.hands.liaison, reason=story.world.random.choice(catalogue.OBSTACLES))


def unblock(story: Story) -> None:
    """The obstacle is gone."""
    story.made("unblock", story.hands.liaison)


def suspend(story: Story) -> None:
    """The office stops the term."""
    story.made("suspend", story.hands.analyst, reason=story.world.random.choice(catalogue.SUSPENSIONS))


def propose_end(story: Story, end: str, successor: tuple[int, str] | None = None) -> None:
    """The first key of an end without fulfilment.

    Args:
        successor: key and folio of the matter that takes its place, when superseded.
    """
    words = catalogue.UNFULFILLED if end == UNFULFILLED else catalogue.VOIDED
    why = f"Lo sustituye el asunto {successor[1]}." if successor else story.world.random.choice(words)
    news = {
        "proposed_end": end,
        "proposed_by_id": story.hands.analyst,
        "superseded_by_id": successor[0] if successor else None,
    }
    data = {"end": end, "superseded_by": news["superseded_by_id"]}
    story.made("propose_end", story.hands.analyst, news, reason=why, data=data)


def confirm_end(story: Story) -> None:
    """The second key of that end."""
    story.made(f"confirm_{story.matter['proposed_end']}", story.hands.decider)


def complete_milestone(story: Story, milestone: Row) -> None:
    """The office accepts that a checkpoint was reached."""
    change = Change("followup_milestone", "U", milestone["id"], {"done_on": story.day})
    data = {"milestone": milestone["id"]}
    story.made(
        "complete_milestone", story.hands.analyst, text=f"{milestone['title']}.", data=data, extra=(change,)
    )


def _file(story: Story, move: str, text: str, percent: int, *, with_evidence: bool) -> None:
    me = story.hands.liaison
    fulfilment = move == "report_fulfilment"
    replaced = [Change(REPORT, "U", story.report["id"], {"review": "replaced"})] if story.report else []
    new = story.insert(
        REPORT,
        {
            "is_fulfilment": fulfilment,
            "unit_id": story.matter["lead_id"],
            "author_id": me,
            "at": story.clock,
            "text": text,
            "percent": percent,
            "review": "pending",
            "reviewed_by_id": None,
            "reviewed_at": None,
            "review_reason": "",
            "once": story.world.mark(),
        },
    )
    extra = [*replaced, new]
    if with_evidence:
        extra += _offer(story, new.row_id, proves=fulfilment)
    news = {"reported_percent": percent, "reported_at": story.clock, "next_report_on": _next_report(story)}
    if fulfilment:
        news |= {"fulfilment_by_id": me, "accepted_by_id": None}
    data = {"percent": percent}
    story.made(move, me, news, text=text, data=data, extra=tuple(extra), about=new.columns)
    story.report = new.columns


def _offer(story: Story, report_id: int, *, proves: bool) -> list[Change]:
    """Bring a file and offer it as evidence, in the act of the report."""
    paper = story.world.random.choice(story.world.papers)
    key = story.world.keys.take("documents_document")
    document = {
        "id": key,
        "sha256": paper.sha256,
        "name": paper.name,
        "size_bytes": paper.size,
        "media_type": paper.media_type,
        "source": "",
        "received_at": story.clock,
        "received_by_id": story.hands.liaison,
    }
    columns = {"report_id": report_id, "document_id": key, "proves_means": proves, "withdrawn": False}
    offered = story.insert(EVIDENCE, columns)
    story.offered[offered.row_id] = dict(offered.columns)
    return [Change("documents_document", "I", key, document), offered]


def _withdrawn(story: Story, which: Callable[[Row], bool]) -> list[Change]:
    """Return the changes by which evidence stops counting."""
    changes = []
    for key, row in story.offered.items():
        if not row["withdrawn"] and which(row):
            row["withdrawn"] = True
            changes.append(Change(EVIDENCE, "U", key, {"withdrawn": True}))
    return changes


def _proves(evidence: Row) -> bool:
    return bool(evidence["proves_means"])


def _no_keys() -> Row:
    return {"fulfilment_by_id": None, "accepted_by_id": None}


def _next_report(story: Story) -> date:
    return story.day + timedelta(days=story.matter["report_every_days"])
