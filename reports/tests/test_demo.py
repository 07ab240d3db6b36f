from io import StringIO
from unittest.mock import patch

from django.core.management import call_command
from django.test import TestCase, override_settings

from accounts.models import User
from cameras.models import Camera
from reports.demo import load_demo
from reports.models import Report
from reports.review import surroundings


class DemoTests(TestCase):
    def setUp(self):
        with patch("sys.stdout", StringIO()), patch("sys.stderr", StringIO()):
            load_demo(password="the demo's password")

    def test_it_has_the_cameras_of_33_places_and_dearborn(self):
        self.assertEqual(Camera.objects.published().count(), 569 + 77)

    def test_eight_reports_wait_a_near_duplicate_a_private_home_and_a_correction_among_them(self):
        reports = Report.objects.pending()
        self.assertEqual(reports.count(), 8)
        self.assertEqual(reports.filter(kind="correction").count(), 1)
        self.assertTrue(any("family home" in one.note for one in reports))
        near = [one for one in reports if any(other["is_candidate"] for other in surroundings(one))]
        self.assertGreaterEqual(len(near), 1)

    def test_a_second_time_changes_nothing(self):
        load_demo(password="the demo's password")
        self.assertEqual((Camera.objects.count(), Report.objects.count(), User.objects.count()), (646, 8, 1))

    def test_the_moderator_can_log_in(self):
        self.client.post("/accounts/login/", {"login": "moderator", "password": "the demo's password"})
        self.assertEqual(self.client.get("/moderation").status_code, 200)


class PrepareTests(TestCase):
    @override_settings(DEMO_PASSWORD="")
    def test_without_a_demo_password_there_is_no_demo(self):
        with patch("reports.management.commands.prepare_demo.call_command"):
            call_command("prepare_demo")
        self.assertFalse(User.objects.exists())

    @override_settings(DEMO_PASSWORD="secret of the demo")
    def test_it_says_who_moderates(self):
        out = StringIO()
        with patch("reports.management.commands.prepare_demo.call_command"), patch("sys.stderr", StringIO()):
            call_command("prepare_demo", stdout=out)
        self.assertIn("moderator, password: secret of the demo", out.getvalue())
