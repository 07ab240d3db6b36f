"""While the database does not answer every address says so, and nothing that was typed is lost."""

import errno
import re
from contextlib import contextmanager
from html.parser import HTMLParser

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from accounts.roles import Role
from accounts.tests.people import person
from reports.models import Report
from reports.tests.people import typed
from tests.test_roles_on_addresses import ROUTES, fill

pytestmark = pytest.mark.django_db
ADDRESSES = sorted({fill(route, {}) for route, _ in ROUTES})
LOCKED = OperationalError("database is locked")


@contextmanager
def failing(error=LOCKED):
    def refuse(*_args):
        raise error

    with connection.execute_wrapper(refuse):
        yield


def stranger(**headers):
    return Client(raise_request_exception=False, headers=headers)


class Form(HTMLParser):
    """The fields that the page sends again."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.fields, self.files, self.action, self.name = {}, [], None, None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "form":
            self.action = values["action"]
        if tag == "textarea":
            self.name = values["name"]
            self.fields[self.name] = ""
        if tag == "input":
            self.files.append(values["name"])

    def handle_data(self, text):
        if self.name:
            self.fields[self.name] += text

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.fields[self.name] = self.fields[self.name].removeprefix("\n")
            self.name = None


@pytest.mark.parametrize("role", [Role.ANONYMOUS, Role.MODERATOR])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_answers_500(role, method):
    client = stranger()
    if someone := person(role):
        client.force_login(someone)
    unavailable = set()
    with failing():
        for address in ADDRESSES:
            answer = getattr(client, method)(address)
            assert answer.status_code < 500 or answer.status_code == 503, (address, answer.status_code)
            if answer.status_code == 503:
                unavailable.add(address)
                assert int(answer.headers["Retry-After"]) > 0, address
    if method == "get":
        assert {"/cameras", "/report/status/1", "/cameras/1"} <= unavailable


def test_the_answer_of_the_api_is_a_problem():
    with failing():
        answer = stranger(accept="text/html").post(
            "/api/v1/reports", typed(), content_type="application/json"
        )
    assert answer.status_code == 503
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 503


def test_a_form_comes_back_with_all_that_was_typed_and_can_be_sent_again():
    form = typed(note='\n<b>Lamp post</b> & "wall"\nsecond line')
    with failing():
        answer = stranger().post("/fr/report", form)
    assert answer.status_code == 503
    page = Form(answer.text)
    assert page.action == "/fr/report"
    assert page.fields == form
    assert Report.objects.count() == 0
    assert stranger().post(page.action, page.fields).status_code == 303
    assert Report.objects.get().submitted["note"].endswith("second line")


def test_a_password_is_not_written_into_the_page():
    with failing():
        answer = stranger().post("/accounts/login/", {"login": "alice", "password": "Alice's long one"})
    assert answer.status_code == 503
    assert Form(answer.text).fields == {"login": "alice"}


def test_a_form_of_another_site_is_not_offered_again():
    with failing():
        answer = stranger(**{"sec-fetch-site": "cross-site"}).post("/report", typed(note="forged"))
    assert answer.status_code in (403, 503)
    assert "forged" not in answer.text


@pytest.mark.parametrize(
    "error", [InterfaceError("connection already closed"), OSError(errno.ENOSPC, "full")]
)
def test_a_closed_connection_and_a_full_disk_are_told_alike(error):
    with failing(error):
        assert stranger().get("/cameras").status_code == 503


def test_any_other_error_stays_a_500():
    with failing(ValueError("a mistake")):
        page, api = stranger().get("/cameras"), stranger().get("/api/v1/collections/cameras/items")
    assert (page.status_code, api.status_code) == (500, 500)
    assert api.headers["Content-Type"] == "application/problem+json"
    assert not re.search("mistake|Traceback", page.text + api.text)
