"""Bob, and those who would flood or empty the map, at the door."""

from datetime import timedelta

import time_machine
from django.core import signing
from django.db import IntegrityError, transaction
from django.test import TestCase, override_settings
from django.utils import timezone

from accounts.models import User
from cameras.tests.builders import camera
from reports.intake.receive import submit
from reports.models import Ban, Report, SubmissionZone
from reports.models.transitions import replay
from reports.review.comparison import timeline
from reports.senders.bans import Banned, contact_hash, is_banned_contact, refuse_banned
from reports.senders.sender import HONEYPOT, SALT, SHOWN_AT, Sender
from reports.tests.people import alice, charlie, submission, typed

SQUARE = {"type": "Polygon", "coordinates": [[[7, 43], [8, 43], [8, 44], [7, 44], [7, 43]]]}


FLOOD = "A flood of reports reached this quarter."


def send(person=None, network="b" * 64, **fields):
    return submit(submission(**fields), sender=Sender(network, person))[0]


def zone(**more):
    now = timezone.now()
    fields = {
        "policy": "hold_anonymous", "polygon": SQUARE, "public_reason": FLOOD,
        "created_by": alice(), "created_at": now, "ends_at": now + timedelta(days=2),
    }  # fmt: skip
    return SubmissionZone.objects.create(**(fields | more))


def ban(**more):
    now = timezone.now()
    fields = {
        "reason": "Invented cameras.",
        "created_by": alice(),
        "created_at": now,
        "ends_at": now + timedelta(days=2),
    }
    return Ban.objects.create(**(fields | more))


@override_settings(REPORTS_PER_HOUR=100, REPORTS_PER_DAY=100)
class HoldingTests(TestCase):
    def test_an_ordinary_report_waits_in_the_queue(self):
        one = send()
        self.assertEqual((one.status, one.risk_score, one.risk_reasons), ("pending", 0, []))

    def test_a_risky_one_is_held_with_its_reasons_and_its_events_replay(self):
        one = send(operator="call 06 12 34 56 78")
        self.assertEqual((one.status, one.risk_reasons), ("held", ["person_public"]))
        events = list(one.events.order_by("seq").values_list("event", flat=True))
        self.assertEqual((events, str(replay(events))), (["submit", "hold"], "held"))
        self.assertIn("what would be published names a person", timeline(one)[-1].text)
        self.assertEqual(send(mount="call 06 12 34 56 78", latitude=44).risk_reasons, ["person_public"])

    def test_removals_of_one_operator_are_held_from_the_fourth_on(self):
        cameras = [camera(43.7 + n / 10, 7.4, operator="Police") for n in range(5)]
        sent = [send(kind="removed", camera=one.pk, note="") for one in cameras]
        self.assertEqual([one.status for one in sent], ["pending"] * 3 + ["held"] * 2)
        self.assertEqual(sent[3].risk_reasons, ["erasing_operator"])

    def test_so_are_duplicates_which_take_cameras_off_the_map_too(self):
        kept = camera(45, 7.4)
        cameras = [camera(43.7 + n / 10, 7.4, operator="Police") for n in range(5)]
        sent = [send(kind="duplicate", camera=one.pk, duplicate_of=kept.pk, note="") for one in cameras]
        self.assertEqual([one.status for one in sent], ["pending"] * 3 + ["held"] * 2)

    def test_removals_from_many_networks_are_held_too(self):
        cameras = [camera(43 + n / 10, 7.4, operator="Police") for n in range(12)]
        sent = [send(network=f"{n:064}", kind="removed", camera=one.pk) for n, one in enumerate(cameras)]
        self.assertEqual([one.status for one in sent], ["pending"] * 10 + ["held"] * 2)

    def test_a_grid_of_pins_is_held(self):
        sent = [send(latitude=43.7 + n * 0.001, longitude=7.4, note="") for n in range(6)]
        self.assertEqual([one.status for one in sent], ["pending"] * 3 + ["held"] * 3)

    @override_settings(REPORTS_BURST=3)
    def test_a_burst_in_one_neighbourhood_holds_and_lets_others_be(self):
        sent = [send(network=f"{n:064}", latitude=43.73 + n * n * 1e-4, longitude=7.42) for n in range(1, 6)]
        self.assertEqual([one.status for one in sent], ["pending"] * 3 + ["held"] * 2)
        self.assertEqual(sent[4].risk_reasons, ["area_burst"])
        self.assertEqual(send(latitude=48).status, "pending")

    @time_machine.travel(timezone.now(), tick=False)  # the form of a slow machine is not filled in quickly
    def test_the_hidden_field_and_the_time_only_add_risk(self):
        old = signing.dumps(1, salt=SALT)
        now = self.client.get("/report").context["shown"]
        for n, (data, status) in enumerate(
            [
                ({HONEYPOT: "x"}, "pending"),
                ({SHOWN_AT: now}, "pending"),
                ({SHOWN_AT: old}, "pending"),
                ({SHOWN_AT: "forged"}, "pending"),
                ({HONEYPOT: "x", SHOWN_AT: now}, "held"),
            ]
        ):
            answer = self.client.post(
                "/report", typed(latitude=10 + n * n, **data), REMOTE_ADDR=f"10.{n}.0.1"
            )
            self.assertEqual((answer.status_code, Report.objects.latest("pk").status), (303, status), data)

    def test_reports_of_one_network_and_day_share_a_random_number(self):
        one, two, other = send(latitude=1), send(latitude=2.5), send(network="c" * 64, latitude=3.7)
        self.assertEqual(one.batch, two.batch)
        self.assertNotEqual(one.batch, other.batch)
        self.assertEqual(send(charlie(), latitude=50).batch, "")

    def test_the_screening_needs_a_fixed_number_of_queries(self):
        for n in range(3):
            send(latitude=20 + n * n)
        with self.assertNumQueries(18):
            send(latitude=33.3)


@override_settings(REPORTS_PER_HOUR=100, REPORTS_PER_DAY=100)
class ZoneTests(TestCase):
    def test_in_a_zone_bob_is_held_and_reads_why(self):
        zone()
        status = self.client.post("/report", typed()).url
        self.assertContains(self.client.get(status), FLOOD)
        self.assertEqual(Report.objects.get().status, "held")

    def test_outside_or_after_its_end_or_revoked_he_is_not(self):
        one = zone()
        self.assertEqual(send(latitude=45).status, "pending")
        SubmissionZone.objects.update(revoked_by=one.created_by)
        self.assertEqual(send(latitude=43.1).status, "pending")
        now = timezone.now()
        SubmissionZone.objects.update(revoked_by=None, created_at=now - timedelta(3), ends_at=now)
        self.assertEqual(send(latitude=43.3).status, "pending")

    def test_accounts_are_held_only_where_all_are(self):
        one = zone()
        self.assertEqual(send(charlie()).status, "pending")
        SubmissionZone.objects.update(policy="hold_all")
        self.assertEqual(send(User.objects.get(username="charlie"), latitude=43.2).status, "held")
        trusted = User.objects.create_user("trusted", is_trusted=True)
        self.assertEqual(send(trusted, latitude=43.4).status, "pending")
        self.assertEqual(send(one.created_by, latitude=43.5).status, "pending")

    def test_no_zone_without_an_end_or_a_reason(self):
        for wrong in ({"ends_at": timezone.now() - timedelta(1)}, {"public_reason": ""}, {"policy": "x"}):
            with self.assertRaises(IntegrityError), transaction.atomic():
                zone(created_by=User.objects.create_user(f"u{len(str(wrong))}"), **wrong)


class BanTests(TestCase):
    def test_a_banned_account_reads_why_and_until_when_and_keeps_its_words(self):
        person = charlie()
        ban(account=person)
        self.client.force_login(person)
        answer = self.client.post("/report", typed(operator="Café Zoé"))
        self.assertContains(answer, "Invented cameras.", status_code=403)
        self.assertContains(answer, "Café Zoé", status_code=403)
        self.assertFalse(Report.objects.exists())

    def test_without_signing_in_the_same_network_is_not_banned(self):
        ban(account=charlie())
        self.assertEqual(self.client.post("/report", typed()).status_code, 303)

    def test_a_contact_is_known_again_by_its_hash(self):
        ban(contact_hash=contact_hash("Flood@example.org "))
        self.assertTrue(is_banned_contact("flood@EXAMPLE.org"))
        self.assertFalse(is_banned_contact("bob@example.org"))

    def test_one_that_must_be_read_ends_when_it_was_read(self):
        now, person = timezone.now(), charlie()
        ban(account=person, needs_read=True, created_at=now - timedelta(9), ends_at=now - timedelta(1))
        with self.assertRaises(Banned):
            refuse_banned(person)
        refuse_banned(person)

    def test_one_that_was_revoked_is_none(self):
        one = ban(account=charlie())
        Ban.objects.update(revoked_by=one.created_by)
        refuse_banned(one.account)

    def test_it_names_an_account_or_a_contact_and_has_a_reason(self):
        people = iter(User.objects.create_user(f"u{n}") for n in range(9))
        now = timezone.now()
        for wrong in (
            {}, {"account": next(people), "contact_hash": "x"}, {"account": next(people), "reason": ""},
            {"account": next(people), "ends_at": now - timedelta(1)},
            {"contact_hash": "x", "needs_read": True},
        ):  # fmt: skip
            with self.assertRaises(IntegrityError), transaction.atomic():
                ban(created_by=next(people), **wrong)
