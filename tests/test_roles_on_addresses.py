"""I16: every address of the site x role x area x method answers as the table of permissions says."""

import re
from itertools import product

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from accounts.permissions import may
from accounts.roles import TABLE, Action, Role, Scope
from accounts.tests.people import monaco, nice, person
from cameras.tests.builders import camera
from reports.models import Report
from reports.tests.people import report
from tests.test_consistency import views

pytestmark = pytest.mark.django_db
ON_A_REPORT = re.compile(r"^moderation/<str:reference>")
VERBS = ["reject", "ask", "hold", "release", "merge", "flag", "reopen"]


def guarded():
    """Route and action of every view of ours: pages, files and the API."""
    for route, view in views(get_resolver().url_patterns):
        if isinstance(getattr(view, "action", None), Action):
            yield route.replace("^", "").replace("\\Z", "").replace("$", ""), view.action


ROUTES = sorted({*guarded()})


def fill(route, values):
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(values.get(match[1], "1")), route)


@pytest.fixture
def records():
    """A report in Monaco, where the area moderator moderates, and one in Nice."""
    monaco(), nice()
    return {
        "monaco": report(latitude="43.7384", longitude="7.4246"),
        "nice": report(latitude="43.70", longitude="7.25"),
        "camera": camera(43.7384, 7.4246).pk,
    }


def is_refused(answer):
    to_login = answer.status_code == 302 and "/accounts/login/" in answer.headers["Location"]
    return answer.status_code == 403 or to_login


def test_there_is_something_to_walk():
    assert {"api/v1/collections/cameras/items", "moderation", "audit/export"} <= {one for one, _ in ROUTES}
    assert len(ROUTES) > 40


@pytest.mark.parametrize("role", Role)
def test_who_may_not_at_all_is_refused_and_who_may_is_not(role, records):
    someone, client = person(role), Client()
    if someone:
        client.force_login(someone)
    values = {"reference": records["monaco"].reference, "camera_id": records["camera"], "verb": "ask"}
    for (route, action), method in product(ROUTES, (client.get, client.post)):
        if action is Action.SIGN_IN:  # needs the second factor too: accounts/tests/test_second_factor.py
            continue
        answer = method(fill(route, values))
        closed = TABLE[action].scopes[role] is Scope.NONE
        # A page that takes no POST says so first, to everybody.
        if answer.status_code != 405:
            assert is_refused(answer) == closed, (route, action, answer.status_code)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.AREA_MODERATOR, Role.ADMIN])
@pytest.mark.parametrize("place", ["monaco", "nice"])
def test_a_report_can_be_reached_where_it_lies_within_the_areas(role, place, records):
    someone, client = person(role), Client()
    client.force_login(someone)
    places = [{monaco().pk}] if place == "monaco" else [{nice().pk}]
    routes = [(route, action) for route, action in ROUTES if ON_A_REPORT.match(route)]
    assert len(routes) >= 5
    values = {"reference": records[place].reference}
    # A set: most of the routes have no verb.
    for url, action in sorted(
        {(fill(route, {**values, "verb": verb}), action) for (route, action), verb in product(routes, VERBS)}
    ):
        for answer in (client.get(url), client.post(url, {"version": 0})):
            is_undecided = answer.status_code in (404, 405) or 300 <= answer.status_code < 400
            if not is_undecided:
                allowed = may(someone, action, places=places)
                assert is_refused(answer) != allowed, (url, action, answer.status_code)
    assert Report.objects.get(reference=records[place].reference).version == 1


def test_the_refusal_names_the_place(records):
    client = Client()
    client.force_login(person(Role.AREA_MODERATOR))
    answer = client.get(f"/moderation/{records['nice'].reference}")
    assert answer.status_code == 403
    assert "Nice" in answer.text


def test_the_api_knows_no_session(records):
    """It answers an administrator exactly as anybody: no cookie opens more there."""
    client = Client()
    client.force_login(person(Role.ADMIN))
    cookie = settings.SESSION_COOKIE_NAME
    for route, action in ROUTES:
        if route.startswith("api/"):
            assert action in (Action.READ, Action.SUBMIT, Action.FOLLOW), route
            url = fill(route, {"camera_id": records["camera"]})
            known, stranger = client.get(url), Client().get(url)
            assert known.status_code == stranger.status_code
            assert cookie not in known.headers.get("Vary", "")
