"""Each request has a number and an address, and what the sign-in library writes belongs to an act."""

import uuid

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from tests.foundation.audit.conftest import NOON

from gabinete.foundation.audit.context import current_origin
from gabinete.foundation.audit.middleware import HEADER, AuditMiddleware, address_of, request_id_of
from gabinete.foundation.audit.models import Act
from gabinete.foundation.audit.verify import verify


@pytest.fixture
def asked(rf: RequestFactory) -> HttpRequest:
    return rf.get("/", headers={"X-Forwarded-For": "1.1.1.1, 10.0.0.7", HEADER: "pedido-del-proxy"})


def test_words_of_the_caller_are_not_believed_without_a_proxy(asked: HttpRequest, settings):
    settings.BEHIND_PROXY = False
    assert address_of(asked) == "127.0.0.1"
    assert uuid.UUID(request_id_of(asked)).version == 7


def test_only_the_nearest_proxy_is_believed(asked: HttpRequest, settings):
    settings.BEHIND_PROXY = True
    assert (address_of(asked), request_id_of(asked)) == ("10.0.0.7", "pedido-del-proxy")


def test_origin_is_known_while_serving_and_forgotten_afterwards(rf: RequestFactory):
    seen = []

    def view(_request: HttpRequest) -> HttpResponse:
        seen.append(current_origin())
        return HttpResponse()

    response = AuditMiddleware(view)(rf.get("/"))
    assert (seen[0].address, seen[0].request_id) == ("127.0.0.1", response.headers[HEADER])
    assert current_origin().request_id == ""


@pytest.mark.django_db
def test_signing_in_leaves_nothing_outside_the_acts(cast, client):
    client.post("/cuenta/login/", {"login": "tomas", "password": "agua-clara-del-desierto-7"})
    assert verify(now=NOON).findings == []
    assert all(a.address in ("", "127.0.0.1") for a in Act.objects.all())
