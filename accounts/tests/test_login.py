import pickle
from base64 import b64decode
from itertools import count

import time_machine
from django.core.cache import cache
from django.test import TestCase

from accounts.models import CacheEntry, ModeratorScope, User
from accounts.password_pause import FREE_ATTEMPTS, MAX_PAUSE, PasswordPause, pause_after
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
        kept = [str(row) + str(pickle.loads(b64decode(row[1]))) for row in CacheEntry.objects.values_list()]
        self.assertTrue(kept)
        self.assertFalse(any("198.51.100.77" in text or "alice" in text for text in kept))

    def test_guessing_passwords_locks_out_only_the_guessers_network(self):
        alice()
        for _ in range(12):
            self.client.post(
                "/accounts/login/", {"login": "alice", "password": "wrong"}, REMOTE_ADDR="198.51.100.77"
            )
        self.assertRedirects(self.login(), "/moderation")


class GuessesFromManyNetworks(TestCase):
    """Each attempt comes from a network of its own."""

    def setUp(self):
        alice()
        self.networks = (f"198.51.{number}.7" for number in count())

    def login(self, password=PASSWORD):
        data = {"login": "alice", "password": password}
        return self.client.post("/accounts/login/", data, REMOTE_ADDR=next(self.networks))

    def test_they_are_slowed_down_and_after_the_pause_alice_gets_in(self):
        with time_machine.travel("2026-11-01 10:00", tick=False) as clock:
            for _ in range(FREE_ATTEMPTS):
                self.assertContains(self.login("wrong"), "not correct")
            self.assertContains(self.login(), "Too many failed login attempts")
            clock.shift(pause_after(FREE_ATTEMPTS))
            self.assertRedirects(self.login(), "/moderation")

    def test_a_refused_attempt_does_not_make_the_pause_longer(self):
        with time_machine.travel("2026-11-01 10:00", tick=False) as clock:
            for _ in range(FREE_ATTEMPTS + 50):
                self.login("wrong")
            clock.shift(1)
            self.assertRedirects(self.login(), "/moderation")

    def test_one_password_is_checked_at_a_time(self):
        self.assertTrue(PasswordPause("alice").begin())
        self.assertContains(self.login(), "Too many failed login attempts")
        self.assertTrue(PasswordPause("bob").begin())

    def test_the_pause_grows_slowly_and_has_an_end(self):
        pauses = [pause_after(failures) for failures in range(1000)]
        self.assertEqual(pauses[: FREE_ATTEMPTS + 3], [0] * FREE_ATTEMPTS + [1, 2, 3])
        self.assertEqual(max(pauses), MAX_PAUSE)


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
