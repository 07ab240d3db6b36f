from io import StringIO
from unittest.mock import patch

from django.core.management import call_command
from django.test import TestCase, override_settings

from accounts.models import User
from accounts.permissions import may
from accounts.roles import Action
from areas.models import Area
from cameras.models import Camera, CameraArea, Dataset
from reports import demo
from reports.demo import can_log_in, load_demo, load_moderator
from reports.models import Report
from reports.review.comparison import nearby_cameras


class DemoTests(TestCase):
    def setUp(self):
        with patch("sys.stdout", StringIO()), patch("sys.stderr", StringIO()):
            load_demo(password="the demo's password")

    def test_it_has_the_cameras_of_33_places_and_dearborn(self):
        self.assertEqual(Camera.objects.published().count(), 569 + 77)

    def test_it_has_24_french_towns_and_monaco_with_its_16_cameras(self):
        self.assertEqual(Area.objects.count(), 25)
        self.assertEqual(CameraArea.objects.filter(area__code="MC").count(), 16)

    def test_eight_reports_wait_a_near_duplicate_a_private_home_and_a_correction_among_them(self):
        reports = Report.objects.pending()
        self.assertEqual(reports.count(), 8)
        self.assertEqual(reports.filter(kind="correction").count(), 1)
        self.assertTrue(any("family home" in one.note for one in reports))
        near = [one for one in reports if any(other["is_candidate"] for other in nearby_cameras(one))]
        self.assertGreaterEqual(len(near), 1)

    def test_a_second_time_changes_nothing(self):
        load_demo(password="the demo's password")
        self.assertEqual((Camera.objects.count(), Report.objects.count(), User.objects.count()), (646, 8, 1))

    def test_the_moderator_can_log_in(self):
        self.client.post("/accounts/login/", {"login": "moderator", "password": "the demo's password"})
        self.assertEqual(self.client.get("/moderation").status_code, 200)


class InterruptedTests(TestCase):
    """Ctrl-C while the demo is loaded, then another start."""

    def load(self):
        with patch("sys.stdout", StringIO()), patch("sys.stderr", StringIO()):
            load_demo(password="the demo's password")

    def interrupt(self, name, after):
        real, calls = getattr(demo, name), iter(range(after))

        def interrupted(*arguments, **options):
            if next(calls, None) is None:
                raise KeyboardInterrupt
            return real(*arguments, **options)

        with patch.object(demo, name, interrupted), self.assertRaises(KeyboardInterrupt):
            self.load()

    def assert_whole_at_the_next_start(self):
        self.assertEqual((Dataset.objects.count(), Camera.objects.count(), Report.objects.count()), (0, 0, 0))
        self.load()
        self.assertEqual((Camera.objects.count(), Report.objects.count(), User.objects.count()), (646, 8, 1))

    def test_between_two_files(self):
        self.interrupt("call_command", after=len(demo.BOUNDARIES) + 1)
        self.assert_whole_at_the_next_start()

    def test_between_two_reports(self):
        self.interrupt("submit", after=3)
        self.assert_whole_at_the_next_start()

    def test_a_dataset_without_cameras_is_filled(self):
        for slug in demo.FILES:
            Dataset.objects.create(slug=slug, licence="ODbL-1.0", attribution="© OpenStreetMap contributors")
        self.load()
        self.assertEqual((Camera.objects.count(), Report.objects.count()), (646, 8))


class ModeratorTests(TestCase):
    def setUp(self):
        load_moderator("the demo's password")
        self.user = User.objects.get()

    def test_a_changed_password_stays(self):
        self.user.set_password("another password")
        self.user.save()
        load_moderator("the demo's password")
        self.assertTrue(User.objects.get().check_password("another password"))
        self.assertFalse(can_log_in("the demo's password"))

    def test_a_scope_that_was_taken_stays_taken(self):
        self.user.scopes.all().delete()
        load_moderator("the demo's password")
        self.assertFalse(may(User.objects.get(), Action.QUEUE))

    def test_a_closed_account_cannot_log_in(self):
        self.assertTrue(can_log_in("the demo's password"))
        User.objects.update(is_active=False)
        self.assertFalse(can_log_in("the demo's password"))


class PrepareTests(TestCase):
    @override_settings(DEMO_PASSWORD="")
    def test_without_a_demo_password_there_is_no_demo(self):
        with patch("reports.management.commands.prepare_demo.call_command"):
            call_command("prepare_demo")
        self.assertFalse(User.objects.exists())

    def prepare(self):
        out = StringIO()
        with (
            patch("reports.management.commands.prepare_demo.call_command"),
            patch("sys.stdout", StringIO()),
            patch("sys.stderr", StringIO()),
        ):
            call_command("prepare_demo", stdout=out)
        return out.getvalue()

    @override_settings(DEMO_PASSWORD="secret of the demo")
    def test_it_says_who_moderates(self):
        self.assertIn("moderator, password: secret of the demo", self.prepare())

    @override_settings(DEMO_PASSWORD="secret of the demo")
    def test_it_prints_no_password_that_is_wrong(self):
        User.objects.create_user("moderator", password="changed since")
        output = self.prepare()
        self.assertIn("DEMO_PASSWORD is not the password any more", output)
        self.assertNotIn("secret of the demo", output)
