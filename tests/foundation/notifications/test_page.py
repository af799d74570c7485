"""The page of notices."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gabinete.foundation.audit.models import Act
from gabinete.foundation.notifications.actions import tell
from gabinete.foundation.notifications.models import Notice
from tests.cast import Cast

AT = datetime(2026, 1, 22, 17, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def told(user_id: int, n: int = 1, **more: object) -> list[Notice]:
    return [
        tell(
            [user_id],
            **{
                "kind": "t",
                "title": f"Aviso {i}",
                "text": "",
                "url": "/avisos/",
                "at": AT + timedelta(minutes=i),
                **more,
            },
        )[0]
        for i in range(n)
    ]


def test_page_without_notices_says_what_will_come(cast: Cast, client_for: SignIn) -> None:
    page = client_for(cast.rosa).get("/avisos/")

    assert page.status_code == 200
    assert "Aún no tiene avisos" in page.content.decode()
    assert "todavía no hay un servidor de correo" in page.content.decode()


def test_page_shows_mine_newest_first_and_nobody_elses(cast: Cast, client_for: SignIn) -> None:
    told(cast.rosa.pk, 2)
    told(cast.ivan.pk, 1, title="Ajeno")

    page = client_for(cast.rosa).get("/avisos/").content.decode()

    assert page.index("Aviso 1") < page.index("Aviso 0")
    assert "Ajeno" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_of_the_database_for_any_number(
    cast: Cast, client_for: SignIn, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    told(cast.rosa.pk, count)
    client = client_for(cast.rosa)
    client.get("/avisos/")

    with django_assert_num_queries(4):
        client.get("/avisos/")


def test_older_notices_are_on_the_next_page(cast: Cast, client_for: SignIn) -> None:
    told(cast.rosa.pk, 53)
    client = client_for(cast.rosa)

    first = client.get("/avisos/")
    address = first.content.decode().split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(address)

    assert first.content.count(b'id="notice-') == 50
    assert second.content.count(b'id="notice-') == 3
    assert client.get("/avisos/?antes=basura_x").status_code == 200


def test_opening_a_notice_marks_it_seen_and_leads_to_its_page(cast: Cast, client_for: SignIn) -> None:
    (notice,) = told(cast.rosa.pk, url="/asuntos/7/")

    answer = client_for(cast.rosa).get(f"/avisos/{notice.pk}/")

    assert (answer.status_code, answer["Location"]) == (303, "/asuntos/7/")
    notice.refresh_from_db()
    assert notice.seen_at is not None


def test_acuse_is_kept_once_with_who_gave_it(cast: Cast, client_for: SignIn) -> None:
    (notice,) = told(cast.rosa.pk, needs_receipt=True)
    client = client_for(cast.rosa)

    client.post(f"/avisos/{notice.pk}/acuse/")
    first = Notice.objects.get().received_at
    part = client.post(f"/avisos/{notice.pk}/acuse/", headers={"HX-Request": "true"})

    assert first is not None
    assert Notice.objects.get().received_at == first
    assert part.status_code == 200
    assert part.content.decode().strip().startswith("<li")
    assert "Acuse:" in part.content.decode()
    assert Act.objects.filter(verb="notifications.acknowledge", actor_id=cast.rosa.pk).exists()


def test_notices_of_others_do_not_exist_for_me(cast: Cast, client_for: SignIn) -> None:
    (notice,) = told(cast.ivan.pk, needs_receipt=True)
    client = client_for(cast.rosa)

    answers = [
        client.get(f"/avisos/{notice.pk}/"),
        client.post(f"/avisos/{notice.pk}/acuse/"),
        client.post(f"/avisos/{notice.pk}/visto/"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert Notice.objects.get().seen_at is None


def test_a_notice_without_acuse_refuses_one(cast: Cast, client_for: SignIn) -> None:
    (notice,) = told(cast.rosa.pk)

    answer = client_for(cast.rosa).post(f"/avisos/{notice.pk}/acuse/")

    assert answer.status_code == 422
    assert "no pide acuse" in answer.content.decode()


def test_all_are_marked_seen_together(cast: Cast, client_for: SignIn) -> None:
    told(cast.rosa.pk, 3)
    told(cast.ivan.pk, 1)

    client_for(cast.rosa).post("/avisos/vistos/")

    assert Notice.objects.filter(seen_at__isnull=True).values_list("user_id", flat=True).get() == cast.ivan.pk


def test_nobody_signed_in_is_sent_to_sign_in(cast: Cast, client: Client) -> None:
    assert client.get("/avisos/").status_code == 302
