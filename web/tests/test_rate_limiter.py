"""The rate limiter: no key exceeds its quota, every key can use all of it, and memory is bounded."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.rate_limiter import Quota, RateLimiter

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
def limiter(clock):
    return RateLimiter(clock=clock)


def test_the_whole_quota_can_be_consumed_at_once_then_one_unit_when_there_is_room(limiter, clock):
    assert [limiter.consume("bob", TEN).remaining for _ in range(10)] == list(range(9, -1, -1))
    refused = limiter.consume("bob", TEN)
    assert (refused.is_allowed, refused.remaining, refused.reset_after) == (False, 0, 61)
    clock.now += refused.retry_after
    assert limiter.consume("bob", TEN).is_allowed
    assert not limiter.consume("bob", TEN).is_allowed


def test_a_refusal_costs_nothing_and_other_keys_are_not_limited(limiter, clock):
    for _ in range(30):
        limiter.consume("bob", TEN)
    assert limiter.consume("alice", TEN).is_allowed
    assert limiter.consume("bob", Quota("bytes", 10, 60)).is_allowed
    clock.now += 60
    assert limiter.consume("bob", TEN).remaining == 9


def test_a_charge_may_exceed_the_quota(limiter, clock):
    limiter.charge("bob", TEN, 25)
    status = limiter.consume("bob", TEN, 0)
    assert (status.is_allowed, status.remaining) == (False, 0)
    clock.now += status.retry_after
    assert limiter.consume("bob", TEN, 0).is_allowed


@given(st.lists(st.tuples(st.floats(0, 20), st.integers(0, 4)), max_size=60))
def test_no_window_exceeds_the_bucket_plus_the_leak(steps):
    clock = Clock()
    limiter, used, begun = RateLimiter(clock=clock), 0, clock.now
    for seconds, amount in steps:
        clock.now += seconds
        status = limiter.consume("bob", TEN, amount)
        used += amount * status.is_allowed
        assert used <= TEN.limit + TEN.rate * (clock.now - begun) + 1e-6
        if not status.is_allowed and amount == 1:
            clock.now += status.retry_after
            assert limiter.consume("bob", TEN).is_allowed
            used += 1


def test_concurrent_requests_get_exactly_the_quota(limiter):
    with ThreadPoolExecutor(8) as pool:
        allowed = list(pool.map(lambda _: limiter.consume("bob", TEN).is_allowed, range(400)))
    assert sum(allowed) == 10


def test_the_keys_with_the_least_usage_are_evicted_first(clock):
    limiter = RateLimiter(max_keys=100, clock=clock)
    limiter.charge("flood", TEN, 1000)
    for number in range(1000):
        limiter.consume(f"network {number}", TEN)
        assert len(limiter) <= 100
    assert not limiter.consume("flood", TEN).is_allowed
    clock.now += 600
    for number in range(200):
        limiter.consume(f"network {number}", TEN)
    assert len(limiter) <= 100
