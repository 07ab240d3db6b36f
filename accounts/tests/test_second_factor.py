"""Staff need a second factor, and return to the requested page after setting it up."""

import re
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from accounts.roles import STAFF, Role
from accounts.tests.people import PASSWORD, person

pytestmark = pytest.mark.django_db
ACTIVATE = "/accounts/2fa/totp/activate/"


@pytest.fixture(autouse=True)
def required(settings):
    settings.STAFF_MFA_REQUIRED = True
    cache.clear()
    yield
    cache.clear()


def code_for(secret, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def log_in(client, name, next_page=""):
    return client.post("/accounts/login/", {"login": name, "password": PASSWORD, "next": next_page})


def set_up(client):
    """Scan, type the code: returns the secret and the answer."""
    [secret] = re.findall(r'<code class="key">([A-Z2-7]+)</code>', client.get(ACTIVATE).text)
    return secret, client.post(ACTIVATE, {"code": code_for(secret)})


@pytest.fixture
def alice(client):
    return person(Role.MODERATOR, name="alice")


class TestTheWay:
    def test_after_setting_it_up_alice_returns_to_the_requested_page(self, client, alice):
        assert log_in(client, "alice", "/moderation?kind=removed").url == "/moderation?kind=removed"
        assert client.get("/moderation?kind=removed").url == ACTIVATE
        page = client.get(ACTIVATE)
        assert "you go on to where you were going" in page.text
        assert "data:image/svg+xml;base64," in page.text
        _secret, answer = set_up(client)
        assert answer.url == "/accounts/2fa/recovery-codes/"
        assert 'href="/moderation?kind=removed"' in client.get(answer.url).text
        assert client.get("/moderation?kind=removed").status_code == 200

    def test_in_french_too(self, client, alice):
        log_in(client, "alice")
        assert client.get("/fr/moderation").url == f"/fr{ACTIVATE}"
        assert "second facteur" in client.get(f"/fr{ACTIVATE}").text

    def test_a_wrong_code_sets_up_nothing(self, client, alice):
        log_in(client, "alice")
        client.get(ACTIVATE)
        assert "field-error" in client.post(ACTIVATE, {"code": "000000"}).text
        assert not Authenticator.objects.exists()
        assert client.get("/moderation").url == ACTIVATE

    @pytest.mark.parametrize("role", sorted(STAFF))
    def test_every_staff_role_needs_one(self, client, role):
        client.force_login(person(role))
        assert client.get("/moderation").url == ACTIVATE


class TestTheNextLogin:
    @pytest.fixture
    def secret(self, alice):
        first = Client()
        log_in(first, "alice")
        return set_up(first)[0]

    def test_the_password_alone_opens_nothing(self, client, secret):
        assert log_in(client, "alice").url.startswith("/accounts/2fa/authenticate/")
        assert client.get("/moderation").url.startswith("/accounts/login/")

    def test_with_the_code_she_is_in(self, client, secret):
        log_in(client, "alice", "/moderation?kind=new")
        answer = client.post("/accounts/2fa/authenticate/", {"code": code_for(secret, steps=1)})
        assert answer.url == "/moderation?kind=new"
        assert client.get("/moderation").status_code == 200

    def test_a_recovery_code_opens_once(self, secret):
        codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
        for expected in (302, 200):
            other = Client()
            log_in(other, "alice")
            answer = other.post("/accounts/2fa/authenticate/", {"code": codes[0]})
            assert answer.status_code == expected

    def test_codes_are_counted_by_account_from_whichever_network(self, secret):
        refused = []
        for number in range(7):
            other = Client(REMOTE_ADDR=f"198.51.{number}.7")
            log_in(other, "alice")
            refused.append(other.post("/accounts/2fa/authenticate/", {"code": "000000"}).text)
        assert all("Incorrect code" in text for text in refused[:5])
        assert all("Too many failed login attempts" in text for text in refused[5:])
        right = Client(REMOTE_ADDR="203.0.113.9")
        log_in(right, "alice")
        assert (
            right.post("/accounts/2fa/authenticate/", {"code": code_for(secret, steps=1)}).status_code == 200
        )
        with time_machine.travel(time.time() + 301):
            log_in(right, "alice")
            answer = right.post("/accounts/2fa/authenticate/", {"code": code_for(secret)})
            assert answer.status_code == 302

    def test_secrets_are_encrypted_in_the_database(self, secret):
        kept = str(list(Authenticator.objects.values_list("data", flat=True)))
        assert secret not in kept

    def test_who_takes_it_away_has_to_set_up_another(self, client, secret):
        client.force_login(User.objects.get(username="alice"))
        Authenticator.objects.all().delete()
        assert client.get("/moderation").url == ACTIVATE


class TestTheAdmin:
    def test_it_redirects_to_the_second_factor_and_back(self, client):
        person(Role.ADMIN, name="root")
        log_in(client, "root", "/admin/")
        assert client.get("/admin/").url == "/admin/login/?next=/admin/"
        assert client.get("/admin/login/?next=/admin/").url == ACTIVATE
        _secret, answer = set_up(client)
        assert 'href="/admin/"' in client.get(answer.url).text
        assert client.get("/admin/").status_code == 200

    def test_no_admin_page_opens_before(self, client):
        client.force_login(person(Role.ADMIN))
        for page in ("/admin/", "/admin/accounts/user/", "/admin/reports/report/", "/admin/jsi18n/"):
            assert client.get(page).status_code == 302, page

    def test_it_does_not_take_moderators(self, client, alice):
        client.force_login(alice)
        assert client.get("/admin/login/").status_code == 403
