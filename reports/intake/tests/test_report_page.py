from uuid import uuid4

from django.test import TestCase
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as PropertyTestCase

from cameras.models import Camera
from cameras.tests.builders import camera
from reports.models import TERMS_VERSION, Report
from reports.tests.people import FORM, typed


class BobReports(TestCase):
    def post(self, data=None, path="/report", **fields):
        return self.client.post(path, data or typed(**fields))

    def test_he_gets_a_reference_and_a_secret_link(self):
        response = self.post()
        self.assertEqual(response.status_code, 303)
        page = self.client.get(response.url)
        report = Report.objects.get()
        self.assertContains(page, report.reference)
        self.assertRegex(report.reference, r"^R-[2-9A-Z]{4}-[2-9A-Z]{4}$")
        self.assertEqual(report.status, "pending")

    def test_the_report_is_stored_and_nothing_is_on_the_map(self):
        self.post(
            latitude="43,5",
            note="Élan",
            basis="press",
            source_url="https://example.org/a",
            observed_on="2026-03-01",
        )
        report = Report.objects.get()
        self.assertEqual((report.latitude, report.note, report.terms_version), (43.5, "Élan", TERMS_VERSION))
        self.assertEqual(report.proposed["ownership_basis"], "stated")
        self.assertEqual(report.proposed["direction"], "135")
        self.assertFalse(Camera.objects.exists())

    def test_no_cookie_is_set(self):
        self.client.get("/report")
        self.client.get(self.post().url)
        self.assertEqual(dict(self.client.cookies), {})

    def test_too_large_a_body_is_refused_with_a_message(self):
        for size in (150_000, 61_000_000):  # more text than a report has; more than any photo
            with self.subTest(size):
                response = self.post(note="x" * size)
                self.assertContains(response, "The report is too large", status_code=413)
        self.assertFalse(Report.objects.exists())

    def test_in_french(self):
        response = self.post(path="/fr/report")
        self.assertTrue(response.url.startswith("/fr/report/status/"))
        self.assertEqual(Report.objects.get().locale, "fr")

    def test_sending_twice_makes_one_report_and_gives_the_same_link(self):
        data = typed()
        first, second = self.post(data), self.post(data)
        self.assertEqual(first.url, second.url)
        self.assertEqual(Report.objects.count(), 1)

    def test_the_same_form_with_another_content_is_told(self):
        data = typed()
        self.post(data)
        response = self.post({**data, "operator": "Other"})
        self.assertContains(response, Report.objects.get().reference, status_code=422)
        self.assertNotContains(response, data["client_token"], status_code=422)
        self.assertEqual(Report.objects.count(), 1)

    def test_without_javascript_or_token_it_works_too(self):
        data = typed()
        del data["client_token"]
        self.assertEqual(self.post(data).status_code, 303)


class WrongInput(TestCase):
    def refused(self, **fields):
        response = self.client.post("/report", typed(note="kept words", **fields))
        self.assertContains(response, "kept words", status_code=422)
        self.assertFalse(Report.objects.exists())
        return response

    def test_each_wrong_field_has_a_sentence_and_keeps_what_was_typed(self):
        for name, text in (
            ("latitude", "91"), ("latitude", ""), ("longitude", "abc"), ("longitude", "nan"),
            ("latitude", "1e1"), ("ownership", ""), ("ownership", "mine"), ("direction", "forward"),
            ("direction", "456"),
            ("shape", "cube"), ("source_url", "javascript:alert(1)"), ("observed_on", "2999-01-01"),
            ("observed_on", "yesterday"), ("operator", "x" * 256), ("client_token", "x"), ("terms", ""),
        ):  # fmt: skip
            with self.subTest(name, text=text):
                response = self.refused(**{name: text})
                self.assertTrue(response.context["form"].errors[name])
                if text and name not in ("client_token", "shape", "ownership"):
                    self.assertContains(response, text.replace("'", "&#x27;"), status_code=422)

    def test_a_correction_of_nothing(self):
        self.refused(kind="correction")

    def test_a_correction_of_a_camera_that_is_gone(self):
        self.refused(kind="correction", camera=camera(status="removed").pk)


class Fuzz(PropertyTestCase):
    @settings(max_examples=60)
    @given(
        st.dictionaries(
            st.sampled_from([*FORM, "camera", "acknowledged", "client_token"]), st.text(max_size=30)
        )
    )
    def test_no_input_is_an_error_of_ours(self, fields):
        response = self.client.post("/report", {**FORM, **fields})
        self.assertIn(response.status_code, (303, 409, 422))


class Neighbours(TestCase):
    def test_a_camera_within_25_metres_is_shown_first(self):
        near = camera(operator="Bank")
        response = self.client.post("/report", typed())
        self.assertContains(response, f"/cameras/{near.pk}", status_code=409)
        self.assertFalse(Report.objects.exists())

    def test_bob_acknowledges_that_his_is_another_one(self):
        near = camera()
        response = self.client.post("/report", {**typed(), "acknowledged": near.pk})
        self.assertEqual(response.status_code, 303)
        self.assertEqual(Report.objects.get().acknowledged, [near.pk])

    def test_between_25_and_75_metres_only_the_same_operator_counts(self):
        camera(lat=43.7388, operator="VILLE")  # 44 m to the north
        self.assertEqual(self.client.post("/report", typed(operator="ville")).status_code, 409)
        self.assertEqual(self.client.post("/report", typed(operator="Bank")).status_code, 303)

    def test_a_removed_camera_is_no_neighbour(self):
        camera(status="removed")
        self.assertEqual(self.client.post("/report", typed()).status_code, 303)

    def test_junk_acknowledged_is_nothing(self):
        camera()
        self.assertEqual(self.client.post("/report", typed(acknowledged="9" * 40)).status_code, 409)


class Corrections(TestCase):
    def test_the_form_is_filled_with_the_values_of_the_camera(self):
        known = camera(operator="Bank", ownership="private", direction="90")
        page = self.client.get(f"/report?kind=correction&camera={known.pk}")
        self.assertContains(page, "Bank")
        self.assertEqual(page.context["form"]["direction"].value(), "90")

    def test_only_changed_fields_are_proposed(self):
        known = camera(operator="Bank", ownership="private", shape="dome")
        self.client.post(
            "/report",
            typed(kind="correction", camera=known.pk, operator="Shop", ownership="private", direction=""),
        )
        report = Report.objects.get()
        self.assertEqual(report.proposed, {"operator": "Shop"})
        self.assertEqual((report.camera, report.camera_version), (known, 1))

    def test_near_greenwich_and_the_equator_the_form_reads_what_it_shows(self):
        known = camera(0.00005, -0.00001)
        page = self.client.get(f"/report?kind=correction&camera={known.pk}")
        self.assertContains(page, 'value="0.00005"')
        shown = {
            name: page.context["form"][name].value() for name in ("latitude", "longitude", "camera_version")
        }
        response = self.client.post(
            "/report", typed(kind="correction", camera=known.pk, operator="Shop", **shown)
        )
        self.assertEqual(response.status_code, 303)

    def test_a_version_that_never_was_is_refused(self):
        known = camera()
        response = self.client.post("/report", typed(kind="correction", camera=known.pk, camera_version=7))
        self.assertEqual(response.status_code, 422)

    def test_a_direction_that_the_source_wrote_is_no_fault_of_bobs(self):
        known = camera(direction="forward", ownership="private")
        data = typed(kind="correction", camera=known.pk, operator="Shop", direction="forward")
        self.assertEqual(self.client.post("/report", data).status_code, 303)

    def test_gone_needs_no_more_than_the_camera(self):
        known = camera()
        response = self.client.post("/report", {"kind": "removed", "camera": known.pk, "terms": "on"})
        self.assertEqual(response.status_code, 303)
        self.assertEqual(Report.objects.get().latitude, known.latitude)

    def test_an_unknown_camera_is_a_404(self):
        for text in ("9", "x", "9" * 30, ""):
            self.assertEqual(self.client.get(f"/report?kind=removed&camera={text}").status_code, 404)


class StatusPage(TestCase):
    def setUp(self):
        self.url = self.client.post("/report", typed(note="secret note")).url.partition("?")[0]

    def test_it_says_what_happens_next_and_is_never_cached(self):
        page = self.client.get(self.url)
        self.assertContains(page, Report.objects.get().reference)
        self.assertIn("no-store", page.headers["Cache-Control"])

    def test_a_wrong_link_is_a_404(self):
        for secret in ("x", uuid4().hex, self.url.rsplit("/", 1)[1][:-1], "%00"):
            self.assertEqual(self.client.get(f"/report/status/{secret}").status_code, 404)

    def test_the_reference_alone_opens_nothing(self):
        self.assertEqual(self.client.get(f"/report/status/{Report.objects.get().reference}").status_code, 404)
