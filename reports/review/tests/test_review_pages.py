from django.test import TestCase, override_settings

from accounts.models import User
from accounts.roles import Role
from accounts.tests.people import monaco, person
from cameras.models import Camera, Change
from cameras.registry.revisions import snapshot
from cameras.tests.builders import camera
from reports.models import Report, ReportEvent
from reports.tests.people import alice, charlie, moderator, report

ITEMS = "/api/v1/collections/cameras/items"


class ModerationTest(TestCase):
    def setUp(self):
        self.alice = alice()
        self.client.force_login(self.alice)

    def approve(self, one, version=1, **data):
        return self.client.post(f"/moderation/{one.reference}/approve", {"version": version, **data})

    def reject(self, one, reason="spam", version=1, **data):
        data = {"version": version, "reason": reason, **data}
        return self.client.post(f"/moderation/{one.reference}/reject", data)


class WhoMayComeIn(TestCase):
    def setUp(self):
        self.report = report()
        self.pages = ["/moderation", f"/moderation/{self.report.reference}"]
        self.decisions = [f"{self.pages[1]}/approve", f"{self.pages[1]}/reject"]

    def test_strangers_are_sent_to_the_login(self):
        for url in self.pages:
            self.assertRedirects(self.client.get(url), f"/accounts/login/?next={url}")
        for url in self.decisions:
            self.assertEqual(self.client.post(url, {"version": 1, "reason": "spam"}).status_code, 302)

    def test_charlie_is_refused(self):
        self.client.force_login(charlie())
        self.assertEqual([self.client.get(url).status_code for url in self.pages], [403, 403])
        answers = [self.client.post(url, {"version": 1, "reason": "spam"}) for url in self.decisions]
        self.assertEqual([answer.status_code for answer in answers], [403, 403])
        self.report.refresh_from_db()
        self.assertTrue(self.report.is_open)

    def test_who_moderates_one_area_sees_its_reports_alone(self):
        here, elsewhere = self.report, report(latitude=45)
        person(Role.AREA_MODERATOR, name="aline")
        here.areas.set([monaco().pk])
        self.client.force_login(User.objects.get(username="aline"))
        page = self.client.get("/moderation")
        self.assertContains(page, here.reference)
        self.assertNotContains(page, elsewhere.reference)
        self.assertEqual(page.context["counts"]["pending"], 1)
        self.assertEqual(self.client.get(f"/moderation/{elsewhere.reference}").status_code, 403)

    @override_settings(STAFF_MFA_REQUIRED=True)
    def test_without_the_second_factor_that_is_required_it_stays_closed(self):
        self.client.force_login(alice())
        self.assertRedirects(
            self.client.get("/moderation"), "/accounts/2fa/totp/activate/", fetch_redirect_response=False
        )
        self.assertEqual(self.client.post(self.decisions[0], {"version": 1}).status_code, 403)

    def test_a_decision_needs_a_post_with_a_token(self):
        self.client.force_login(alice())
        for url in self.decisions:
            self.assertRedirects(self.client.get(url), self.pages[1], status_code=303)
        self.report.refresh_from_db()
        self.assertTrue(self.report.is_open)
        strict = type(self.client)(enforce_csrf_checks=True)
        strict.force_login(moderator("ada"))
        self.assertEqual(strict.post(self.decisions[0], {"version": 1}).status_code, 403)


class Approve(ModerationTest):
    def test_it_makes_one_camera_at_once_on_the_map_and_in_the_api(self):
        one = report()
        response = self.approve(one)
        self.assertEqual(response.status_code, 303)
        made = Camera.objects.get()
        self.assertEqual(
            (made.operator, made.ownership, made.shape, made.dataset.slug),
            ("Ville", "public", "dome", "contributions"),
        )
        self.assertEqual(self.client.get(ITEMS).json()["features"][0]["id"], made.pk)
        self.assertEqual(made.observed_on, one.submitted_at.date())
        one.refresh_from_db()
        self.assertEqual((one.status, one.revision.camera, one.decided_by), ("approved", made, self.alice))
        self.assertEqual(one.revision.snapshot, snapshot(made))
        self.assertEqual(list(one.events.values_list("event", flat=True)), ["submit", "approve"])

    def test_the_second_click_is_a_conflict_and_changes_nothing(self):
        one = report()
        self.approve(one)
        self.assertContains(self.approve(one), "alice", status_code=409)
        self.assertEqual((Camera.objects.count(), ReportEvent.objects.count()), (1, 2))

    def test_a_stale_version_is_a_conflict(self):
        one = report()
        self.assertEqual(self.approve(one, version=7).status_code, 409)
        self.assertEqual(self.approve(one, version="x").status_code, 409)
        self.assertFalse(Camera.objects.exists())

    def test_then_comes_the_next_of_the_queue(self):
        first, second = report(), report(latitude=44)
        self.assertTrue(self.approve(first).url.endswith(second.reference))
        self.assertTrue(self.approve(second).url.endswith("/moderation"))

    def test_a_neighbour_must_be_ruled_out_first(self):
        one = report()
        near = camera()
        self.assertEqual(self.approve(one).status_code, 409)
        one.refresh_from_db()
        self.assertTrue(one.is_open)
        self.assertEqual(self.approve(one, acknowledged=near.pk).status_code, 303)
        self.assertEqual(Camera.objects.count(), 2)

    def test_two_reports_of_one_camera_make_one(self):
        first, second = report(), report()
        self.approve(first)
        self.assertEqual(self.approve(second).status_code, 409)
        self.assertEqual(Camera.objects.count(), 1)


class ApproveCorrections(ModerationTest):
    def setUp(self):
        super().setUp()
        self.camera = camera(operator="Bank", ownership="private")

    def correction(self, **fields):
        return report(kind="correction", camera=self.camera.pk, ownership="private", **fields)

    def test_the_camera_takes_what_was_corrected(self):
        self.approve(self.correction(operator="Shop"))
        self.camera.refresh_from_db()
        self.assertEqual((self.camera.operator, self.camera.version), ("Shop", 2))
        self.assertEqual(self.camera.dataset.slug, "town")

    def test_it_can_move(self):
        self.approve(self.correction(latitude="43.7385"))
        self.camera.refresh_from_db()
        self.assertEqual(self.camera.latitude, 43.7385)

    def test_another_field_changed_meanwhile_is_no_conflict(self):
        first, second = (
            self.correction(operator="Shop", shape="", direction=""),
            self.correction(operator="Bank", shape="dome", direction=""),
        )
        self.assertEqual([self.approve(first).status_code, self.approve(second).status_code], [303, 303])
        self.camera.refresh_from_db()
        self.assertEqual((self.camera.operator, self.camera.shape), ("Shop", "dome"))

    def test_the_same_field_changed_meanwhile_is_a_conflict(self):
        first, second = self.correction(operator="Shop"), self.correction(operator="Mall")
        self.approve(first)
        self.assertContains(self.approve(second), "Operator", status_code=409)
        self.camera.refresh_from_db()
        self.assertEqual(self.camera.operator, "Shop")

    def test_a_form_that_was_open_before_undoes_nothing(self):
        """Bob opened the form before another correction was approved; he changes the direction only."""
        self.approve(self.correction(operator="Shop", shape="", direction=""))
        fields = {"operator": "Bank", "shape": "", "direction": "90", "camera_version": 1}
        late = self.correction(**fields)
        self.assertEqual(late.proposed, {"direction": "90"})
        self.assertEqual(self.approve(late).status_code, 303)
        self.camera.refresh_from_db()
        self.assertEqual((self.camera.operator, self.camera.direction), ("Shop", "90"))

    def test_a_camera_that_was_moved_meanwhile_can_be_corrected(self):
        operator = self.correction(operator="Shop", shape="", direction="")
        self.approve(self.correction(latitude="43.7386", operator="Bank", shape="", direction=""))
        self.assertEqual(self.approve(operator).status_code, 303)
        self.camera.refresh_from_db()
        self.assertEqual((self.camera.operator, self.camera.latitude), ("Shop", 43.7386))

    def test_a_correction_of_a_removed_camera_is_a_conflict(self):
        late = self.correction(operator="Shop")
        self.approve(report(kind="removed", camera=self.camera.pk))
        self.assertContains(self.approve(late), "no longer on the map", status_code=409)

    def test_what_the_map_says_already_is_told(self):
        first, second = self.correction(operator="Shop"), self.correction(operator="Shop")
        self.approve(first)
        self.assertEqual(self.approve(second).status_code, 409)
        self.assertEqual(self.camera.revisions.count(), 2)

    def test_gone_takes_it_off_the_map_and_leaves_a_tombstone(self):
        one = report(kind="removed", camera=self.camera.pk, observed_on="2026-03-01")
        self.approve(one)
        self.camera.refresh_from_db()
        self.assertEqual((self.camera.status, str(self.camera.removed_on)), ("removed", "2026-03-01"))
        self.assertEqual(Change.objects.latest("seq").op, "delete")
        self.assertEqual(self.client.get(f"/cameras/{self.camera.pk}").status_code, 410)

    def test_gone_twice_is_a_conflict(self):
        first, second = (report(kind="removed", camera=self.camera.pk) for _ in range(2))
        self.approve(first)
        self.assertEqual(self.approve(second).status_code, 409)


class Reject(ModerationTest):
    def test_bob_reads_the_reason_and_nothing_is_on_the_map(self):
        one = report()
        self.assertEqual(self.reject(one, "private_home", public_reason="It is a flat.").status_code, 303)
        one.refresh_from_db()
        self.assertEqual(
            (one.status, one.reason, one.public_reason), ("rejected", "private_home", "It is a flat.")
        )
        self.assertFalse(Camera.objects.exists())

    def test_it_needs_a_reason_and_keeps_the_words(self):
        one = report()
        for reason in ("", "because"):
            self.assertContains(
                self.reject(one, reason, public_reason="My words"), "My words", status_code=422
            )
        one.refresh_from_db()
        self.assertTrue(one.is_open)

    def test_after_an_approval_it_is_a_conflict_and_keeps_the_text(self):
        one = report()
        self.approve(one)
        self.assertContains(self.reject(one, public_reason="My words"), "My words", status_code=409)
        one.refresh_from_db()
        self.assertEqual(one.status, "approved")

    def test_twice_is_told(self):
        one = report()
        self.reject(one)
        self.assertEqual(self.reject(one).status_code, 409)


class Queue(ModerationTest):
    def test_the_oldest_comes_first_with_its_comparison(self):
        known = camera(operator="Bank", ownership="private")
        one = report(kind="correction", camera=known.pk, ownership="private", operator="Shop")
        report(latitude=44)
        page = self.client.get("/moderation")
        self.assertEqual(page.context["report"], one)
        row = next(row for row in page.context["rows"] if row.reported == "Shop")
        self.assertEqual((row.current, row.changed), ("Bank", True))

    def test_an_empty_queue_says_so(self):
        page = self.client.get("/moderation")
        self.assertEqual((page.status_code, page.context["counts"]["pending"]), (200, 0))

    def test_an_unknown_reference_is_a_404(self):
        self.assertEqual(self.client.get("/moderation/R-XXXX-XXXX").status_code, 404)

    def test_eighty_reports_cost_as_many_queries_as_two(self):
        def queries(n):
            for i in range(n):
                report(latitude=45 + Report.objects.count() / 10 + i / 1000)
            with self.assertNumQueries(self.budget):
                self.client.get("/moderation")

        self.budget = 14
        queries(2)
        queries(78)
