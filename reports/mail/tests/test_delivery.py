"""The retry schedule is one, and the documents state it as it is."""

import re
from datetime import timedelta
from pathlib import Path
from smtplib import SMTPException
from unittest.mock import patch

from django.conf import settings
from django.core import mail
from django.test import SimpleTestCase

from reports.mail.delivery import MAX_ATTEMPTS, deliver, message, pause_after, retry_period

DOCS = Path(settings.BASE_DIR) / "docs"


class ScheduleTests(SimpleTestCase):
    def test_each_pause_is_five_times_the_one_before(self):
        self.assertEqual(pause_after(1), timedelta(minutes=1))
        self.assertEqual(pause_after(6), timedelta(minutes=3125))

    def test_the_documents_state_the_schedule(self):
        days = retry_period() / timedelta(days=1)
        stated = f"{MAX_ATTEMPTS} times over {days:.1f} days"
        for name, count in (("moderation.md", 2), ("decisions/0016-an-outbox-without-addresses.md", 1)):
            text = " ".join((DOCS / name).read_text().split())
            self.assertEqual(text.count(stated), count, name)
            self.assertEqual(len(re.findall(r"tri(?:ed|es it) \w+ times", text)), count, name)

    def test_the_decision_lists_the_pauses(self):
        pauses = [str(pause_after(failures) // timedelta(minutes=1)) for failures in range(1, MAX_ATTEMPTS)]
        stated = f"pauses of {', '.join(pauses[:-1])} and {pauses[-1]} minutes"
        text = (DOCS / "decisions/0016-an-outbox-without-addresses.md").read_text()
        self.assertIn(stated, " ".join(text.split()))


class DeliverTests(SimpleTestCase):
    def test_it_sends_to_one_address_and_declares_itself_automatic(self):
        self.assertTrue(deliver(message("Subject", "Body", "bob@example.org"), "a mail"))
        self.assertEqual(mail.outbox[0].to, ["bob@example.org"])
        self.assertEqual(mail.outbox[0].extra_headers, {"Auto-Submitted": "auto-generated"})

    def test_a_failure_is_logged_without_the_address(self):
        for error in (SMTPException("bob@example.org refused"), OSError("bob@example.org")):
            with (
                self.subTest(error=error),
                patch("django.core.mail.EmailMessage.send", side_effect=error),
                self.assertLogs("reports.mail.delivery", "WARNING") as log,
            ):
                self.assertFalse(deliver(message("Subject", "Body", "bob@example.org"), "notification 7"))
                self.assertIn(f"notification 7 was not sent: {type(error).__name__}", log.output[0])
                self.assertNotIn("bob@", log.output[0])
