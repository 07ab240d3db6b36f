"""Charlie has an account: what he sent stands there, and he changes or withdraws it without a link."""

from django.test import Client, TestCase

from accounts.models import User
from reports import decisions
from reports.models import Report
from reports.tests.people import alice, charlie, report, typed


class OwnReports(TestCase):
    def setUp(self):
        self.charlie = charlie()
        self.one, self.bobs = report(note="by the red door"), report(latitude=44)
        Report.objects.filter(pk=self.one.pk).update(reporter=self.charlie)
        self.client.force_login(self.charlie)
        self.path = f"/account/{self.one.reference}"

    def post(self, act, path="", **data):
        return self.client.post(f"{path or self.path}/{act}", {"version": 1, **data})

    def now(self):
        self.one.refresh_from_db()
        return self.one.status

    def test_the_list_leads_to_each(self):
        page = self.client.get("/account")
        self.assertContains(page, f'href="{self.path}"')
        self.assertNotContains(page, self.bobs.reference)
        page = self.client.get(self.path)
        for act in ("amend", "withdraw", "delete"):
            self.assertContains(page, f"{self.path}/{act}")
        self.assertNotContains(page, "Keep this link")
        self.assertNotContains(page, "no-referrer")  # a browser would post from nowhere, and be refused

    def test_he_changes_it(self):
        self.assertContains(self.client.get(f"{self.path}/amend"), "by the red door")
        response = self.post("amend", **typed(note="by the blue door"))
        self.assertRedirects(response, self.path, status_code=303)
        self.one.refresh_from_db()
        self.assertEqual((self.one.note, self.one.version), ("by the blue door", 2))

    def test_invalid_fields_are_shown_and_nothing_typed_is_lost(self):
        page = self.post("amend", **typed(note="by the blue door", latitude="north"))
        self.assertContains(page, "by the blue door", status_code=422)

    def test_he_withdraws_it_once(self):
        self.assertRedirects(self.post("withdraw"), self.path, status_code=303)
        self.assertEqual(self.now(), "withdrawn")
        self.assertEqual(self.post("withdraw").status_code, 409)
        self.assertEqual(self.client.get(f"{self.path}/amend").status_code, 409)

    def test_he_answers_a_question(self):
        decisions.ask(self.one, by=alice(), version=1, question="Which wall?")
        self.assertContains(self.client.get(self.path), "Which wall?")
        self.post("answer", version=2, text="The northern one")
        self.assertEqual(self.now(), "pending")

    def test_he_deletes_what_is_his_and_it_is_nobodys(self):
        self.assertRedirects(self.post("delete"), "/account", status_code=302)
        self.assertEqual(self.now(), "withdrawn")
        self.assertEqual((self.one.reporter, self.one.note), (None, ""))
        self.assertEqual(self.client.get(self.path).status_code, 404)

    def test_nobody_elses_is_there(self):
        bobs = f"/account/{self.bobs.reference}"
        self.client.force_login(User.objects.create_user("dora"))
        for path in (self.path, bobs):
            self.assertEqual(self.client.get(path).status_code, 404)
            self.assertEqual(self.client.get(f"{path}/amend").status_code, 404)
            for act in ("answer", "amend", "withdraw", "delete"):
                self.assertEqual(self.post(act, path).status_code, 404, act)
        self.assertEqual((self.now(), Report.objects.filter(version=1).count()), ("pending", 2))

    def test_each_form_carries_a_token_and_none_goes_without(self):
        client = Client(enforce_csrf_checks=True)
        client.force_login(self.charlie)
        page = client.get(self.path).content.decode()
        self.assertEqual(page.count("csrfmiddlewaretoken"), 2)  # to withdraw, to delete
        self.assertIn("csrfmiddlewaretoken", client.get(f"{self.path}/amend").content.decode())
        for act in ("answer", "amend", "withdraw", "delete"):
            self.assertEqual(client.post(f"{self.path}/{act}", {"version": 1}).status_code, 403, act)
        self.assertEqual(self.now(), "pending")
