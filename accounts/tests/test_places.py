"""No network takes all places, none is lost, and networks that are gone are forgotten."""

from concurrent.futures import ThreadPoolExecutor

from accounts.places import Places


def test_a_network_gets_its_share_and_all_together_the_whole():
    places = Places(3, for_each=2)
    assert [places.take("bob") for _ in range(3)] == [True, True, False]
    assert [places.take("alice") for _ in range(2)] == [True, False]


def test_a_place_that_is_given_back_is_taken_by_the_next_one():
    places = Places(1, for_each=1)
    assert places.take("bob")
    assert not places.take("alice")
    places.give("bob")
    assert places.take("alice")


def test_networks_without_a_place_are_not_kept():
    places = Places(2, for_each=2)
    places.take("bob")
    places.give("bob")
    places.take("alice")
    assert dict(places._taken) == {"alice": 1}


def test_a_refused_network_is_not_kept_either():
    places = Places(0, for_each=1)
    assert not places.take("bob")
    assert not places._taken


def test_threads_take_no_more_than_there_are():
    places = Places(5, for_each=5)
    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(lambda _n: places.take("bob"), range(50))) == 5
