"""A changed SECRET_KEY keeps second factors, addresses, links and bans while the old key is a fallback, and
after `rotate_keys` without it."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from reports.intake.receive import submit
from reports.mail.contacts import address_of, mailbox_of
from reports.models import Ban, Contact, Objection, Report
from reports.objections.actions import contact_of
from reports.senders.bans import contact_hash, is_banned_contact
from reports.tests.people import alice, submission
from web.encryption import decrypt, encrypt

pytestmark = pytest.mark.django_db
NEW_KEY = "a new key, after the old one was seen by somebody"


@pytest.fixture
def change_key(settings):
    old = settings.SECRET_KEY

    def change(*, fallbacks=True):
        settings.SECRET_KEY = NEW_KEY
        settings.SECRET_KEY_FALLBACKS = [old] if fallbacks else []

    return change


def rotate_keys():
    out = StringIO()
    call_command("rotate_keys", stdout=out)
    return out.getvalue().strip()


@pytest.fixture
def stored():
    """A report with an address, a second factor with recovery codes, an objection, all under the old key."""
    sent = submission(contact="bob@example.org", client_token=uuid4())
    report, secret = submit(sent)
    user, key = alice(), generate_totp_secret()
    totp = TOTP.activate(user, key)
    codes = RecoveryCodes.activate(user)
    objection = Objection.objects.create(
        reference="O-AAAA-BBBB", token=uuid4(), kind="home", text="x", contact=encrypt("eve@example.org"),
        created_at=timezone.now(),
    )  # fmt: skip
    return {
        "report": report, "secret": secret, "sent": sent, "key": key, "totp": totp.instance.pk,
        "codes": codes.get_unused_codes(), "objection": objection.pk,
    }  # fmt: skip


def readable(stored):
    report = Report.objects.get(pk=stored["report"].pk)
    assert address_of(report) == "bob@example.org"
    assert stored["secret"] in mailbox_of(report).url
    assert contact_of(Objection.objects.get(pk=stored["objection"])) == "eve@example.org"
    totp = Authenticator.objects.get(pk=stored["totp"])
    assert decrypt(totp.data["secret"]) == stored["key"]
    codes = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    assert codes.wrap().get_unused_codes() == stored["codes"]


def test_everything_stays_readable_while_the_old_key_is_a_fallback(stored, change_key):
    change_key()
    readable(stored)


def test_after_rotation_the_old_key_is_not_needed(stored, change_key):
    change_key()
    assert rotate_keys() == "4 encrypted anew, 0 under a key that is not known any more"
    change_key(fallbacks=False)
    readable(stored)
    assert rotate_keys().startswith("4 encrypted anew, 0 ")  # a second time does no harm


def test_without_fallback_the_values_are_gone_and_rotation_leaves_them(stored, change_key):
    before = Contact.objects.get().address
    change_key(fallbacks=False)
    assert address_of(stored["report"]) == ""
    assert rotate_keys() == "4 encrypted anew, 5 under a key that is not known any more"
    assert Contact.objects.get().address == before


def test_a_status_link_opens_and_sending_again_gives_the_same_link(stored, change_key):
    change_key()
    assert Client().get(f"/report/status/{stored['secret']}").status_code == 200
    assert submit(stored["sent"]) == (stored["report"], stored["secret"])
    change_key(fallbacks=False)
    assert Client().get(f"/report/status/{stored['secret']}").status_code == 200


def test_a_new_report_takes_the_new_key(change_key):
    change_key()
    sent = submission(client_token=uuid4())
    first = submit(sent)
    change_key(fallbacks=False)
    assert submit(sent) == first


def test_a_ban_of_an_address_outlasts_the_change(change_key):
    now = timezone.now()
    Ban.objects.create(
        contact_hash=contact_hash("bob@example.org"), reason="spam", created_by=alice(), created_at=now,
        ends_at=now + timedelta(days=9),
    )  # fmt: skip
    change_key()
    assert is_banned_contact("Bob@example.org")
    assert not is_banned_contact("eve@example.org")
