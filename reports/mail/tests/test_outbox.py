"""I21: one mail for each event and recipient, none for nobody, none for what was rolled back."""

import logging
import smtplib
from datetime import timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from reports.decisions import AlreadyDecided, approve, ask, flag, merge, reject, reopen, revert
from reports.intake.receive import submit
from reports.mail import contacts
from reports.mail.delivery import MAX_ATTEMPTS
from reports.mail.outbox import MAILED_EVENTS, send_due
from reports.models import Contact, Notification, Report, ReportEvent
from reports.reporter import actions
from reports.tests.people import alice, report, submission

pytestmark = pytest.mark.django_db
BOB = "bob@example.org"


def report_with_contact(*, locale="en", **fields) -> Report:
    """A report whose sender left an address."""
    return submit(submission(contact=BOB, locale=locale, **fields))[0]


def later(**delta):
    return time_machine.travel(timezone.now() + timedelta(**delta))


def send_after(**delta):
    with later(**delta):
        return send_due()


class TestWhoIsTold:
    def test_bob_reads_the_decision_with_reason_and_link(self, client):
        one = report_with_contact()
        reject(one, by=alice(), version=1, reason="private_home", public_reason="A garden, not the street.")
        assert send_after(minutes=6) == 1
        [sent] = mail.outbox
        assert sent.to == [BOB]
        assert sent.subject == f"Your report {one.reference} was not taken"
        assert "The reason: It belongs to a private home\nA garden, not the street." in sent.body
        assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
        [link] = [line for line in sent.body.splitlines() if "/report/status/" in line]
        assert one.reference in client.get(link.removeprefix("http://127.0.0.1:8000")).text

    def test_in_his_own_language(self):
        reject(report_with_contact(locale="fr"), by=alice(), version=1, reason="spam")
        send_after(minutes=6)
        [sent] = mail.outbox
        assert "n’a pas été retenu" in sent.subject
        assert "C’est de la publicité ou une plaisanterie" in sent.body
        assert "http://127.0.0.1:8000/fr/report/status/" in sent.body

    def test_a_question_is_in_the_mail(self):
        ask(report_with_contact(), by=alice(), version=1, question="Which side of the street?")
        send_after(minutes=6)
        assert "    Which side of the street?\n" in mail.outbox[0].body

    @pytest.mark.parametrize("event", MAILED_EVENTS)
    @pytest.mark.parametrize("locale", ["en", "fr"])
    def test_every_event_of_the_table_has_its_words(self, event, locale):
        one = report_with_contact(locale=locale)
        happened = ReportEvent.objects.create(
            report=one, seq=2, event=event, data={"reason": "spam"}, at=timezone.now()
        )
        Notification.objects.create(event=happened, next_try_at=timezone.now())
        send_due()
        assert one.reference in mail.outbox[0].subject
        assert one.reference in mail.outbox[0].body
        assert "{" not in mail.outbox[0].body + mail.outbox[0].subject

    def test_who_left_no_address_is_not_told(self):
        reject(report(), by=alice(), version=1, reason="spam")
        assert not Notification.objects.exists()

    def test_a_reporter_with_an_account_gets_the_mail_at_its_address(self):
        one = report()
        bob = User.objects.create_user("bob", email="account@example.org")
        Report.objects.filter(pk=one.pk).update(reporter=bob)
        one.refresh_from_db()
        reject(one, by=alice(), version=1, reason="spam")
        send_after(minutes=6)
        assert mail.outbox[0].to == ["account@example.org"]

    def test_nothing_that_he_wrote_stands_in_a_mail(self):
        one = report_with_contact(note="canary-note", operator="canary-operator")
        approve(one, by=alice(), version=1)
        send_after(minutes=6)
        assert "canary" not in mail.outbox[0].body + mail.outbox[0].subject


class TestOnce:
    def test_the_database_refuses_a_second_row_for_the_same_event(self):
        reject(report_with_contact(), by=alice(), version=1, reason="spam")
        row = Notification.objects.get()
        with pytest.raises(IntegrityError), transaction.atomic():
            Notification.objects.create(event=row.event, next_try_at=row.next_try_at)

    def test_sending_again_sends_nothing(self):
        reject(report_with_contact(), by=alice(), version=1, reason="spam")
        assert [send_after(minutes=6), send_after(minutes=7), send_after(days=9)] == [1, 0, 0]

    @pytest.mark.django_db(transaction=True)
    def test_two_workers_send_one_mail(self):
        reject(report_with_contact(), by=alice(), version=1, reason="spam")
        barrier, sent = Barrier(2), []

        def work():
            barrier.wait()
            sent.append(send_due())
            connection.close()

        with later(minutes=6):
            workers = [Thread(target=work) for _ in range(2)]
            [one.start() for one in workers]
            [one.join() for one in workers]
        assert sorted(sent) == [0, 1]
        assert len(mail.outbox) == 1

    def test_a_rolled_back_event_sends_no_mail(self):
        one, person = report_with_contact(), alice()

        @transaction.atomic
        def refuse_and_fail():
            reject(one, by=person, version=1, reason="spam")
            assert Notification.objects.exists()
            raise RuntimeError

        with pytest.raises(RuntimeError):
            refuse_and_fail()
        assert not Notification.objects.exists()

    def test_the_loser_of_a_race_sends_no_mail(self):
        one, person = report_with_contact(), alice()
        approve(one, by=person, version=1)
        with pytest.raises(AlreadyDecided):
            reject(one, by=person, version=1, reason="spam")
        assert Notification.objects.get().event.event == "approve"


class TestUndo:
    def test_a_mail_waits_for_five_minutes(self):
        reject(report_with_contact(), by=alice(), version=1, reason="spam")
        assert (send_after(minutes=4), send_after(minutes=6)) == (0, 1)

    def test_reopening_in_time_sends_no_mail(self):
        one, person = report_with_contact(), alice()
        reject(one, by=person, version=1, reason="spam")
        reopen(one, by=person, version=2, reason="a slip")
        assert send_after(minutes=30) == 0
        assert list(Notification.objects.values_list("state", flat=True)) == ["cancelled"]

    def test_reopening_later_sends_a_mail_too(self):
        one, person = report_with_contact(), alice()
        reject(one, by=person, version=1, reason="spam")
        send_after(minutes=6)
        reopen(one, by=person, version=2, reason="looked again")
        send_after(minutes=12)
        assert "is looked at again" in mail.outbox[1].subject

    def test_an_approval_that_is_taken_back_at_once_is_one_mail(self):
        one, person = report_with_contact(), alice()
        approve(one, by=person, version=1)
        revert(one, by=person, version=2)
        assert send_after(minutes=12) == 1
        assert "taken off the map again" in mail.outbox[0].subject

    def test_a_second_opinion_does_not_stop_a_question(self):
        one, person = report_with_contact(), alice()
        ask(one, by=person, version=1, question="Where?")
        flag(one, by=person, version=2, second_opinion=True)
        assert send_after(minutes=6) == 1

    def test_who_withdrew_is_asked_no_more(self):
        one = report_with_contact()
        ask(one, by=alice(), version=1, question="Where?")
        actions.withdraw(one, version=2)
        assert send_after(minutes=6) == 0

    def test_who_deleted_their_data_gets_no_mail(self):
        one = report_with_contact()
        reject(one, by=alice(), version=1, reason="spam")
        actions.erase(one, version=2)
        assert send_after(minutes=6) == 0
        assert not Contact.objects.exists()

    def test_who_took_the_address_away_gets_none_either(self):
        one = report_with_contact()
        merge(one, by=alice(), version=1, into=report(latitude="43.75"))
        contacts.delete_contact(one)
        assert send_after(minutes=6) == 0
        assert Notification.objects.get().state == "cancelled"


class TestABrokenMailServer:
    @pytest.fixture
    def broken(self, monkeypatch, settings):
        settings.EMAIL_BACKEND = "reports.mail.tests.test_outbox.Refusing"
        reject(report_with_contact(), by=alice(), version=1, reason="spam")

    def test_it_is_tried_again_with_longer_and_longer_pauses(self, broken, settings):
        now, pauses = timezone.now() + timedelta(minutes=6), []
        for _ in range(MAX_ATTEMPTS):
            with time_machine.travel(now, tick=False):
                assert send_due() == 0
                row = Notification.objects.get()
                pauses.append((row.next_try_at - timezone.now()).total_seconds() / 60)
                now = row.next_try_at
        assert pauses == [1, 5, 25, 125, 625, 3125, 15625]
        assert row.state == "failed"

    def test_when_it_is_back_the_mail_leaves(self, broken, settings):
        send_after(minutes=6)
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        assert send_after(minutes=8) == 1

    def test_no_address_comes_into_the_log(self, broken, caplog):
        with caplog.at_level(logging.DEBUG):
            send_after(minutes=6)
        assert "SMTPRecipientsRefused" in caplog.text
        assert BOB not in caplog.text


class Refusing:
    def __init__(self, **options):
        pass

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({BOB: (550, b"no such user")})
