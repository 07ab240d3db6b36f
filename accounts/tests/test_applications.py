"""Tokens of partners' programs: made by an administrator, shown once, good until a day or until withdrawn."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.applications import PREFIX, BadToken, OutOfScope, Scope, application_of, issue, revoke
from accounts.models import Application
from accounts.roles import Role
from accounts.tests.people import person

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()
FIELDS = {
    "name": "Nice's map", "contact": "gis@example.org", "may_read": "on", "reads_per_minute": 100,
    "megabytes_per_hour": 100, "reports_per_day": 10, "expires_on": "2030-01-31",
}  # fmt: skip


def partner(**fields):
    known = {"name": "Nice's map", "contact": "gis@example.org", "expires_on": TODAY + timedelta(days=30)}
    return issue(**{**known, **fields})


def asked_by(token, scope=Scope.READ, scheme="Bearer"):
    return application_of(RequestFactory().get("/", headers={"authorization": f"{scheme} {token}"}), scope)


class TestTokens:
    def test_it_names_its_application_and_only_its_hash_is_kept(self):
        made, token = partner()
        assert asked_by(token) == made
        assert asked_by(token, scheme="bearer") == made
        assert token.startswith(PREFIX)
        assert len(token) > len(PREFIX) + 42
        assert not any(token in str(value) for value in vars(Application.objects.get()).values())

    def test_without_one_or_with_another_scheme_nobody_is_named(self):
        assert application_of(RequestFactory().get("/"), Scope.READ) is None
        assert asked_by("dXNlcjpwYXNz", scheme="Basic") is None

    @pytest.mark.parametrize("token", ["", "x", PREFIX, "é\udcff", "a" * 5000, "a b"])
    def test_what_is_no_token(self, token):
        partner()
        with pytest.raises(BadToken):
            asked_by(token)

    def test_it_is_good_through_its_last_day(self):
        made, token = partner(expires_on=TODAY)
        assert asked_by(token) == made
        Application.objects.update(expires_on=TODAY - timedelta(days=1))
        with pytest.raises(BadToken):
            asked_by(token)

    def test_withdrawn_it_is_good_no_more_and_only_once(self):
        made, token = partner()
        assert revoke(made)
        assert not revoke(made)
        with pytest.raises(BadToken):
            asked_by(token)

    def test_it_is_for_its_scopes_alone(self):
        _made, token = partner(may_read=False, may_report=True)
        assert asked_by(token, Scope.REPORT)
        with pytest.raises(OutOfScope) as refused:
            asked_by(token, Scope.READ)
        assert 'scope="read"' in refused.value.challenge

    def test_the_day_of_the_last_use_is_written_once(self, django_assert_num_queries):
        made, token = partner()
        with django_assert_num_queries(2):
            asked_by(token)
        made.refresh_from_db()
        assert made.last_used_on == TODAY
        with django_assert_num_queries(1):
            asked_by(token)


class TestCommand:
    def run(self, *arguments):
        out = StringIO()
        call_command("application", *arguments, stdout=out)
        return out.getvalue()

    @pytest.mark.parametrize("day", ["0001-01-01", str(TODAY - timedelta(days=1))])
    def test_a_token_that_would_be_dead_already_is_not_made(self, day):
        with pytest.raises(CommandError, match=f"{day} is over"):
            self.run("add", "Nice", "--contact", "gis@example.org", "--until", day)
        assert not Application.objects.exists()

    def test_today_is_a_last_day(self):
        assert asked_by(
            self.run(
                "add", "Nice", "--contact", "gis@example.org", "--until", str(timezone.now().date())
            ).split()[0]
        )

    def test_from_making_one_to_withdrawing_it(self):
        said = self.run(
            "add", "Nice", "--contact", "gis@example.org", "--scope", "report", "--reports-per-day", "7"
        )
        token = said.splitlines()[0]
        made = asked_by(token, Scope.REPORT)
        assert (made.reports_per_day, made.may_read, made.created_by) == (7, False, None)
        listed = self.run("list")
        assert "Nice (report)" in listed
        assert f"last used {TODAY}" in listed
        assert token not in listed
        self.run("revoke", "Nice")
        assert "withdrawn" in self.run("list")
        with pytest.raises(BadToken):
            asked_by(token, Scope.REPORT)

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (["add", "Nice", "--contact", "nobody"], "email"),
            (["add", "Old", "--contact", "gis@example.org"], "exists"),
            (["revoke", "Nobody"], "no application"),
        ],
    )
    def test_what_is_wrong_is_said(self, arguments, sentence):
        partner(name="Old")
        with pytest.raises(CommandError, match=sentence):
            self.run(*arguments)

    def test_withdrawing_twice(self):
        made, _token = partner()
        revoke(made)
        with pytest.raises(CommandError, match="before"):
            self.run("revoke", made.name)


class TestAdmin:
    URL = "/admin/accounts/application/"

    @pytest.fixture
    def root(self):
        client = Client()
        client.force_login(person(Role.ADMIN, name="root"))
        return client

    def test_the_token_is_shown_once_and_works(self, root):
        page = root.post(f"{self.URL}add/", FIELDS, follow=True).text
        token = PREFIX + page.partition(PREFIX)[2].partition("<")[0].strip()
        made = asked_by(token)
        assert (made.name, made.created_by.username) == ("Nice's map", "root")
        assert token not in root.get(f"{self.URL}{made.pk}/change/").text
        assert token not in root.get(self.URL).text

    def test_limits_change_and_the_token_stays(self, root):
        made, token = partner()
        asked_by(token)
        root.post(f"{self.URL}{made.pk}/change/", {**FIELDS, "reads_per_minute": 7})
        assert asked_by(token).reads_per_minute == 7
        assert Application.objects.get().last_used_on == TODAY

    def test_it_must_be_allowed_something(self, root):
        fields = {name: value for name, value in FIELDS.items() if name != "may_read"}
        assert "to read, to report, or both" in root.post(f"{self.URL}add/", fields).text
        assert not Application.objects.exists()

    def test_withdrawn_in_the_list_it_is_never_deleted_nor_changed_again(self, root):
        made, token = partner()
        root.post(self.URL, {"action": "withdraw", "_selected_action": [made.pk]})
        with pytest.raises(BadToken):
            asked_by(token)
        assert Application.objects.get().revoked_by.username == "root"
        assert root.post(f"{self.URL}{made.pk}/delete/").status_code == 403
        assert root.post(f"{self.URL}{made.pk}/change/", FIELDS).status_code == 403

    @pytest.mark.parametrize("role", [one for one in Role if one is not Role.ADMIN])
    def test_nobody_else_comes_near(self, role):
        made, _token = partner()
        client, someone = Client(), person(role)
        if someone:
            client.force_login(someone)
        for path in ("", "add/", f"{made.pk}/change/"):
            for ask in (client.get, client.post):
                answer = ask(self.URL + path)
                assert answer.status_code in (302, 403)
                assert "gis@example.org" not in answer.text
        assert Application.objects.count() == 1
