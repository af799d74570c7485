"""Who holds a post: one person at a time, and nothing lost when it changes hands."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.cast import BEGINNING, TODAY, Cast

from gabinete.foundation.audit.queries import history_of
from gabinete.foundation.org import posts
from gabinete.foundation.org.holding import heads_of, posts_of
from gabinete.foundation.org.models import Holder, Position
from gabinete.foundation.org.posts import NewHolder
from gabinete.kernel.errors import BadInput, GabineteError, NotAllowed, NotFound, RuleBroken, Stale

NOW = BEGINNING.replace(year=2026, month=11, day=23)
DAY = timedelta(days=1)
LAST_YEAR = date(2025, 3, 1)
KEEPERS = ("nadia", "marcos")
OTHERS = ("elena", "lucia", "tomas", "rosa", "ramon", "ana", "berta", "olga")


def head_post(cast: Cast) -> Position:
    return posts.add_post(cast.actor("nadia"), cast.unit("CEA").pk, "Vocal ejecutivo", is_head=True, now=NOW)


def take(cast: Cast, post: Position, name: str, since: date, **more) -> Holder:
    post.refresh_from_db()
    new = NewHolder(name, since, **more)
    return posts.record_holder(cast.actor("nadia"), post.pk, new, version=post.version, now=NOW)


def times(post: Position) -> list[tuple[str, date, date | None]]:
    return list(post.holders.order_by("since").values_list("name", "since", "until"))


def test_new_holder_ends_the_time_of_the_one_before_on_the_day_before(cast: Cast) -> None:
    post = head_post(cast)
    take(cast, post, "Ramón Encinas", LAST_YEAR)
    take(cast, post, "Perla Soto", TODAY, acting=True)

    assert times(post) == [("Ramón Encinas", LAST_YEAR, TODAY - DAY), ("Perla Soto", TODAY, None)]
    [row] = posts_of(cast.unit("CEA").pk, TODAY)
    assert (row.now.name, row.now.acting, [one.name for one in row.before]) == (
        "Perla Soto", True, ["Ramón Encinas"],
    )  # fmt: skip
    assert heads_of([cast.unit("CEA").pk], TODAY - DAY)[cast.unit("CEA").pk].name == "Ramón Encinas"


def test_holder_to_come_does_not_hold_it_yet(cast: Cast) -> None:
    post = head_post(cast)
    take(cast, post, "Ramón Encinas", LAST_YEAR)
    take(cast, post, "Perla Soto", TODAY + 8 * DAY)

    [row] = posts_of(cast.unit("CEA").pk, TODAY)
    assert (row.now.name, row.now.until, [one.name for one in row.to_come]) == (
        "Ramón Encinas", TODAY + 7 * DAY, ["Perla Soto"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (LAST_YEAR, None),  # the very day of another
        (LAST_YEAR - 10 * DAY, None),  # open, over one who came after
        (LAST_YEAR - 10 * DAY, LAST_YEAR),  # one day in common
        (LAST_YEAR + DAY, LAST_YEAR + 9 * DAY),  # inside the time of another
    ],
)
def test_periods_never_overlap(cast: Cast, since: date, until: date | None) -> None:
    post = head_post(cast)
    take(cast, post, "Ramón Encinas", LAST_YEAR)

    with pytest.raises(RuleBroken, match="Ramón Encinas"):
        take(cast, post, "Perla Soto", since, until=until)
    assert times(post) == [("Ramón Encinas", LAST_YEAR, None)]


def test_database_itself_refuses_two_people_in_a_post(cast: Cast) -> None:
    post = head_post(cast)
    take(cast, post, "Ramón Encinas", LAST_YEAR)

    with pytest.raises(IntegrityError), transaction.atomic():
        Holder.objects.create(position=post, name="Otra", since=TODAY)


def test_who_was_there_before_the_first_is_written_down_with_both_dates(cast: Cast) -> None:
    post = head_post(cast)
    take(cast, post, "Ramón Encinas", LAST_YEAR)
    take(cast, post, "Delia Ruiz", date(2021, 9, 13), until=LAST_YEAR - DAY)

    assert [name for name, _since, _until in times(post)] == ["Delia Ruiz", "Ramón Encinas"]


def test_post_is_left_vacant_from_the_day_after(cast: Cast) -> None:
    post = head_post(cast)
    take(cast, post, "Ramón Encinas", LAST_YEAR)
    post.refresh_from_db()
    posts.leave_vacant(cast.actor("marcos"), post.pk, TODAY - DAY, version=post.version, now=NOW)

    [row] = posts_of(cast.unit("CEA").pk, TODAY)
    assert (row.now, row.last_day) == (None, TODAY - DAY)
    post.refresh_from_db()
    with pytest.raises(RuleBroken, match="vacante"):
        posts.leave_vacant(cast.actor("marcos"), post.pk, TODAY, version=post.version, now=NOW)


def test_correction_keeps_the_days_of_the_others(cast: Cast) -> None:
    post = head_post(cast)
    first = take(cast, post, "Ramon Ensinas", LAST_YEAR)
    take(cast, post, "Perla Soto", TODAY)
    post.refresh_from_db()
    right = NewHolder("Ramón Encinas", LAST_YEAR - DAY, TODAY - DAY, cast.ramon.pk)
    posts.correct_holder(cast.actor("nadia"), first.pk, right, version=post.version, now=NOW)

    assert times(post)[0] == ("Ramón Encinas", LAST_YEAR - DAY, TODAY - DAY)
    post.refresh_from_db()
    with pytest.raises(RuleBroken, match="Perla Soto"):
        posts.correct_holder(
            cast.actor("nadia"),
            first.pk,
            NewHolder("Ramón Encinas", LAST_YEAR),
            version=post.version,
            now=NOW,
        )


def test_mistake_is_removed_with_its_reason_and_stays_in_the_audit(cast: Cast) -> None:
    post = head_post(cast)
    holder = take(cast, post, "Nadie Deveras", TODAY)
    post.refresh_from_db()
    with pytest.raises(BadInput):
        posts.drop_holder(cast.actor("nadia"), holder.pk, version=post.version, now=NOW, reason=" ")
    posts.drop_holder(
        cast.actor("nadia"), holder.pk, version=post.version, now=NOW, reason="Era de otra unidad"
    )

    assert times(post) == []
    verbs = [row.verb for row in history_of("org_holder", holder.pk)]
    assert sorted(verbs) == ["org.drop_holder", "org.record_holder"]


def test_account_gives_its_name_and_is_linked(cast: Cast) -> None:
    holder = take(cast, head_post(cast), "", LAST_YEAR, user_id=cast.ramon.pk)

    assert (holder.name, holder.user) == (cast.ramon.name, cast.ramon)


def test_nobody_records_themselves(cast: Cast) -> None:
    post = head_post(cast)

    with pytest.raises(RuleBroken, match="sí mismo"):
        take(cast, post, "", TODAY, user_id=cast.nadia.pk)


def test_closed_account_is_not_linked(cast: Cast) -> None:
    post = head_post(cast)
    cast.saul.is_active = False
    cast.saul.save()

    with pytest.raises(BadInput, match="cerrada"):
        take(cast, post, "Saúl", TODAY, user_id=cast.saul.pk)


@pytest.mark.parametrize(
    ("name", "since", "until"),
    [
        ("", TODAY, None),
        ("\u202e\r\n", TODAY, None),
        ("x" * 161, TODAY, None),
        ("Perla", date(1200, 1, 1), None),
        ("Perla", date(2999, 1, 1), None),
        ("Perla", TODAY, TODAY - DAY),
    ],
)
def test_hostile_or_unlikely_data_is_refused_in_words(
    cast: Cast, name: str, since: date, until: date | None
) -> None:
    post = head_post(cast)

    with pytest.raises(BadInput, match="No se guardó nada"):
        take(cast, post, name, since, until=until)
    assert times(post) == []


def test_name_of_several_lines_is_one(cast: Cast) -> None:
    assert take(cast, head_post(cast), "Perla\r\nBcc: x@y.z", TODAY).name == "Perla Bcc: x@y.z"


def test_unit_that_ended_takes_nobody_new(cast: Cast) -> None:
    scg = cast.unit("SCG")
    scg.valid_until = date(2024, 12, 31)
    scg.save()
    post = posts.add_post(cast.actor("nadia"), scg.pk, "Secretario", is_head=True, now=NOW)

    with pytest.raises(RuleBroken, match="dejó de existir"):
        take(cast, post, "Perla Soto", TODAY)


def test_second_to_write_is_told_that_it_changed(cast: Cast) -> None:
    post = head_post(cast)
    seen = post.version
    take(cast, post, "Perla Soto", LAST_YEAR)

    with pytest.raises(Stale):
        posts.record_holder(cast.actor("marcos"), post.pk, NewHolder("Otro", TODAY), version=seen, now=NOW)
    assert [name for name, _since, _until in times(post)] == ["Perla Soto"]


def test_unit_has_a_post_once_and_one_that_heads_it(cast: Cast) -> None:
    first = head_post(cast)
    with pytest.raises(RuleBroken, match="ya tiene un cargo"):
        posts.add_post(cast.actor("nadia"), cast.unit("CEA").pk, "vocal ejecutivo", is_head=False, now=NOW)
    second = posts.add_post(
        cast.actor("nadia"), cast.unit("CEA").pk, "Director general", is_head=True, now=NOW
    )

    first.refresh_from_db()
    assert (first.is_head, second.is_head) == (False, True)
    posts.rename_post(cast.actor("nadia"), first.pk, "Vocal", is_head=False, version=first.version, now=NOW)
    first.refresh_from_db()
    assert first.title == "Vocal"


@pytest.mark.parametrize("who", KEEPERS)
def test_technical_administration_and_chief_record_holders(cast: Cast, who: str) -> None:
    post = head_post(cast)
    new = NewHolder("Perla Soto", TODAY)

    assert posts.record_holder(cast.actor(who), post.pk, new, version=post.version, now=NOW).pk


@pytest.mark.parametrize("who", OTHERS)
def test_everybody_else_is_refused_every_change(cast: Cast, who: str) -> None:
    post = head_post(cast)
    holder = take(cast, post, "Ramón Encinas", LAST_YEAR)
    post.refresh_from_db()
    actor, seen, new = cast.actor(who), post.version, NewHolder("Perla", TODAY)
    tries = (
        lambda: posts.add_post(actor, cast.unit("CEA").pk, "Otro", is_head=False, now=NOW),
        lambda: posts.rename_post(actor, post.pk, "Otro", is_head=True, version=seen, now=NOW),
        lambda: posts.record_holder(actor, post.pk, new, version=seen, now=NOW),
        lambda: posts.correct_holder(actor, holder.pk, new, version=seen, now=NOW),
        lambda: posts.leave_vacant(actor, post.pk, TODAY, version=seen, now=NOW),
        lambda: posts.drop_holder(actor, holder.pk, version=seen, now=NOW, reason="x"),
    )

    for attempt in tries:
        with pytest.raises(NotAllowed):
            attempt()
    assert times(post) == [("Ramón Encinas", LAST_YEAR, None)]


def test_what_is_not_there_is_said_so(cast: Cast) -> None:
    actor = cast.actor("nadia")
    tries = (
        lambda: posts.add_post(actor, 0, "Otro", is_head=False, now=NOW),
        lambda: posts.leave_vacant(actor, 0, TODAY, version=1, now=NOW),
        lambda: posts.drop_holder(actor, 0, version=1, now=NOW, reason="x"),
    )

    for attempt in tries:
        with pytest.raises(GabineteError) as caught:
            attempt()
        assert caught.type is NotFound
