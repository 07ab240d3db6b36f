"""Many people at once: threads share a process, processes share nothing but the database."""

import multiprocessing
from threading import Barrier, Thread

from django.db import connection, connections

PATIENCE = 240  # seconds; a loaded machine needs many
fork = multiprocessing.get_context("fork")


def at_once(*acts):
    """Run the acts in threads that start together; return what each raised or returned."""
    barrier, results = Barrier(len(acts)), [None] * len(acts)

    def run(n, act):
        try:
            barrier.wait()
            results[n] = act()
        except Exception as error:  # the test looks at it
            results[n] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return results


def in_processes(*acts):
    """The same in processes of their own; returns the names of the types of what each raised or returned."""
    connections.close_all()  # a connection must not be shared across a fork
    barrier, results = fork.Barrier(len(acts)), fork.SimpleQueue()

    def run(act):
        try:
            barrier.wait(PATIENCE)
            result = act()
        except Exception as error:
            result = error
        connections.close_all()
        results.put(type(result).__name__)

    processes = [fork.Process(target=run, args=[act]) for act in acts]
    for process in processes:
        process.start()
    names = [results.get() for _ in processes]
    for process in processes:
        process.join(PATIENCE)
    return names
