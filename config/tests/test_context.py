"""Whether a site is a demo is a setting of its own, whatever is asked at sign-in."""

from django.template.loader import render_to_string
from django.test import RequestFactory, SimpleTestCase, override_settings

from accounts.models import User


class DemoNotice(SimpleTestCase):
    def staff_line(self):
        request = RequestFactory().get("/moderation")
        request.user = User(username="alice")
        return render_to_string("reports/_staff_line.html", request=request)

    def test_the_staff_line_names_a_demo_and_a_missing_second_factor(self):
        for password, required, notice in (
            ("secret of the demo", False, "Demo: sign-in without a second factor"),
            ("secret of the demo", True, "Demo<"),
            ("", False, ""),
            ("", True, ""),
        ):
            with (
                self.subTest(password=password, required=required),
                override_settings(DEMO_PASSWORD=password, STAFF_MFA_REQUIRED=required),
            ):
                line = self.staff_line()
                self.assertIn("alice", line)
                self.assertIn(notice, line)
                self.assertEqual("Demo" in line, bool(notice))
