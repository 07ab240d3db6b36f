"""The worker does its jobs on time, survives a failing one and stops when it is told to."""

import logging
import os
import signal
from datetime import timedelta
from threading import Timer

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from reports.management.commands import worker
from reports.management.commands.worker import Command, Job
from reports.models import Heartbeat


@pytest.fixture(autouse=True)
def own_signals():
    """The worker takes the signals of the process that runs the tests; give them back."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


def fail():
    raise OSError("the disk is full")


@pytest.mark.django_db
def test_it_clears_the_sessions_that_ended():
    yesterday, tomorrow = (timezone.now() + timedelta(days=days) for days in (-1, 1))
    Session.objects.create(session_key="old", session_data="", expire_date=yesterday)
    Session.objects.create(session_key="live", session_data="", expire_date=tomorrow)
    call_command("worker", once=True)
    call_command("worker", once=True)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["live"]


@pytest.mark.django_db
def test_once_runs_every_job_and_names_the_failed_ones(monkeypatch, caplog):
    done = []
    jobs = (Job("broken", 60, fail), Job("sound", 60, lambda: done.append("sound")))
    monkeypatch.setattr(worker, "JOBS", jobs)
    with caplog.at_level(logging.CRITICAL), pytest.raises(CommandError, match="failed: broken"):
        call_command("worker", once=True)
    assert done == ["sound"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_finishes_the_job_at_hand_and_stops(monkeypatch, number):
    done = []

    def work():
        os.kill(os.getpid(), number)
        done.append("finished")

    later = Job("later", 60, lambda: done.append("later"))
    monkeypatch.setattr(worker, "JOBS", (Job("work", 60, work), later))
    call_command("worker")
    assert done == ["finished"]


@pytest.mark.django_db(transaction=True)
def test_each_job_comes_back_at_its_interval():
    command, done = Command(), []
    timer = Timer(1.5, command.stop)
    timer.start()
    command.loop(
        [Job("often", 1, lambda: done.append("often")), Job("daily", 86_400, lambda: done.append("daily"))]
    )
    timer.join()
    assert sorted(done) == ["daily", "often", "often"]


def test_the_names_are_different():
    names = [job.name for job in worker.JOBS]
    assert len(set(names)) == len(names)


class TestAClockThatJumped:
    """400 days ahead, or back: what expires by age waits until an operator confirms the clock."""

    @pytest.fixture(autouse=True)
    def jobs(self, db, monkeypatch):
        self.done = []
        jobs = (
            Job("mail", 60, lambda: self.done.append("mail")),
            Job("expire", 60, lambda: self.done.append("expire"), expires=True),
        )
        monkeypatch.setattr(worker, "JOBS", jobs)

    def last_seen(self, **ago):
        Heartbeat.objects.confirm_clock(timezone.now() - timedelta(**ago))

    @pytest.mark.parametrize("days", [400, 4, -400])
    def test_nothing_expires_and_the_rest_goes_on(self, days, caplog):
        self.last_seen(days=days)
        for _ in range(2):  # refusing it once must not make the new time the normal one
            with pytest.raises(CommandError, match="failed: expire"):
                call_command("worker", once=True)
        assert self.done == ["mail", "mail"]
        assert "--confirm-clock" in caplog.text

    def test_the_operator_confirms_a_clock_that_is_right(self):
        self.last_seen(days=400)
        call_command("worker", confirm_clock=True)
        assert self.done == []
        call_command("worker", once=True)
        assert self.done == ["mail", "expire"]

    def test_it_goes_on_by_itself_once_the_clock_is_set_right(self, monkeypatch):
        self.last_seen(hours=1)
        jumped = timezone.now() + timedelta(days=400)
        with monkeypatch.context() as patch:
            patch.setattr(worker.timezone, "now", lambda: jumped)
            with pytest.raises(CommandError):
                call_command("worker", once=True)
        call_command("worker", once=True)
        assert self.done == ["mail", "mail", "expire"]

    @pytest.mark.parametrize("ago", [{}, {"hours": 60}])
    def test_an_outage_of_a_weekend_is_no_jump(self, ago):
        self.last_seen(**ago)
        call_command("worker", once=True)
        assert "expire" in self.done

    def test_the_first_start_has_nothing_to_compare_with(self):
        call_command("worker", once=True)
        assert "expire" in self.done


def test_every_job_that_deletes_by_age_waits_for_the_clock():
    assert {job.name for job in worker.JOBS if not job.expires} == {
        "send_notifications",
        "send_account_mails",
        "send_answers",
        "tell_staff",
    }
