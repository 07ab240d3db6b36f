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
