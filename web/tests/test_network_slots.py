"""No network takes all slots, none is lost, and networks that are gone are forgotten."""

from concurrent.futures import ThreadPoolExecutor

from web.network_slots import NetworkSlots


def test_a_network_gets_its_share_and_all_together_the_whole():
    slots = NetworkSlots(3, per_network=2)
    assert [slots.acquire("bob") for _ in range(3)] == [True, True, False]
    assert [slots.acquire("alice") for _ in range(2)] == [True, False]


def test_a_place_that_is_given_back_is_taken_by_the_next_one():
    slots = NetworkSlots(1, per_network=1)
    assert slots.acquire("bob")
    assert not slots.acquire("alice")
    slots.release("bob")
    assert slots.acquire("alice")


def test_networks_without_a_place_are_not_kept():
    slots = NetworkSlots(2, per_network=2)
    slots.acquire("bob")
    slots.release("bob")
    slots.acquire("alice")
    assert dict(slots._used) == {"alice": 1}


def test_a_refused_network_is_not_kept_either():
    slots = NetworkSlots(0, per_network=1)
    assert not slots.acquire("bob")
    assert not slots._used


def test_threads_take_no_more_than_there_are():
    slots = NetworkSlots(5, per_network=5)
    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(lambda _n: slots.acquire("bob"), range(50))) == 5
