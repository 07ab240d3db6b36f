"""Moderators come by a link that is good once."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.test import Client
from django.utils import timezone

from accounts.invitations import InvalidInvitation, accept, invite, sign_up
from accounts.models import Invitation, ModeratorScope, User
from accounts.permissions import role_of
from accounts.roles import Role
from accounts.tests.people import PASSWORD, monaco, person

MODERATOR, ADMIN = Invitation.Role.MODERATOR, Invitation.Role.ADMIN
pytestmark = pytest.mark.django_db
TYPED = {"username": "amina", "email": "amina@example.org", "password": PASSWORD}


def link_of(role=MODERATOR, area=None):
    return invite(role, area)[1].removeprefix("http://127.0.0.1:8000")


def test_amina_opens_the_link_signs_in_and_moderates_her_area(client):
    link = link_of(area=monaco())
    assert "Monaco" in client.get(link).text
    answer = client.post(link, TYPED)
    assert (answer.status_code, answer.url) == (303, "/accounts/login/?next=/moderation")
    amina = User.objects.get(username="amina")
    assert role_of(amina) is Role.AREA_MODERATOR
    assert amina.jurisdiction.areas == {monaco().pk}
    assert not amina.is_staff
    signed_in = client.post(answer.url, {"login": "amina", "password": PASSWORD, "next": "/moderation"})
    assert signed_in.url == "/moderation"


@pytest.mark.parametrize(("role", "becomes"), [(MODERATOR, Role.MODERATOR), (ADMIN, Role.ADMIN)])
def test_without_an_area_it_means_everywhere(client, role, becomes):
    client.post(link_of(role), TYPED)
    assert role_of(User.objects.get(username="amina")) is becomes


def test_the_second_click_is_refused(client):
    link = link_of()
    client.post(link, TYPED)
    for answer in (client.get(link), client.post(link, {**TYPED, "username": "mallory"})):
        assert answer.status_code == 404
        assert "was used or is too old" in answer.text
    assert not User.objects.filter(username="mallory").exists()


def test_after_a_week_it_is_too_old(client):
    link = link_of()
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1)):
        assert client.get(link).status_code == 404
        assert client.post(link, TYPED).status_code == 404
    assert not User.objects.exists()


def test_an_unknown_link_is_not_found(client):
    link_of()
    assert client.get("/invitation/guessed").status_code == 404


def test_the_secret_is_not_in_the_database():
    invitation, link = invite(MODERATOR)
    assert link.rpartition("/")[2] not in str(Invitation.objects.filter(pk=invitation.pk).values().get())


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("username", "AMINA", "choose another one"),
        ("username", "a b", "valid username"),
        ("password", "short", "at least 12 characters"),
        ("password", "amina@example.com", "too similar"),
        ("email", "nowhere", "valid email"),
    ],
)
def test_an_invalid_field_shows_its_error_and_keeps_the_input(client, field, value, message):
    person(Role.CONTRIBUTOR, name="amina")
    link = link_of()
    answer = client.post(link, {**TYPED, "username": "amina2", field: value})
    assert answer.status_code == 422
    assert message in answer.text
    assert PASSWORD not in answer.text
    assert client.get(link).status_code == 200  # the link is still good


def test_a_username_taken_meanwhile_does_not_consume_the_invitation(client, monkeypatch):
    person(Role.CONTRIBUTOR, name="amina")
    monkeypatch.setattr("accounts.forms.JoinForm.clean_username", lambda form: form.cleaned_data["username"])
    link = link_of()
    assert client.post(link, TYPED).status_code == 422
    assert client.get(link).status_code == 200


def test_a_signed_in_user_accepts_the_role(client):
    charlie = person(Role.CONTRIBUTOR, name="charlie")
    client.force_login(charlie)
    link = link_of(area=monaco())
    assert "Accept with this account" in client.get(link).text
    assert client.post(link).url == "/moderation"
    assert role_of(User.objects.get(pk=charlie.pk)) is Role.AREA_MODERATOR
    assert client.post(link).status_code == 404


def test_accepting_needs_the_csrf_token():
    charlie = person(Role.CONTRIBUTOR, name="charlie")
    client = Client(enforce_csrf_checks=True)
    client.force_login(charlie)
    assert client.post(link_of()).status_code == 403


def test_an_administrator_has_no_area():
    with pytest.raises(IntegrityError):
        invite(ADMIN, monaco())


@pytest.mark.django_db(transaction=True)
def test_of_two_concurrent_acceptances_one_succeeds():
    secret = invite(MODERATOR)[1].rpartition("/")[2]
    barrier, refused = Barrier(2), []

    def come(name):
        barrier.wait()
        try:
            sign_up(secret, username=name, email="", password=PASSWORD)
        except InvalidInvitation:
            refused.append(name)
        finally:
            connection.close()

    threads = [Thread(target=come, args=[name]) for name in ("amina", "mallory")]
    [one.start() for one in threads]
    [one.join() for one in threads]
    assert len(refused) == 1
    assert [user.username for user in User.objects.all()] == list({"amina", "mallory"} - {*refused})
    assert ModeratorScope.objects.count() == 1


class TestTheCommand:
    def printed(self, capsys, *arguments):
        call_command("invite_moderator", *arguments)
        return capsys.readouterr().out

    def test_it_prints_a_valid_link(self, client, capsys):
        monaco()
        out = self.printed(capsys, "--area", "MC", "--days", "3")
        assert "moderator, Monaco (MC); good once" in out
        accept(out.splitlines()[0].rpartition("/")[2], person(Role.CONTRIBUTOR))

    def test_it_invites_administrators(self, capsys):
        assert "administrator, everywhere" in self.printed(capsys, "--admin")

    @pytest.mark.parametrize(
        "arguments", [["--area", "nowhere"], ["--days", "0"], ["--admin", "--area", "MC"]], ids=" ".join
    )
    def test_it_refuses_nonsense(self, arguments):
        monaco()
        with pytest.raises(CommandError):
            call_command("invite_moderator", *arguments)
        assert not Invitation.objects.exists()


class TestTheAdmin:
    @pytest.fixture(autouse=True)
    def root(self, client):
        self.root = person(Role.ADMIN, name="root")
        client.force_login(self.root)

    def test_it_shows_the_link_once(self, client):
        page = client.post(
            "/admin/accounts/invitation/add/", {"role": "moderator", "area": monaco().pk}, follow=True
        )
        assert "http://127.0.0.1:8000/invitation/" in page.text
        assert Invitation.objects.get().invited_by == self.root
        assert "/invitation/" not in client.get("/admin/accounts/invitation/").text.replace(
            "/accounts/invitation/", ""
        )

    def test_an_open_one_can_be_deleted_and_an_accepted_one_not(self, client):
        invitation, link = invite(MODERATOR)
        page = f"/admin/accounts/invitation/{invitation.pk}/delete/"
        assert client.get(page).status_code == 200
        accept(link.rpartition("/")[2], person(Role.CONTRIBUTOR))
        assert client.get(page).status_code == 403
