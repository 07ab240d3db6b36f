"""Dora objects: read first, hidden at once where it must be, answered always."""

from datetime import timedelta
from smtplib import SMTPException
from unittest.mock import patch
from uuid import uuid4

from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client, TestCase, override_settings
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from accounts.models import ModeratorScope, User
from areas.models import Area
from cameras.models import Camera
from cameras.tests.builders import camera
from reports.models import Objection
from reports.objections.actions import AlreadyAnswered, answer, forget_contacts, send_answers
from reports.objections.forms import ObjectionForm
from reports.tests.people import alice, charlie, moderator

FORM = {"kind": "home", "about": "", "text": "It films my door.", "contact": "dora@example.org"}


def written(**fields):
    return {**FORM, "client_token": str(uuid4()), **fields}


class FormTests(TestCase):
    def test_dora_objects_without_account_or_cookie_and_gets_a_number(self):
        seen = camera()
        page = self.client.get(f"/objection?camera={seen.pk}")
        self.assertContains(page, f'value="{seen.pk}"')
        answer = self.client.post("/objection", written(about=str(seen.pk)))
        made = Objection.objects.get()
        self.assertRedirects(answer, f"/objection/received/{made.reference}", status_code=303)
        self.assertContains(self.client.get(answer.url), made.reference)
        self.assertEqual((made.camera, made.status, made.kind), (seen, "open", "home"))
        self.assertFalse(self.client.cookies)
        self.assertNotIn("dora", made.contact)

    def test_in_french_she_is_answered_in_french(self):
        self.client.post("/fr/objection", written())
        self.assertEqual(Objection.objects.get().locale, "fr")

    def test_sent_twice_it_is_one(self):
        data = written()
        urls = {self.client.post("/objection", data).url for _time in range(9)}
        self.assertEqual((len(urls), Objection.objects.count()), (1, 1))

    def test_the_same_form_with_other_words_is_another_one(self):
        """As it is sent after going back to it."""
        first = written(contact="")
        for again in ({}, {"text": "The other house too."}, {"contact": "dora@example.org"}):
            urls = {self.client.post("/objection", first | again).url for _click in range(2)}
            self.assertEqual(len(urls), 1)
        stored = [(one.text, bool(one.contact)) for one in Objection.objects.order_by("pk")]
        home, other = "It films my door.", "The other house too."
        self.assertEqual(stored, [(home, False), (other, False), (home, True)])

    def test_missing_fields_are_shown_and_nothing_typed_is_lost(self):
        answer = self.client.post("/objection", written(kind="", text="Café Zoé"))
        self.assertContains(answer, "Café Zoé", status_code=422)
        self.assertContains(answer, "Choose one", status_code=422)
        nothing = self.client.post("/objection", {"kind": "data"})
        self.assertContains(nothing, "Say which camera", status_code=422)
        self.assertFalse(Objection.objects.exists())

    def test_the_fourth_in_an_hour_keeps_what_was_typed(self):
        for _time in range(3):
            self.assertEqual(self.client.post("/objection", written()).status_code, 303)
        refused = self.client.post("/objection", written(text="Café Zoé"))
        self.assertContains(refused, "Café Zoé", status_code=429)
        self.assertIn("Retry-After", refused.headers)

    def test_a_camera_is_found_by_number_and_by_link(self):
        seen = camera()
        for about in (f"{seen.pk}", f" #{seen.pk}", f"https://map.example.org/fr/cameras/{seen.pk}?x=1"):
            form = ObjectionForm({"kind": "home", "about": about})
            self.assertTrue(form.is_valid())
            self.assertEqual(form.camera, seen, about)
        for about in ("", "rue Grimaldi 999999", "²", "99999999999999999999"):
            form = ObjectionForm({"kind": "home", "about": about, "text": "x"})
            self.assertTrue(form.is_valid(), about)
            self.assertIsNone(form.camera, about)

    def test_a_receipt_is_shown_for_numbers_only(self):
        self.assertEqual(self.client.get("/objection/received/%3Cb%3Ehello").status_code, 404)

    def test_pages_lead_to_the_form(self):
        seen = camera()
        self.assertContains(self.client.get(f"/cameras/{seen.pk}"), f"/objection?camera={seen.pk}")
        for page in ("/privacy", "/about", "/fr/help"):
            self.assertContains(self.client.get(page), "/objection")


class Fuzz(HypothesisTestCase):
    @settings(max_examples=60, deadline=None)
    @given(st.dictionaries(st.sampled_from([*FORM, "client_token"]), st.text(max_size=80)))
    def test_no_input_breaks_the_form(self, data):
        self.assertIn(self.client.post("/objection", data).status_code, (303, 422, 429))


class StaffTests(TestCase):
    def setUp(self):
        self.seen = camera(43.7384, 7.4246)
        self.client.post("/objection", written(about=str(self.seen.pk)))
        self.one = Objection.objects.get()
        self.url = f"/moderation/objections/{self.one.reference}"
        self.alice = alice()

    def sign_in(self, person):
        self.client.force_login(person)

    def test_the_queue_shows_it_first(self):
        self.sign_in(self.alice)
        self.assertContains(self.client.get("/moderation"), "1 objection waits for an answer")
        self.assertContains(self.client.get("/moderation/objections"), self.one.reference)
        self.assertContains(self.client.get(self.url), "It films my door.")

    def test_the_list_needs_a_fixed_number_of_queries(self):
        self.sign_in(self.alice)
        self.client.get("/moderation/objections")
        for _time in range(3):
            Objection.objects.create(
                reference=uuid4().hex[:11], token=uuid4(), kind="home", camera=self.seen, locale="en",
                created_at=timezone.now(),
            )  # fmt: skip
        with self.assertNumQueries(6):
            self.client.get("/moderation/objections")

    def test_strangers_and_charlie_see_nothing(self):
        self.assertEqual(self.client.get(self.url).status_code, 302)
        self.assertEqual(self.client.post(f"{self.url}/hide").status_code, 302)
        self.sign_in(charlie())
        for url in (self.url, "/moderation/objections"):
            self.assertEqual(self.client.get(url).status_code, 403)
        for act in ("answer", "hide", "review"):
            self.assertEqual(self.client.post(f"{self.url}/{act}").status_code, 403)
        self.seen.refresh_from_db()
        self.assertEqual((self.seen.status, Objection.objects.get().status), ("active", "open"))

    def test_it_needs_a_post_and_a_token(self):
        client = Client(enforce_csrf_checks=True)
        client.force_login(self.alice)
        for act in ("answer", "hide"):
            self.assertEqual(client.get(f"{self.url}/{act}").status_code, 405)
            self.assertEqual(client.post(f"{self.url}/{act}", {"text": "x"}).status_code, 403)

    def test_alice_hides_the_camera_at_once_and_a_second_click_changes_nothing(self):
        self.sign_in(self.alice)
        self.assertRedirects(self.client.post(f"{self.url}/hide"), self.url, status_code=303)
        self.assertEqual(self.client.get(f"/cameras/{self.seen.pk}").status_code, 410)
        again = self.client.post(f"{self.url}/hide")
        self.assertContains(again, "There is no camera on the map to hide", status_code=409)
        self.one.refresh_from_db()
        self.assertEqual(self.one.review_due_at, self.one.hidden_at + timedelta(days=7))

    def test_only_an_administrator_looks_again(self):
        self.sign_in(self.alice)
        self.client.post(f"{self.url}/hide")
        self.assertEqual(self.client.post(f"{self.url}/review").status_code, 403)
        self.sign_in(User.objects.create_superuser("root"))
        self.assertContains(self.client.get("/moderation/objections"), "look again by")
        self.client.post(f"{self.url}/review", {"keep": "shown"})
        self.assertEqual(Camera.objects.get(pk=self.seen.pk).status, "active")
        again = self.client.post(f"{self.url}/review", {"keep": "hidden"})
        self.assertEqual(again.status_code, 409)
        self.assertEqual(Camera.objects.get(pk=self.seen.pk).status, "active")

    def test_an_administrator_may_leave_it_hidden(self):
        self.sign_in(User.objects.create_superuser("root"))
        self.client.post(f"{self.url}/hide")
        self.client.post(f"{self.url}/review", {"keep": "hidden"})
        self.assertEqual(Camera.objects.get(pk=self.seen.pk).status, "hidden")
        self.assertFalse(Objection.objects.to_review().exists())

    def test_one_that_names_no_camera_hides_none(self):
        Objection.objects.update(camera=None)
        self.sign_in(self.alice)
        self.assertEqual(self.client.post(f"{self.url}/hide").status_code, 409)

    def test_alice_answers_once_and_dora_gets_one_mail(self):
        self.sign_in(self.alice)
        self.assertEqual(self.client.post(f"{self.url}/answer", {"text": " "}).status_code, 422)
        self.client.post(f"{self.url}/answer", {"text": "It is gone."})
        late = self.client.post(f"{self.url}/answer", {"text": "It stays."})
        self.assertContains(late, "It stays.", status_code=409)
        call_command("send_answers")
        call_command("send_answers")
        (sent,) = mail.outbox
        self.assertEqual(sent.to, ["dora@example.org"])
        self.assertIn("It is gone.", sent.body)
        self.assertNotIn("my door", sent.body)

    def test_amina_is_second_and_reads_so(self):
        answer(self.one, by=self.alice, text="Gone.")
        with self.assertRaises(AlreadyAnswered):
            answer(self.one, by=moderator("amina"), text="Stays.")

    def test_a_mail_that_fails_is_tried_again_and_names_no_address_in_the_log(self):
        answer(self.one, by=self.alice, text="Gone.")
        error = SMTPException("dora@example.org refused")
        with (
            patch("django.core.mail.EmailMessage.send", side_effect=error),
            self.assertLogs("reports") as log,
        ):
            self.assertEqual(send_answers(), 0)
        self.assertNotIn("dora", "".join(log.output))
        self.assertEqual(send_answers(), 0)
        Objection.objects.update(mail_due_at=timezone.now())
        self.assertEqual(send_answers(), 1)

    def test_it_gives_up_after_the_last_attempt(self):
        answer(self.one, by=self.alice, text="Gone.")
        Objection.objects.update(mail_attempts=6)
        with patch("django.core.mail.EmailMessage.send", side_effect=OSError), self.assertLogs("reports"):
            send_answers()
        self.assertIsNone(Objection.objects.get().mail_due_at)

    def test_under_another_key_there_is_nobody_to_mail(self):
        answer(self.one, by=self.alice, text="Gone.")
        with override_settings(SECRET_KEY="another" * 9):
            self.assertEqual(send_answers(), 0)
        self.assertEqual((len(mail.outbox), Objection.objects.get().mail_due_at), (0, None))

    def test_the_address_is_deleted_thirty_days_after_the_answer(self):
        self.assertEqual(forget_contacts(timezone.now() + timedelta(days=400)), 0)
        answer(self.one, by=self.alice, text="Gone.")
        self.assertEqual(forget_contacts(timezone.now() + timedelta(days=29)), 0)
        self.assertEqual(forget_contacts(timezone.now() + timedelta(days=31)), 1)
        self.assertEqual(Objection.objects.get().contact, "")

    def test_an_area_moderator_acts_in_the_own_area_only(self):
        elsewhere = Area.objects.create(
            code="X", name="Elsewhere", level="town", west=0, south=0, east=1, north=1, source="test",
            polygon={"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]},
        )  # fmt: skip
        amina = User.objects.create_user("amina")
        ModeratorScope.objects.create(user=amina, area=elsewhere)
        self.sign_in(amina)
        self.assertNotContains(self.client.get("/moderation/objections"), self.one.reference)
        self.assertEqual(self.client.post(f"{self.url}/hide").status_code, 403)

    def test_the_database_refuses_an_answer_of_nobody(self):
        for wrong in ({"status": "answered"}, {"answer": "x"}, {"hidden_at": timezone.now()}, {"kind": "x"}):
            with self.assertRaises(IntegrityError), transaction.atomic():
                Objection.objects.update(**wrong)
