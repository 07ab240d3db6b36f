"""A new password: the link comes by the worker, to known addresses alone."""

import re
from datetime import timedelta
from smtplib import SMTPException

import time_machine
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import TestCase, override_settings
from django.utils import timezone

from accounts.models import AccountMail, User
from reports.mail.account_mail import send_account_mails
from reports.mail.delivery import MAX_ATTEMPTS

ADDRESS = "alice@example.org"


class BrokenServer(BaseEmailBackend):
    def send_messages(self, _messages):
        raise SMTPException


class NewPassword(TestCase):
    def setUp(self):
        self.alice = User.objects.create_user("alice", email=ADDRESS, password="Alice's long password")

    def ask(self, address=ADDRESS, **more):
        return self.client.post("/accounts/password/reset/", {"email": address}, **more)

    def test_the_request_sends_nothing_and_the_worker_sends_the_link(self):
        self.ask()
        self.assertEqual(len(mail.outbox), 0)
        self.assertEqual(send_account_mails(), 1)
        [sent] = mail.outbox
        self.assertEqual(sent.to, [ADDRESS])
        [path] = re.findall(r"http://testserver(/accounts/password/reset/key/\S+)", sent.body)
        self.assertEqual(self.client.get(path, follow=True).status_code, 200)
        self.assertEqual((send_account_mails(), AccountMail.objects.count()), (0, 0))

    def test_what_waits_is_encrypted(self):
        self.ask()
        kept = AccountMail.objects.get().content
        self.assertNotIn(ADDRESS, kept)
        self.assertNotIn("password", kept)

    def test_an_unknown_address_gets_nothing_and_the_answer_is_the_same(self):
        known, unknown = self.ask(), self.ask("eve@example.org")
        self.assertEqual((known.status_code, known.url), (unknown.status_code, unknown.url))
        self.assertEqual(AccountMail.objects.count(), 1)

    def test_nobody_can_fill_a_mailbox(self):
        answers = [self.ask(REMOTE_ADDR=f"198.51.{number}.7").status_code for number in range(7)]
        self.assertEqual(answers, [302] * 5 + [429] * 2)
        self.assertEqual(AccountMail.objects.count(), 5)

    def test_a_server_that_fails_is_tried_again_and_then_no_more(self):
        self.ask()
        with override_settings(EMAIL_BACKEND=f"{__name__}.BrokenServer"):
            self.assertEqual((send_account_mails(), AccountMail.objects.get().attempts), (0, 1))
            self.assertEqual(
                (send_account_mails(), AccountMail.objects.get().attempts), (0, 1)
            )  # not due yet
            AccountMail.objects.update(attempts=MAX_ATTEMPTS - 1, next_try_at=timezone.now())
            send_account_mails()
        self.assertFalse(AccountMail.objects.exists())

    def test_the_next_try_succeeds(self):
        self.ask()
        with override_settings(EMAIL_BACKEND=f"{__name__}.BrokenServer"):
            send_account_mails()
        with time_machine.travel(timezone.now() + timedelta(minutes=2)):
            self.assertEqual(send_account_mails(), 1)

    def test_after_a_change_of_the_key_nothing_is_sent(self):
        self.ask()
        with override_settings(SECRET_KEY="another-key"):
            self.assertEqual(send_account_mails(), 0)
        self.assertFalse(AccountMail.objects.exists())
