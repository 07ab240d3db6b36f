from datetime import UTC, datetime

import time_machine
from django.test import RequestFactory, SimpleTestCase, override_settings

from web.client_network import client_address, network_hash


def request(peer="203.0.113.9", forwarded=""):
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return RequestFactory().get("/", REMOTE_ADDR=peer, headers=headers)


class AddressTests(SimpleTestCase):
    def test_without_a_proxy_the_header_is_the_visitors_invention(self):
        self.assertEqual(client_address(request(forwarded="1.2.3.4")), "203.0.113.9")

    @override_settings(TRUSTED_PROXY_COUNT=1)
    def test_behind_one_proxy_the_last_hop_counts(self):
        self.assertEqual(client_address(request("10.0.0.1", "6.6.6.6, 198.51.100.7")), "198.51.100.7")

    @override_settings(TRUSTED_PROXY_COUNT=2)
    def test_fewer_hops_than_proxies_means_the_peer(self):
        self.assertEqual(client_address(request("10.0.0.1", "6.6.6.6")), "10.0.0.1")


class HashTests(SimpleTestCase):
    def test_a_network_has_one_hash_and_another_network_another(self):
        self.assertEqual(network_hash(request("203.0.113.9")), network_hash(request("203.0.113.77")))
        self.assertNotEqual(network_hash(request("203.0.113.9")), network_hash(request("203.0.114.9")))
        self.assertEqual(network_hash(request("2001:db8:1:2::3")), network_hash(request("2001:db8:1:9::9")))

    def test_ipv4_written_as_ipv6_is_the_same_network(self):
        self.assertEqual(network_hash(request("::ffff:203.0.113.9")), network_hash(request("203.0.113.77")))
        self.assertNotEqual(
            network_hash(request("::ffff:203.0.113.9")), network_hash(request("::ffff:198.51.100.7"))
        )

    def test_it_changes_every_day(self):
        with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC)):
            today = network_hash(request())
        with time_machine.travel(datetime(2026, 3, 2, 12, tzinfo=UTC)):
            self.assertNotEqual(network_hash(request()), today)

    def test_it_takes_any_text(self):
        self.assertRegex(network_hash(request("unix:/run/socket")), r"^[0-9a-f]{64}$")
