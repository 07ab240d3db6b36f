"""Slow clients, a locked database, many clients and large photos: none of them stops the site.

While each of them goes on, the health check is asked over a new connection and answers within ten seconds.
"""

import io
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.db import connection
from PIL import Image

from tests.attack.slow_clients import SlowClients, attacks
from tests.attack.visitors import connections_of_the_site, send_report

LARGE = "/basemap/large.pmtiles"
TILE = "/tiles/0/0/0.json"
CLIENTS = 200
WRITERS = 32  # more than the server has threads
PHOTOS = 4
VISITORS = 150


@pytest.fixture(scope="module")
def site(start):
    with start() as running:
        yield running


def is_well(site):
    """Five times, one after the other."""
    return [site.ask("/healthz") for _ in range(5)] == [(200, b"ok\n")] * 5


@pytest.mark.parametrize("attack", attacks(LARGE), ids=lambda attack: attack.name)
def test_it_answers_while_every_client(site, attack):
    with SlowClients(site.address, attack, CLIENTS):
        assert is_well(site)
        assert site.ask(TILE)[0] == 200


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite has one writer at a time")
@pytest.mark.usefixtures("transactional_db")
def test_it_answers_while_all_writers_wait_for_a_lock(site):
    lock = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    with closing(lock), ThreadPoolExecutor(WRITERS) as writers:
        lock.execute("BEGIN IMMEDIATE")
        sent = [writers.submit(send_report, site, n) for n in range(WRITERS)]
        try:
            assert is_well(site)
            assert site.ask(TILE)[0] == 200
            assert not any(one.done() for one in sent), "they did not wait"
        finally:
            lock.execute("ROLLBACK")
        assert {one.result()[0] for one in sent} == {201}


@pytest.mark.usefixtures("transactional_db")
def test_it_answers_while_large_photos_are_painted_anew(site):
    drawn = io.BytesIO()
    Image.effect_noise((4032, 3024), 50).convert("RGB").save(drawn, "JPEG", quality=80)  # 12 megapixels
    with ThreadPoolExecutor(PHOTOS) as people:
        sent = [people.submit(send_report, site, n, drawn.getvalue()) for n in range(PHOTOS)]
        while not all(one.done() for one in sent):
            assert is_well(site)
        assert [one.result()[0] for one in sent] == [201] * PHOTOS


@pytest.mark.postgresql
@pytest.mark.usefixtures("transactional_db")
def test_many_visitors_share_few_connections_to_the_database(site):
    with ThreadPoolExecutor(VISITORS) as visitors, ThreadPoolExecutor(4) as writers:
        read = [visitors.submit(site.ask, TILE, timeout=60) for _ in range(5 * VISITORS)]
        sent = [writers.submit(send_report, site, n) for n in range(8)]
        used = 0
        while not all(one.done() for one in read + sent):
            used = max(used, connections_of_the_site())
            assert is_well(site)
    assert {one.result()[0] for one in read} == {200}
    assert {one.result()[0] for one in sent} == {201}
    assert 0 < used <= 20
