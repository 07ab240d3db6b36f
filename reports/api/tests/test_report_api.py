"""Sending by a program, or from a queue of a browser that was without network."""

import json
import tempfile
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase, override_settings
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as PropertyTestCase

from cameras.tests.builders import camera
from reports.intake.receive import submit
from reports.models import Photo, Report
from reports.tests.people import FORM, alice, charlie, submission
from reports.tests.pictures import telling

URL = "/api/v1/reports"


def json_fields(**fields):
    typed = {**FORM, "latitude": 43.7384, "longitude": 7.4246, "terms": True, "client_token": str(uuid4())}
    return {**typed, **fields}


class Api(TestCase):
    def post(self, fields=None, **more):
        return self.client.post(URL, fields or json_fields(**more), content_type="application/json")

    def problem(self, response, status):
        self.assertEqual(response.status_code, status, response.content)
        self.assertEqual(response.headers["Content-Type"], "application/problem+json")
        body = json.loads(response.content)
        self.assertEqual(body["status"], status)
        return body


class BobsProgramSends(Api):
    def test_it_gets_a_reference_and_a_key_that_opens_the_status(self):
        response = self.post(language="fr")
        self.assertEqual(response.status_code, 201)
        body = response.json()
        report = Report.objects.get()
        self.assertEqual(
            (body["reference"], body["status"], report.locale), (report.reference, "pending", "fr")
        )
        self.assertIn("/fr/report/status/", body["tracking_url"])
        again = self.client.get(f"{URL}/{body['tracking_key']}")
        self.assertEqual(again.json()["reference"], report.reference)
        self.assertIn("no-store", again.headers["Cache-Control"])

    def test_sent_again_it_is_answered_the_same_and_nothing_is_doubled(self):
        fields = json_fields()
        first, second = self.post(fields), self.post(fields)
        self.assertEqual((first.status_code, second.status_code), (201, 200))
        self.assertEqual(first.json(), second.json())
        self.assertEqual(Report.objects.count(), 1)

    def test_the_same_token_with_another_content_is_refused(self):
        fields = json_fields()
        first = self.post(fields).json()
        body = self.problem(self.post({**fields, "operator": "Other"}), 422)
        self.assertEqual(body["type"], "/problems/sent-before")
        self.assertEqual(
            (body["reference"], body["tracking_key"]), (first["reference"], first["tracking_key"])
        )

    def test_no_cookie_and_nobody_is_credited(self):
        self.client.force_login(charlie())
        self.client.cookies.clear()
        self.post()
        self.assertEqual((dict(self.client.cookies), Report.objects.get().reporter), ({}, None))

    def test_numbers_are_kept_exactly(self):
        self.post(latitude=0.00001, longitude=-0.0000123)
        report = Report.objects.get()
        self.assertEqual((report.latitude, report.longitude), (0.00001, -0.0000123))

    def test_a_camera_close_by_is_shown_and_can_be_ruled_out(self):
        near, fields = camera(operator="Bank"), json_fields()
        body = self.problem(self.post(fields), 409)
        self.assertEqual([one["id"] for one in body["candidates"]], [near.pk])
        self.assertEqual(self.post({**fields, "acknowledged": [near.pk]}).status_code, 201)

    def test_wrong_fields_each_have_a_sentence_in_the_language_asked_for(self):
        body = self.problem(self.post(latitude=91, ownership="mine", language="fr"), 422)
        self.assertEqual(set(body["errors"]), {"latitude", "ownership"})
        self.assertIn("degrés", body["errors"]["latitude"][0])

    @override_settings(REPORTS_PER_HOUR=3)
    def test_each_response_has_the_remaining_quota_and_only_stored_reports_count(self):
        fields = json_fields()
        for sent, left in (
            (fields, 2),
            (fields, 2),
            (json_fields(latitude=91), 2),
            (json_fields(latitude=43.8), 1),
        ):
            headers = self.post(sent).headers
            self.assertEqual(
                headers["RateLimit-Policy"], '"report-day";q=15;w=86400, "report-hour";q=3;w=3600'
            )
            self.assertIn(f'"report-hour";r={left};t=', headers["RateLimit"])

    def test_a_form_filled_in_by_a_machine_counts_as_on_the_page(self):
        self.client.post(URL, {**json_fields(terms="on"), "website": "https://example.org/"})
        self.assertIn("trap", Report.objects.get().risk_reasons)

    @override_settings(REPORTS_PER_HOUR=1)
    def test_too_many_are_refused_with_retry_after(self):
        self.post()
        response = self.post(latitude=43.8)
        self.problem(response, 429)
        self.assertGreater(int(response.headers["Retry-After"]), 0)


class BobsDeviceAsks(Api):
    """What the list "My reports" of his browser shows."""

    def ask(self, report, secret, query=""):
        url = f"{URL}/{secret}{query}"
        return self.client.get(url).json()

    def test_where_it_stands_in_his_language_or_the_one_he_reads_now(self):
        report, secret = submit(submission(locale="fr"))
        Report.objects.filter(pk=report.pk).update(
            status="rejected", reason="spam", decided_by=alice(), decided_at=report.submitted_at
        )
        french, english = self.ask(report, secret), self.ask(report, secret, "?language=en")
        self.assertEqual((french["status_text"], english["status_text"]), ("Refusé", "Refused"))
        self.assertNotEqual(french["reason_text"], english["reason_text"])
        self.assertEqual(self.ask(report, secret, "?language=xx")["status_text"], "Refusé")

    def test_nothing_that_he_wrote_and_nothing_of_another(self):
        other = submit(submission(latitude="43.75"))[0]
        report, secret = submit(submission(contact="bob@example.org", note="canary-note"))
        text = self.client.get(f"{URL}/{secret}").text
        for word in ("bob@example.org", "canary-note", other.reference):
            self.assertNotIn(word, text)
        self.assertIn(report.reference, text)
        self.assertEqual(dict(self.client.cookies), {})


@override_settings(REPORTS_PHOTOS=True)
class WithAPhoto(Api):
    def test_as_a_form(self):
        with tempfile.TemporaryDirectory() as folder, self.settings(MEDIA_ROOT=folder):
            sent = SimpleUploadedFile("a.jpg", telling("JPEG"))
            response = self.client.post(URL, {**json_fields(terms="on"), "photo": sent})
            self.assertEqual((response.status_code, Photo.objects.count()), (201, 1))

    def test_what_is_no_photo(self):
        sent = SimpleUploadedFile("a.jpg", b"MZ" + bytes(99))
        body = self.problem(self.client.post(URL, {**json_fields(terms="on"), "photo": sent}), 422)
        self.assertEqual(set(body["errors"]), {"photo"})


class InvalidReports(Api):
    def test_other_bodies(self):
        for data, kind, status in (
            ("{", "application/json", 400), ("[]", "application/json", 400), ("1", "application/json", 400),
            ("x", "text/plain", 400), ("", "application/json", 400), ("\ud800", "application/json", 400),
            ("x", "multipart/form-data", 400), ("{" + " " * 200_000 + "}", "application/json", 413),
        ):  # fmt: skip
            with self.subTest(repr(data[:9]), kind=kind):
                body = data.encode("utf-8", "surrogatepass")
                self.problem(self.client.generic("POST", URL, body, content_type=kind), status)

    def test_it_is_sent_with_post_alone(self):
        response = self.client.get(URL)
        self.problem(response, 405)
        self.assertEqual(response.headers["Allow"], "POST")

    def test_the_status_is_read_only_and_405_names_the_methods(self):
        strict = Client(enforce_csrf_checks=True)
        for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
            with self.subTest(method):
                response = strict.generic(method, f"{URL}/{uuid4().hex}")
                self.problem(response, 405)
                self.assertEqual(response.headers["Allow"], "GET, HEAD")
        self.assertEqual(strict.head(f"{URL}/{self.post().json()['tracking_key']}").status_code, 200)

    def test_a_wrong_key_opens_nothing(self):
        for key in ("x", uuid4().hex, "%00"):
            self.problem(self.client.get(f"{URL}/{key}"), 404)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


class Fuzz(PropertyTestCase):
    @settings(max_examples=80, deadline=None)
    @given(st.dictionaries(st.sampled_from([*FORM, "camera", "acknowledged", "language", "shown"]), VALUES))
    def test_no_input_is_an_error_of_ours(self, fields):
        with override_settings(REPORTS_PER_HOUR=10_000, REPORTS_PER_DAY=10_000):
            response = self.client.post(URL, {**json_fields(), **fields}, content_type="application/json")
        self.assertIn(response.status_code, (200, 201, 400, 409, 422))
