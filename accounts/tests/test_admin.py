from django.test import TestCase

from accounts.models import Invitation, ModeratorScope, User
from reports.tests.people import charlie


class AdminTests(TestCase):
    """An administrator appoints moderators."""

    def setUp(self):
        self.charlie = charlie()
        self.client.force_login(User.objects.create_superuser("root", password="x"))

    def save(self, **scope):
        page = f"/admin/accounts/user/{self.charlie.pk}/change/"
        data = {
            "username": "charlie",
            "date_joined_0": "2026-01-01",
            "date_joined_1": "00:00",
            "is_active": "on",
        }
        data |= {f"scopes-{name}": value for name, value in scope.items()}
        return self.client.post(page, data)

    def test_a_scope_without_an_area_means_everywhere(self):
        self.save(TOTAL_FORMS=1, INITIAL_FORMS=0, **{"0-user": self.charlie.pk, "0-area": ""})
        self.assertTrue(ModeratorScope.objects.filter(user=self.charlie, area=None).exists())

    def test_saving_without_a_scope_makes_none(self):
        self.assertEqual(self.save(TOTAL_FORMS=0, INITIAL_FORMS=0).status_code, 302)
        self.assertFalse(ModeratorScope.objects.exists())

    def test_cameras_and_reports_can_be_read_and_not_changed(self):
        for name in (
            "cameras/camera",
            "cameras/camerarevision",
            "reports/report",
            "reports/reportevent",
            "areas/area",
        ):
            self.assertEqual(self.client.get(f"/admin/{name}/").status_code, 200, name)
            if not name.startswith("areas"):
                self.assertEqual(self.client.get(f"/admin/{name}/add/").status_code, 403, name)

    def test_an_area_that_is_no_id_is_an_error_of_its_field(self):
        """The widget looked for it in the database when the form was shown again: 500."""
        for area in ("x", "\0", "9" * 30, "-1", "99999"):
            answer = self.client.post("/admin/accounts/invitation/add/", {"role": "moderator", "area": area})
            self.assertContains(answer, "errorlist")
            page = self.save(TOTAL_FORMS=1, INITIAL_FORMS=0, **{"0-user": self.charlie.pk, "0-area": area})
            self.assertContains(page, "errorlist")
        self.assertFalse(Invitation.objects.exists() or ModeratorScope.objects.exists())

    def test_an_invitation_shows_its_link_once(self):
        answer = self.client.post(
            "/admin/accounts/invitation/add/", {"role": "moderator", "area": ""}, follow=True
        )
        self.assertContains(answer, "/invitation/")
        self.assertEqual(Invitation.objects.count(), 1)
