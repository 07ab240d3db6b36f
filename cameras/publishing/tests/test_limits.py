"""Rate limits of the public data endpoints."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.test import TestCase, override_settings

from cameras.publishing import access
from cameras.publishing.snapshots.publish import publish
from cameras.tests.builders import camera
from web.network_slots import NetworkSlots

ITEMS = "/api/v1/collections/cameras/items"
EXPORT = "/data/export"
PROBLEM = "application/problem+json"


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def close(response):
    """Close the response as a server does, but keep the test's database connection."""
    for one in response._resource_closers:
        one()


class LimitTestCase(TestCase):
    def setUp(self):
        self.clock, original = Clock(), access.rate_limiter
        access.rate_limiter = access.RateLimiter(clock=self.clock)
        self.addCleanup(setattr, access, "rate_limiter", original)

    def get(self, url, status=200, **extra):
        response = self.client.get(url, **extra)
        self.assertEqual(response.status_code, status, url)
        return response

    def problem(self, response):
        self.assertEqual(response.headers["Content-Type"], PROBLEM)
        return json.loads(response.content)


class RequestTests(LimitTestCase):
    def test_gdal_reading_a_large_town_is_not_limited(self):
        """2,502 requests for 25,000 cameras, as fast as it can."""
        _bytes, requests = access.quotas_of(settings.READS_PER_MINUTE, 1)[0]
        for _ in range(2502):
            status = access.rate_limiter.consume("gdal", requests)
        self.assertTrue(status.is_allowed)

    @override_settings(READS_PER_MINUTE=3)
    def test_each_response_states_the_remaining_quota_and_the_fourth_when_to_retry(self):
        for remaining in (2, 1, 0):
            headers = self.get(ITEMS).headers
            self.assertIn('"requests";q=3;w=60', headers["RateLimit-Policy"])
            self.assertIn(f'"requests";r={remaining};t=', headers["RateLimit"])
        refused = self.get(ITEMS, 429)
        body = self.problem(refused)
        self.assertEqual((body["status"], body["violated-policies"]), (429, ["requests"]))
        self.assertIn("Retry in", body["detail"])
        self.assertEqual(refused.headers["Access-Control-Allow-Origin"], "*")
        self.assertIn("Retry-After", refused.headers["Access-Control-Expose-Headers"])
        self.clock.now += int(refused.headers["Retry-After"])
        self.get(ITEMS)

    @override_settings(READS_PER_MINUTE=2)
    def test_every_api_request_counts_errors_and_304_included(self):
        etag = self.get("/api/v1").headers["ETag"]
        unchanged = self.get("/api/v1", 304, headers={"if-none-match": etag})
        self.assertIn("r=0", unchanged.headers["RateLimit"])
        for url in ("/api/v1", f"{ITEMS}?x=1", "/api/v1/changes", "/api/v1/openapi.json", "/api/v1/nothing"):
            self.get(url, 429)

    @override_settings(READS_PER_MINUTE=1)
    def test_each_network_has_its_own_quota(self):
        self.get(ITEMS, REMOTE_ADDR="203.0.113.9")
        self.get(ITEMS, 429, REMOTE_ADDR="203.0.113.200")
        self.get(ITEMS, REMOTE_ADDR="203.0.114.9")

    @override_settings(READS_PER_MINUTE=1)
    def test_a_preflight_request_is_not_counted(self):
        for _ in range(3):
            preflight = self.client.options(ITEMS)
            self.assertEqual(preflight.status_code, 200)
            self.assertIn("Authorization", preflight.headers["Access-Control-Allow-Headers"])
        self.get(ITEMS)

    @override_settings(READS_PER_MINUTE=1)
    def test_the_map_is_not_counted(self):
        self.get(ITEMS)
        for _ in range(3):
            self.assertNotIn("RateLimit", self.get("/tiles/0/0/0.json").headers)
            self.get("/cameras/count.json?bbox=7,43,8,44")

    @override_settings(READS_PER_MINUTE=0, READ_MEGABYTES_PER_HOUR=0)
    def test_without_limits_no_request_is_counted(self):
        self.assertNotIn("RateLimit", self.get(ITEMS).headers)
        self.assertNotIn("RateLimit", self.get(EXPORT).headers)
        self.assertEqual(len(access.rate_limiter), 0)

    def test_the_client_address_is_not_stored(self):
        self.get(ITEMS, REMOTE_ADDR="203.0.113.9")
        self.assertNotIn("203.0.113", repr(access.rate_limiter._usage))

    def test_it_costs_no_query(self):
        etag = self.get(ITEMS).headers["ETag"]
        with self.assertNumQueries(1):  # the version
            self.get(ITEMS, 304, headers={"if-none-match": etag})


@override_settings(READ_MEGABYTES_PER_HOUR=1)
class ByteTests(LimitTestCase):
    def remaining(self, response):
        return int(response.headers["RateLimit"].partition("r=")[2].partition(";")[0])

    def test_a_file_is_charged_by_bytes_and_not_as_a_request(self):
        camera()
        with self.settings(READS_PER_MINUTE=1):
            for _ in range(3):
                first = self.get(EXPORT)
                sent = len(first.getvalue())
        policy = first.headers["RateLimit-Policy"]
        self.assertEqual(policy, '"bytes";q=1000000;w=3600;qu="content-bytes"')
        self.assertEqual(self.remaining(self.get(EXPORT)), 1_000_000 - 3 * sent)

    def test_an_aborted_download_is_charged_for_the_bytes_sent(self):
        camera()
        response = self.get(EXPORT)
        chunk = next(iter(response.streaming_content))
        close(response)
        self.assertEqual(self.remaining(self.get(EXPORT)), 1_000_000 - len(chunk))

    def test_a_started_download_completes_and_the_next_one_is_refused(self):
        camera()
        response = self.get(EXPORT)
        (quota,), _policy = access.quotas_of(0, 1)
        chunks = iter(response.streaming_content)
        begun = next(chunks)
        (_name, network) = next(iter(access.rate_limiter._usage))
        access.rate_limiter.charge(network, quota, 2_000_000)
        json.loads(begun + b"".join(chunks))
        refused = self.get(EXPORT, 429)
        self.assertEqual(self.problem(refused)["violated-policies"], ["bytes"])
        self.get(ITEMS, 429)
        self.clock.now += int(refused.headers["Retry-After"])
        self.get(EXPORT)

    def test_head_requests_cost_no_bytes(self):
        camera()
        self.client.head(EXPORT)
        self.client.head(ITEMS)
        self.assertEqual(self.remaining(self.get(EXPORT)), 1_000_000)

    def test_range_requests_of_a_snapshot_are_charged_by_range(self):
        camera()
        with TemporaryDirectory() as folder, self.settings(SNAPSHOTS_ROOT=Path(folder)):
            publish()
            url = self.get("/data/latest/cameras.geojson", 302).url.removeprefix("http://127.0.0.1:8000")
            part = self.get(url, 206, headers={"range": "bytes=0-9"})
            self.assertEqual(len(part.getvalue()), 10)
            again = self.get(url)
            self.assertEqual(self.remaining(again), 1_000_000 - 10)
            close(part), close(again)
            preflight = self.client.options(url)
        self.assertIn("Range", preflight.headers["Access-Control-Allow-Headers"])
        self.assertEqual((preflight.status_code, preflight.headers["Allow"]), (200, "GET, HEAD, OPTIONS"))


class AtOnceTests(LimitTestCase):
    """Who reads slowly holds a connection: no network gets all of them."""

    FILES = (
        "/basemap/monaco.pmtiles", "/basemap/monaco.pmtiles/names.json", EXPORT, "/data/cameras.geojson",
        "/data/latest/cameras.csv", "/data/snapshots/2026-01-01-1/cameras.csv", "/catalog.jsonld",
        "/photos/AbCdEf.jpg",
    )  # fmt: skip

    def limit(self, total, per_network):
        known, access.file_slots = access.file_slots, NetworkSlots(total, per_network)
        self.addCleanup(setattr, access, "file_slots", known)

    def test_a_network_is_sent_its_share_and_the_next_file_when_one_is_read(self):
        self.limit(10, per_network=2)
        first, second = (self.get(self.FILES[0], REMOTE_ADDR="203.0.113.9") for _ in range(2))
        refused = self.get(self.FILES[0], 429, REMOTE_ADDR="203.0.113.77")
        self.assertEqual(refused.headers["Retry-After"], "10")
        self.assertEqual(self.problem(refused)["status"], 429)
        other = self.get(self.FILES[0], REMOTE_ADDR="203.0.114.9")
        self.assertTrue(first.getvalue())
        again = self.get(self.FILES[0], REMOTE_ADDR="203.0.113.9")
        for response in (second, other, again):
            response.getvalue()

    def test_every_file_is_one_of_them(self):
        self.limit(0, per_network=1)
        for url in self.FILES:
            self.get(url, 429)

    def test_what_is_not_there_keeps_no_slot(self):
        self.limit(1, per_network=1)
        for _ in range(2):
            self.get("/basemap/nothing.pmtiles", 404)
