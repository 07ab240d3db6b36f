from pathlib import Path

from django.core.cache import cache
from django.test import TestCase

from accounts.models import ModeratorScope, User
from accounts.permissions import may
from accounts.roles import Action
from reports.tests.people import alice, charlie

PASSWORD = "Alice's long password"


class LoginTests(TestCase):
    def setUp(self):
        cache.clear()
        self.addCleanup(cache.clear)

    def login(self, password=PASSWORD):
        return self.client.post("/accounts/login/", {"login": "alice", "password": password})

    def test_a_moderator_is_redirected_to_the_queue(self):
        alice()
        self.assertRedirects(self.login(), "/moderation")

    def test_a_resident_is_redirected_to_their_reports(self):
        charlie()
        answer = self.client.post("/accounts/login/", {"login": "charlie", "password": "Charlie's password"})
        self.assertRedirects(answer, "/account")

    def test_a_wrong_password_is_refused_and_her_name_is_kept(self):
        alice()
        self.assertContains(self.login("wrong"), "alice")

    def test_nobody_can_sign_up(self):
        self.client.post("/accounts/signup/", {"username": "mallory", "password1": PASSWORD})
        self.assertFalse(User.objects.exists())

    def test_the_admin_uses_the_same_login(self):
        self.assertRedirects(self.client.get("/admin/login/?next=/admin/"), "/accounts/login/?next=/admin/")

    def test_no_client_address_is_cached(self):
        alice()
        for _ in range(3):
            self.client.post(
                "/accounts/login/", {"login": "alice", "password": "wrong"}, REMOTE_ADDR="198.51.100.77"
            )
        kept = [path.read_bytes() for path in Path(cache._dir).iterdir()]
        self.assertTrue(kept)
        self.assertFalse(any(b"198.51.100.77" in data for data in kept))

    def test_guessing_passwords_locks_out_only_the_guessers_network(self):
        alice()
        for _ in range(12):
            self.client.post(
                "/accounts/login/", {"login": "alice", "password": "wrong"}, REMOTE_ADDR="198.51.100.77"
            )
        self.assertRedirects(self.login(), "/moderation")


class ModeratorTests(TestCase):
    def test_who_moderates(self):
        self.assertTrue(may(alice(), Action.QUEUE))
        self.assertFalse(may(charlie(), Action.QUEUE))
        self.assertTrue(may(User.objects.create_superuser("root"), Action.QUEUE))

    def test_an_account_that_was_closed_does_not(self):
        person = alice()
        person.is_active = False
        self.assertFalse(may(person, Action.QUEUE))

    def test_one_scope_for_everywhere_is_enough(self):
        self.assertEqual(str(ModeratorScope.objects.create(user=charlie())), "charlie: everywhere")
