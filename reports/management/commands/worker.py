"""manage.py worker [--once]: the background work, on a schedule."""

import logging
import signal
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import close_old_connections

from reports.mail.account_mail import send_account_mails
from reports.mail.contacts import delete_expired_contacts
from reports.mail.outbox import send_due


class Job(NamedTuple):
    name: str
    interval: int  # seconds
    run: Callable[[], object]


# Each job is safe to run twice, or by two workers at once.
JOBS = (
    Job("clearsessions", 24 * 3600, lambda: call_command("clearsessions")),
    Job("send_notifications", 30, send_due),
    Job("send_account_mails", 10, send_account_mails),
    Job("delete_old_contacts", 24 * 3600, delete_expired_contacts),
    Job("expire_reports", 24 * 3600, lambda: call_command("expire_reports")),
    Job("send_answers", 60, lambda: call_command("send_answers")),
    Job("tell_staff", 3600, lambda: call_command("tell_staff")),
    Job("forget_senders", 3600, lambda: call_command("forget_senders")),
    # Removes newly hidden cameras from the published files each hour; publishes a snapshot each week.
    Job("publish_snapshot", 3600, lambda: call_command("publish_snapshot", if_older_than=7)),
)


class Command(BaseCommand):
    help = "Do the background work, each job at its interval, until SIGTERM ends it between two jobs."
    stopping = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do every job once and end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            if failed := [job.name for job in JOBS if not run_job(job)]:
                raise CommandError(f"failed: {', '.join(failed)}")
        else:
            signal.signal(signal.SIGTERM, self.stop)
            signal.signal(signal.SIGINT, self.stop)
            self.loop(JOBS)

    def stop(self, *_signal: object) -> None:
        self.stopping = True

    def loop(self, jobs: Sequence[Job]) -> None:
        due = {job.name: 0.0 for job in jobs}  # all are due at the start
        while not self.stopping:
            for job in jobs:
                if not self.stopping and time.monotonic() >= due[job.name]:
                    close_old_connections()  # the database may have been restarted since
                    run_job(job)
                    due[job.name] = time.monotonic() + job.interval
            time.sleep(1)


def run_job(job: Job) -> bool:
    try:
        job.run()
    except Exception:  # tried again at the next interval; the other jobs go on
        logging.getLogger(__name__).exception("job %s failed", job.name)
        return False
    return True
