"""API tokens of partner applications: issued by an administrator, shown once, valid until expiry or
revocation."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.applications import (
    PREFIX,
    InsufficientScope,
    InvalidToken,
    TokenScope,
    authenticate_application,
    issue,
    revoke,
)
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
    defaults = {"name": "Nice's map", "contact": "gis@example.org", "expires_on": TODAY + timedelta(days=30)}
    return issue(**{**defaults, **fields})


def authenticate(token, scope=TokenScope.READ, scheme="Bearer"):
    return authenticate_application(
        RequestFactory().get("/", headers={"authorization": f"{scheme} {token}"}), scope
    )


class TestTokens:
    def test_it_authenticates_its_application_and_only_its_hash_is_stored(self):
        application, token = partner()
        assert authenticate(token) == application
        assert authenticate(token, scheme="bearer") == application
        assert token.startswith(PREFIX)
        assert len(token) > len(PREFIX) + 42
        assert not any(token in str(value) for value in vars(Application.objects.get()).values())

    def test_no_token_or_another_scheme_is_anonymous(self):
        assert authenticate_application(RequestFactory().get("/"), TokenScope.READ) is None
        assert authenticate("dXNlcjpwYXNz", scheme="Basic") is None

    @pytest.mark.parametrize("token", ["", "x", PREFIX, "é\udcff", "a" * 5000, "a b"])
    def test_an_invalid_token_is_refused(self, token):
        partner()
        with pytest.raises(InvalidToken):
            authenticate(token)

    def test_it_is_valid_through_its_last_day(self):
        application, token = partner(expires_on=TODAY)
        assert authenticate(token) == application
        Application.objects.update(expires_on=TODAY - timedelta(days=1))
        with pytest.raises(InvalidToken):
            authenticate(token)

    def test_a_token_is_revoked_once(self):
        application, token = partner()
        assert revoke(application)
        assert not revoke(application)
        with pytest.raises(InvalidToken):
            authenticate(token)

    def test_it_is_limited_to_its_scopes(self):
        _made, token = partner(may_read=False, may_report=True)
        assert authenticate(token, TokenScope.REPORT)
        with pytest.raises(InsufficientScope) as refused:
            authenticate(token, TokenScope.READ)
        assert 'scope="read"' in refused.value.challenge

    def test_the_day_of_the_last_use_is_written_once(self, django_assert_num_queries):
        application, token = partner()
        with django_assert_num_queries(2):
            authenticate(token)
        application.refresh_from_db()
        assert application.last_used_on == TODAY
        with django_assert_num_queries(1):
            authenticate(token)


class TestCommand:
    def run(self, *arguments):
        out = StringIO()
        call_command("application", *arguments, stdout=out)
        return out.getvalue()

    @pytest.mark.parametrize("day", ["0001-01-01", str(TODAY - timedelta(days=1))])
    def test_a_token_in_the_past_is_refused(self, day):
        with pytest.raises(CommandError, match=f"{day} is over"):
            self.run("add", "Nice", "--contact", "gis@example.org", "--until", day)
        assert not Application.objects.exists()

    def test_today_is_a_last_day(self):
        assert authenticate(
            self.run(
                "add", "Nice", "--contact", "gis@example.org", "--until", str(timezone.now().date())
            ).split()[0]
        )

    def test_from_issuing_to_revoking(self):
        output = self.run(
            "add", "Nice", "--contact", "gis@example.org", "--scope", "report", "--reports-per-day", "7"
        )
        token = output.splitlines()[0]
        application = authenticate(token, TokenScope.REPORT)
        assert (application.reports_per_day, application.may_read, application.created_by) == (7, False, None)
        listed = self.run("list")
        assert "Nice (report)" in listed
        assert f"last used {TODAY}" in listed
        assert token not in listed
        self.run("revoke", "Nice")
        assert "withdrawn" in self.run("list")
        with pytest.raises(InvalidToken):
            authenticate(token, TokenScope.REPORT)

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (["add", "Nice", "--contact", "nobody"], "email"),
            (["add", "Old", "--contact", "gis@example.org"], "exists"),
            (["revoke", "Nobody"], "no application"),
        ],
    )
    def test_invalid_arguments_are_refused(self, arguments, sentence):
        partner(name="Old")
        with pytest.raises(CommandError, match=sentence):
            self.run(*arguments)

    def test_revoking_twice(self):
        application, _token = partner()
        revoke(application)
        with pytest.raises(CommandError, match="before"):
            self.run("revoke", application.name)


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
        application = authenticate(token)
        assert (application.name, application.created_by.username) == ("Nice's map", "root")
        assert token not in root.get(f"{self.URL}{application.pk}/change/").text
        assert token not in root.get(self.URL).text

    def test_limits_change_and_the_token_stays(self, root):
        application, token = partner()
        authenticate(token)
        root.post(f"{self.URL}{application.pk}/change/", {**FIELDS, "reads_per_minute": 7})
        assert authenticate(token).reads_per_minute == 7
        assert Application.objects.get().last_used_on == TODAY

    def test_it_needs_at_least_one_scope(self, root):
        fields = {name: value for name, value in FIELDS.items() if name != "may_read"}
        assert "to read, to report, or both" in root.post(f"{self.URL}add/", fields).text
        assert not Application.objects.exists()

    def test_a_revoked_one_can_be_neither_deleted_nor_changed(self, root):
        application, token = partner()
        root.post(self.URL, {"action": "withdraw", "_selected_action": [application.pk]})
        with pytest.raises(InvalidToken):
            authenticate(token)
        assert Application.objects.get().revoked_by.username == "root"
        assert root.post(f"{self.URL}{application.pk}/delete/").status_code == 403
        assert root.post(f"{self.URL}{application.pk}/change/", FIELDS).status_code == 403

    @pytest.mark.parametrize("role", [one for one in Role if one is not Role.ADMIN])
    def test_other_roles_have_no_access(self, role):
        application, _token = partner()
        client, someone = Client(), person(role)
        if someone:
            client.force_login(someone)
        for path in ("", "add/", f"{application.pk}/change/"):
            for ask in (client.get, client.post):
                answer = ask(self.URL + path)
                assert answer.status_code in (302, 403)
                assert "gis@example.org" not in answer.text
        assert Application.objects.count() == 1
