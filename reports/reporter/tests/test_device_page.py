"""My reports, without an account: the server's part of it."""

from uuid import uuid4

from django.test import TestCase

from reports.intake.receive import submit
from reports.tests.people import report, submission

URL = "/my-reports"


class BobHasOnlyHisLink(TestCase):
    def open(self, link, path=URL):
        return self.client.post(path, {"link": link})

    def test_the_page_has_a_hint_without_javascript_and_sets_no_cookie(self):
        page = self.client.get(URL)
        self.assertContains(page, "<noscript>")
        self.assertContains(page, "noindex")
        self.assertIn("no-store", page.headers["Cache-Control"])
        self.assertEqual(dict(self.client.cookies), {})

    def test_the_whole_link_or_its_secret_part_open_the_report(self):
        _report, secret = submit(submission())
        for link in (f"https://example.org/fr/report/status/{secret}?sent=1", secret, f" {secret}\n"):
            with self.subTest(link):
                self.assertEqual(self.open(link).url, f"/report/status/{secret}")

    def test_a_wrong_one_is_404_and_still_in_the_field(self):
        wrong = uuid4().hex
        page = self.open(f"http://example.org/report/status/{wrong}")
        self.assertContains(page, "There is no report at this address.", status_code=404)
        self.assertContains(page, wrong, status_code=404)
        self.assertEqual(self.client.get(f"/report/status/{wrong}").status_code, 404)

    def test_the_reference_opens_nothing_and_its_existence_is_not_revealed(self):
        for reference in (report().reference, "R-2222-2222"):
            self.assertContains(self.open(reference), "The number alone opens nothing", status_code=404)

    def test_nothing_is_asked_for(self):
        self.assertContains(self.open(""), "Paste the secret link first.", status_code=422)

    def test_in_french(self):
        self.assertContains(self.open("x", "/fr/my-reports"), "lien", status_code=404)
