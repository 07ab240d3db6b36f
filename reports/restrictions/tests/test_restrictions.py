"""Zones, bans and taking everything back: who may, what happens, and the second click."""

from io import StringIO

from django.core.management import CommandError, call_command
from django.test import SimpleTestCase, TestCase, override_settings
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from accounts.models import ModeratorScope, User
from cameras.models import Camera
from reports.decisions import approve
from reports.decisions.revert_all import preview_revert_all, revert_all
from reports.intake.receive import submit
from reports.intake.risk import WEIGHTS
from reports.intake.screening import zone_at
from reports.models import AuditEntry, Ban, Contact, Report, SubmissionZone
from reports.models.risk_labels import RISK_LABELS
from reports.restrictions.actions import circle
from reports.senders.bans import contact_hash
from reports.senders.sender import Sender
from reports.tests.people import alice, charlie, moderator, report, submission, typed

ZONE = {
    "latitude": "43.7384", "longitude": "7.4246", "radius": "500", "policy": "hold_anonymous",
    "public_reason": "A flood.", "days": "2",
}  # fmt: skip
PAGE = "/moderation/restrictions"


def sent(person=None, network="b" * 64, **fields):
    return submit(submission(**fields), sender=Sender(network, person))[0]


class ZonePage(TestCase):
    def setUp(self):
        self.alice = alice()
        self.client.force_login(self.alice)

    def test_alice_sets_a_zone_and_ends_it(self):
        self.assertRedirects(self.client.post(PAGE, ZONE), PAGE, status_code=303)
        zone = SubmissionZone.objects.get()
        self.assertEqual(zone_at(43.739, 7.4246, None, timezone.now()), zone)
        self.assertIsNone(zone_at(43.75, 7.4246, None, timezone.now()))
        self.assertContains(self.client.get(PAGE), "A flood.")
        for _click in range(2):
            self.client.post(f"/moderation/restrictions/zone/{zone.pk}/revoke")
        self.assertEqual(SubmissionZone.objects.get().revoked_by, self.alice)
        self.assertIsNone(zone_at(43.739, 7.4246, None, timezone.now()))

    def test_moderators_set_a_week_at_most_and_administrators_more(self):
        refused = self.client.post(PAGE, ZONE | {"days": "8"})
        self.assertContains(refused, "A flood.", status_code=422)
        self.client.force_login(User.objects.create_superuser("root"))
        self.assertEqual(self.client.post(PAGE, ZONE | {"days": "30"}).status_code, 303)
        self.assertEqual(self.client.post(PAGE, ZONE | {"days": "366"}).status_code, 422)

    def test_amina_does_not_end_what_alice_set(self):
        self.client.post(PAGE, ZONE)
        self.client.force_login(moderator("amina"))
        self.client.post(f"/moderation/restrictions/zone/{SubmissionZone.objects.get().pk}/revoke")
        self.assertIsNone(SubmissionZone.objects.get().revoked_by)

    def test_an_area_moderator_sets_none_beyond_the_area(self):
        from accounts.tests.people import monaco

        amina = User.objects.create_user("amina")
        ModeratorScope.objects.create(user=amina, area=monaco())
        self.client.force_login(amina)
        refused = self.client.post(PAGE, ZONE | {"radius": "20000"})
        self.assertContains(refused, ZONE["public_reason"], status_code=403)  # nothing typed is lost
        self.assertContains(refused, "outside the areas you moderate", status_code=403)
        self.assertFalse(SubmissionZone.objects.exists())

    def test_strangers_and_charlie_may_not(self):
        for person, status in ((None, 302), (charlie(), 403)):
            self.client.logout()
            if person:
                self.client.force_login(person)
            for url in (
                "restrictions",
                "restrictions/zone/1/revoke",
                "senders/R-X/ban",
                "senders/R-X/revert",
            ):
                self.assertEqual(self.client.post(f"/moderation/{url}", ZONE).status_code, status, url)
        self.assertFalse(SubmissionZone.objects.exists())

    def test_an_unknown_restriction_is_a_404(self):
        self.assertEqual(self.client.post("/moderation/restrictions/wall/1/revoke").status_code, 404)


class ZoneFuzz(HypothesisTestCase):
    def setup_example(self):
        """Each example has a database and a client of its own."""
        super().setup_example()
        self.client.force_login(alice())

    @settings(max_examples=40, deadline=None)
    @given(st.dictionaries(st.sampled_from(sorted(ZONE)), st.text(max_size=30)))
    def test_no_input_breaks_the_form(self, data):
        self.assertIn(self.client.post(PAGE, ZONE | data).status_code, (303, 422))


class Circles(SimpleTestCase):
    @given(st.floats(-90, 90), st.floats(-180, 180), st.integers(50, 20_000))
    def test_every_circle_is_a_closed_ring_on_the_map(self, lat, lon, radius):
        ring = circle(lat, lon, radius)
        self.assertEqual(ring[0], ring[-1])
        self.assertTrue(all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring))


class SenderPage(TestCase):
    def setUp(self):
        self.alice, self.charlie = alice(), charlie()
        self.client.force_login(self.alice)

    def url(self, report, act=""):
        return f"/moderation/senders/{report.reference}{act}"

    def test_it_lists_what_one_network_sent_on_one_day_and_nothing_else(self):
        one, two, other = sent(), sent(latitude=44), sent(network="c" * 64, latitude=45)
        page = self.client.get(self.url(one))
        self.assertContains(page, two.reference)
        self.assertNotContains(page, other.reference)
        self.assertNotContains(page, "Ban the account")
        self.assertEqual(self.client.post(self.url(one, "/ban"), {"reason": "x", "days": 2}).status_code, 409)

    def test_after_thirty_days_only_the_report_itself(self):
        one, two = sent(), sent(latitude=44)
        Report.objects.update(batch="")
        self.assertNotContains(self.client.get(self.url(one)), two.reference)

    def test_alice_bans_an_account_which_then_may_not_send(self):
        one = sent(self.charlie)
        self.assertEqual(self.client.post(self.url(one, "/ban"), {"days": 2}).status_code, 422)
        self.client.post(self.url(one, "/ban"), {"reason": "Invented.", "days": 2, "needs_read": "on"})
        ban = Ban.objects.get()
        self.assertEqual((ban.account, ban.needs_read, ban.created_by), (self.charlie, True, self.alice))
        self.assertContains(self.client.get(PAGE), "charlie")
        self.assertEqual(self.client.post(self.url(one, "/ban"), {"reason": "x", "days": 8}).status_code, 422)


@override_settings(REPORTS_PER_HOUR=100, REPORTS_PER_DAY=100)
class BannedAddress(TestCase):
    """Bob has no account; he leaves an address, and Alice bans it without reading it."""

    def setUp(self):
        self.one = report(contact="Bob@example.org")
        self.client.force_login(alice())
        self.path = reverse("reports:sender", args=[self.one.reference])

    def ban(self):
        fields = {"reason": "Invented cameras.", "days": "3", "needs_read": "on"}
        return self.client.post(reverse("reports:sender-ban", args=[self.one.reference]), fields)

    def test_nobody_reads_the_address_and_its_hash_alone_is_kept(self):
        self.assertContains(self.client.get(self.path), "Ban the e-mail address")
        self.assertEqual(self.ban().status_code, 303)
        ban = Ban.objects.get()
        self.assertEqual(
            (ban.account, ban.contact_hash, ban.needs_read), (None, contact_hash("bob@example.org"), False)
        )
        self.assertContains(self.client.get("/moderation/restrictions"), "an address")
        self.assertFalse(AuditEntry.objects.filter(what="contact_read").exists())

    def answers(self, contact, network):
        """What somebody learns who sends a report with this address: statuses, and texts without secrets."""
        page = self.client.post("/report", typed(contact=contact, latitude=50), REMOTE_ADDR=network)
        answer = self.client.post("/api/v1/reports", typed(contact=contact, latitude=53), REMOTE_ADDR=network)
        body = answer.json()
        status = self.client.get(page["Location"].partition("?")[0]).content.decode()
        asked = self.client.get(f"/api/v1/reports/{body['tracking_key']}").json()
        sent = Report.objects.order_by("-pk")[:2]
        secrets = [one.reference for one in sent] + [
            body["tracking_key"],
            page["Location"].split("/")[3][:32],
        ]
        texts = [status, str(body), str(asked)]
        for secret in secrets:
            texts = [text.replace(secret, "") for text in texts]
        lines = [line for text in texts for line in text.splitlines() if 'name="version"' not in line]
        return page.status_code, answer.status_code, lines, [one.status for one in sent]

    def test_a_report_with_the_same_address_is_answered_as_any_other_and_held(self):
        self.ban()
        self.client.logout()
        *as_bob, held = self.answers(" BOB@example.org", "203.0.113.9")
        *as_eve, waiting = self.answers("eve@example.org", "198.51.100.9")
        self.assertEqual(as_bob, as_eve)
        self.assertEqual((held, waiting), (["held"] * 2, ["pending"] * 2))
        self.assertNotIn("Invented cameras.", str(as_bob))

    def test_moderators_read_why_it_is_held_and_release_it(self):
        self.ban()
        held = sent(contact="bob@example.org", latitude=50)
        self.assertEqual(held.risk_reasons, ["banned_contact"])
        self.assertContains(
            self.client.get(f"/moderation/{held.reference}"), "an e-mail address that is banned"
        )
        self.client.post(f"/moderation/{held.reference}/release", {"version": held.version})
        held.refresh_from_db()
        self.assertEqual((held.status, held.is_held_silently), ("pending", False))

    def test_left_afterwards_it_is_no_different(self):
        self.ban()
        self.client.logout()
        form = typed(latitude=44)
        sent = self.client.post("/report", form)
        again = self.client.post("/report", form | {"contact": "bob@example.org"})
        self.assertEqual((again.status_code, again["Location"]), (303, sent["Location"]))
        self.assertEqual(Report.objects.latest("pk").status, "held")
        path = self.client.post("/report", typed(latitude=45))["Location"].partition("?")[0]
        for _second_time in range(2):
            page = self.client.post(f"{path}/contact", {"contact": "bob@example.org"})
            self.assertRedirects(page, f"{path}#contact", status_code=303)
        self.assertEqual(
            list(Report.objects.order_by("pk").values_list("status", flat=True))[1:], ["held"] * 2
        )

    def test_without_account_and_address_nobody_is_banned(self):
        Contact.objects.all().delete()
        self.assertNotContains(self.client.get(self.path), "Ban the")
        self.assertContains(self.ban(), "nobody can be banned", status_code=409)


class TakingBack(TestCase):
    def setUp(self):
        self.alice, self.root = alice(), User.objects.create_superuser("root")
        self.reports = [sent(latitude=10 + n * n) for n in range(3)]
        for one in self.reports:
            approve(one, by=self.alice, version=one.version)
        self.other = sent(network="c" * 64, latitude=50)
        approve(self.other, by=self.alice, version=1)
        self.url = f"/moderation/senders/{self.reports[0].reference}/revert"

    def on_the_map(self):
        return Camera.objects.published().count()

    def test_the_dry_run_changes_nothing_and_says_what_would_happen(self):
        outcomes = preview_revert_all(self.reports[0], by=self.root)
        self.assertEqual([one.problem for one in outcomes], [None] * 3)
        self.assertEqual(self.on_the_map(), 4)
        self.assertEqual(Report.objects.approved().count(), 4)

    def test_it_takes_back_all_of_one_sender_and_a_second_time_nothing(self):
        revert_all(self.reports[0], by=self.root, reason="flood")
        self.assertEqual((self.on_the_map(), Report.objects.filter(status="reverted").count()), (1, 3))
        self.assertEqual(revert_all(self.reports[0], by=self.root, reason="flood"), [])

    def test_one_that_was_changed_since_stays_and_the_others_go(self):
        made = Report.objects.get(pk=self.reports[1].pk).revision.camera
        fix = sent(
            network="d" * 64, kind="correction", camera=made.pk, operator="Better", latitude=made.latitude
        )
        approve(fix, by=self.alice, version=1)
        outcomes = revert_all(self.reports[0], by=self.root, reason="flood")
        self.assertEqual(sum(one.problem is not None for one in outcomes), 1)
        self.assertEqual(self.on_the_map(), 2)

    def test_the_page_shows_it_first_and_does_it_when_the_reference_is_typed(self):
        self.client.force_login(self.root)
        self.assertContains(self.client.post(self.url), "would be taken back", count=3)
        self.assertEqual(self.on_the_map(), 4)
        wrong = self.client.post(self.url, {"confirm": "R-XXXX-XXXX"})
        self.assertContains(wrong, "would be taken back", count=3)
        done = self.client.post(self.url, {"confirm": self.reports[0].reference.lower()})
        self.assertContains(done, "What was done")
        self.assertEqual(self.on_the_map(), 1)
        self.assertContains(self.client.post(self.url), "there is nothing to take back")

    def test_moderators_do_not(self):
        self.client.force_login(self.alice)
        self.assertEqual(self.client.post(self.url, {"confirm": self.reports[0].reference}).status_code, 403)
        self.assertEqual(self.on_the_map(), 4)

    def test_the_command_is_a_dry_run_by_default(self):
        output, reference = StringIO(), self.reports[0].reference
        call_command("revert_reporter", reference, by="root", stdout=output)
        self.assertIn("3 of 3; nothing was changed", output.getvalue())
        self.assertEqual(self.on_the_map(), 4)
        call_command("revert_reporter", reference, by="root", really=True, stdout=output)
        self.assertEqual(self.on_the_map(), 1)
        for wrong in (("R-NONE", "root"), (reference, "alice")):
            with self.assertRaises(CommandError):
                call_command("revert_reporter", wrong[0], by=wrong[1])


class Words(SimpleTestCase):
    def test_every_reason_has_words(self):
        self.assertEqual(list(RISK_LABELS), [*WEIGHTS, "area_burst", "zone", "banned_contact"])
