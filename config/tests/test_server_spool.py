"""What waits is in order and bounded; who is too slow is late."""

import errno

from config.server import limits, spool


class TestPace:
    def test_enough_bytes_put_the_end_off(self):
        pace = limits.Pace(0, rate=10)
        pace.move(10 * limits.PERIOD - 1)
        begun = pace.deadline
        pace.move(1)
        assert pace.deadline >= begun + limits.PERIOD
        assert pace.deadline < begun + 2 * limits.PERIOD

    def test_a_header_has_its_time_and_no_more(self):
        pace = limits.Pace(0)
        begun = pace.deadline
        pace.move(1_000_000)
        assert pace.deadline == begun


class TestSpool:
    def test_what_goes_in_comes_out_in_order_whatever_its_size(self, monkeypatch):
        monkeypatch.setattr(spool, "MEMORY", 10)
        budget = spool.Budget(1000)
        queue, given, taken = spool.Spool(budget), b"", b""
        for n in range(60):
            piece = bytes([n]) * (n % 17)
            assert queue.put(piece)
            given += piece
            if n % 2:
                taken += queue.recv(n % 23)
            assert len(queue) == len(given) - len(taken)
        while len(queue):
            taken += queue.recv(7)
        assert taken == given
        assert budget.take(1000), "an empty queue holds no disk"
        queue.close()

    def test_a_full_disk_is_no_error(self, monkeypatch):
        monkeypatch.setattr(spool, "MEMORY", 1)
        monkeypatch.setattr(spool, "TemporaryFile", self.full)
        budget = spool.Budget(1000)
        queue = spool.Spool(budget)
        assert queue.put(b"the first goes into memory")
        assert not queue.put(b"the second has to wait")
        assert queue.recv(100) == b"the first goes into memory"
        assert budget.take(1000)

    def full(self, **options):
        raise OSError(errno.ENOSPC, "No space left on device")
