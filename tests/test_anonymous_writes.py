"""Every address that takes a POST without a CSRF token goes through the one gate, and no address of the site
reads a body that is larger than its limit."""

from uuid import uuid4

import pytest
from django.test import Client, RequestFactory
from django.urls import get_resolver

from cameras.tests.builders import camera
from reports.intake.receive import tracking_secret
from reports.models import Confirmation, Contact, Objection, Report
from reports.senders import gate
from reports.senders.quota import CONFIRMATIONS_PER_HOUR
from reports.tests.people import report, typed
from tests.test_consistency import views
from tests.test_roles_on_addresses import fill
from web.body_limit import MAX_BODY
from web.cross_site import is_cross_site

pytestmark = pytest.mark.django_db
VIEWS = [
    (route.replace("^", "").replace("\\Z", "").replace("$", ""), view)
    for route, view in views(get_resolver().url_patterns)
]
OPEN = [(route, view) for route, view in VIEWS if getattr(view, "csrf_exempt", False)]
GATED = [route for route, view in VIEWS if getattr(view, "is_gated", False)]
CROSS_SITE = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}


@pytest.fixture
def values():
    token = uuid4()
    report(client_token=token)
    return {"secret": tracking_secret(token), "camera_id": camera(43.7384, 7.4246).pk}


def stored():
    rows = [Confirmation, Contact, Objection, Report]
    return [model.objects.count() for model in rows], list(Report.objects.values_list("version", flat=True))


def test_there_is_something_to_walk():
    expected = {"report", "objection", "my-reports", "cameras/<int:camera_id>/confirm", "api/v1/reports"}
    assert expected <= set(GATED)
    assert len(GATED) >= 10
    assert len(VIEWS) > 100


def test_what_another_site_sends_is_refused_and_changes_nothing(values):
    before = stored()
    for route, view in OPEN:
        answer = Client().post(fill(route, values), typed(says="there"), headers=CROSS_SITE)
        if answer.status_code != 405:  # it reads only
            assert getattr(view, "is_gated", False), route
            assert answer.status_code == 403, route
    assert stored() == before


def test_every_gated_address_counts_the_attempts_of_a_network(values):
    network = gate.network_hash(RequestFactory().get("/"))
    gate.attempts.charge(network, gate.attempt_quota(), 10_000)
    for route in GATED:
        answer = Client().post(fill(route, values), {})
        assert answer.status_code == 429, route
        assert int(answer.headers["Retry-After"]) > 0, route
        assert Client().get(fill(route, values)).status_code != 429, route


@pytest.mark.parametrize("photos", [True, False])
def test_no_address_reads_more_than_its_limit(values, photos, settings):
    settings.REPORTS_PHOTOS = photos
    takes_photos = {"report", "api/v1/reports"} if photos else set()
    for route, _view in VIEWS:
        request = {"CONTENT_LENGTH": str(MAX_BODY + 1), "wsgi.input": Unreadable()}
        if route not in takes_photos and "(" not in route:  # an expression has no address to fill
            answer = Client().post(fill(route, values), "", content_type="text/plain", **request)
            assert answer.status_code == 413, route


class Unreadable:
    def read(self, *_size):
        raise AssertionError("the body was read")

    readline = read


@pytest.mark.parametrize(("path", "size"), [("/report", 60_000_001), ("/api/v1/reports", 10_200_001)])
def test_where_a_photo_is_taken_the_limit_is_larger(path, size, settings):
    settings.REPORTS_PHOTOS = True
    request = {"CONTENT_LENGTH": str(size), "wsgi.input": Unreadable()}
    assert Client().post(path, "", content_type="text/plain", **request).status_code == 413
    assert Client().post(path, {"note": "x" * 50_000}).status_code == 422


def test_a_body_without_a_length_is_refused():
    for path in ("/objection", "/report", "/api/v1/reports"):
        headers = {"Transfer-Encoding": "chunked"}
        request = {"CONTENT_LENGTH": "", "wsgi.input": Unreadable()}
        answer = Client().post(path, "", content_type="text/plain", headers=headers, **request)
        assert answer.status_code == 411, path


def test_a_length_that_is_no_number_counts_as_nothing():
    answer = Client().post("/objection", "", content_type="text/plain", CONTENT_LENGTH="12 million")
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, False),
        ({"Sec-Fetch-Site": "same-origin"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Sec-Fetch-Site": "same-site"}, True),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, True),
        ({"Origin": "http://testserver"}, False),
        ({"Origin": "http://127.0.0.1:8000"}, False),  # PUBLIC_URL
        ({"Origin": "https://evil.example"}, True),
        ({"Origin": "null"}, True),
    ],
)
def test_who_sends_on_behalf_of_another_site(headers, expected):
    assert is_cross_site(RequestFactory().post("/", headers=headers)) is expected


def test_confirmations_have_a_quota_by_network():
    numbers = [camera(43.7 + n / 1000, 7.4).pk for n in range(CONFIRMATIONS_PER_HOUR + 1)]
    answers = [Client().post(f"/cameras/{number}/confirm").status_code for number in numbers]
    assert answers == [303] * CONFIRMATIONS_PER_HOUR + [429]
    assert Confirmation.objects.count() == CONFIRMATIONS_PER_HOUR
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert elsewhere.post(f"/cameras/{numbers[-1]}/confirm").status_code == 303
