"""How much somebody took lately: nobody gets more, everybody gets all of it, and memory is bounded."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.rate_limiter import Buckets, Quota

TEN = Quota("requests", 10, 60)


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def buckets(clock):
    return Buckets(clock=clock)


def test_all_of_it_at_once_and_then_one_as_soon_as_there_is_room(buckets, clock):
    assert [buckets.take("bob", TEN).left for _ in range(10)] == list(range(9, -1, -1))
    refused = buckets.take("bob", TEN)
    assert (refused.is_allowed, refused.left, refused.empty_in) == (False, 0, 61)
    clock.now += refused.wait
    assert buckets.take("bob", TEN).is_allowed
    assert not buckets.take("bob", TEN).is_allowed


def test_what_is_refused_costs_nothing_and_others_are_not_held_up(buckets, clock):
    for _ in range(30):
        buckets.take("bob", TEN)
    assert buckets.take("alice", TEN).is_allowed
    assert buckets.take("bob", Quota("bytes", 10, 60)).is_allowed
    clock.now += 60
    assert buckets.take("bob", TEN).left == 9


def test_more_may_be_spent_than_there_is_room_for(buckets, clock):
    buckets.spend("bob", TEN, 25)
    level = buckets.take("bob", TEN, 0)
    assert (level.is_allowed, level.left) == (False, 0)
    clock.now += level.wait
    assert buckets.take("bob", TEN, 0).is_allowed


@given(st.lists(st.tuples(st.floats(0, 20), st.integers(0, 4)), max_size=60))
def test_in_no_minute_more_flows_than_the_bucket_and_what_leaks(steps):
    clock = Clock()
    buckets, taken, begun = Buckets(clock=clock), 0, clock.now
    for seconds, amount in steps:
        clock.now += seconds
        level = buckets.take("bob", TEN, amount)
        taken += amount * level.is_allowed
        assert taken <= TEN.most + TEN.rate * (clock.now - begun) + 1e-6
        if not level.is_allowed and amount == 1:
            clock.now += level.wait
            assert buckets.take("bob", TEN).is_allowed
            taken += 1


def test_of_many_at_once_exactly_as_many_pass(buckets):
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: buckets.take("bob", TEN).is_allowed, range(400)))
    assert sum(found) == 10


def test_of_too_many_networks_those_that_took_least_are_forgotten(clock):
    buckets = Buckets(most=100, clock=clock)
    buckets.spend("flood", TEN, 1000)
    for number in range(1000):
        buckets.take(f"network {number}", TEN)
        assert len(buckets) <= 100
    assert not buckets.take("flood", TEN).is_allowed
    clock.now += 600
    for number in range(200):
        buckets.take(f"network {number}", TEN)
    assert len(buckets) <= 100
