"""manage.py worker [--once | --confirm-clock]: the background work, on a schedule.

Jobs that delete or close by age wait while the clock is days away from the last heartbeat: a clock that
jumped 400 days ahead would expire everything.
"""

import logging
import signal
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import close_old_connections
from django.utils import timezone

from reports.mail.account_mail import send_account_mails
from reports.mail.contacts import delete_expired_contacts
from reports.mail.outbox import send_due
from reports.models import Heartbeat
from reports.photos.sweep import delete_stray_files


class Job(NamedTuple):
    name: str
    interval: int  # seconds
    run: Callable[[], object]
    expires: bool = False  # deletes or closes what is old, or keeps a date of today


# Each job is safe to run twice, or by two workers at once.
JOBS = (
    Job("clearsessions", 24 * 3600, lambda: call_command("clearsessions"), expires=True),
    Job("send_notifications", 30, send_due),
    Job("send_account_mails", 10, send_account_mails),
    Job("delete_old_contacts", 24 * 3600, delete_expired_contacts, expires=True),
    Job("expire_reports", 24 * 3600, lambda: call_command("expire_reports"), expires=True),
    Job("send_answers", 60, lambda: call_command("send_answers")),
    Job("tell_staff", 3600, lambda: call_command("tell_staff")),
    Job("delete_stray_photos", 3600, delete_stray_files, expires=True),
    Job("forget_senders", 3600, lambda: call_command("forget_senders"), expires=True),
    # Removes newly hidden cameras from the published files each hour; publishes a snapshot each week.
    Job("publish_snapshot", 3600, lambda: call_command("publish_snapshot", if_older_than=7), expires=True),
)


class Command(BaseCommand):
    help = "Do the background work, each job at its interval, until SIGTERM ends it between two jobs."
    stopping = False

    def add_arguments(self, parser: CommandParser) -> None:
        mode = parser.add_mutually_exclusive_group()
        mode.add_argument("--once", action="store_true", help="do every job once and end")
        mode.add_argument(
            "--confirm-clock", action="store_true", help="the clock is right: jobs that waited for it go on"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["confirm_clock"]:
            Heartbeat.objects.confirm_clock(timezone.now())
        elif options["once"]:
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
    logger = logging.getLogger(__name__)
    try:
        if not Heartbeat.objects.beat(timezone.now()) and job.expires:
            logger.error(
                "job %s waits: the clock jumped; if it is right: manage.py worker --confirm-clock", job.name
            )
            return False
        job.run()
    except Exception:  # tried again at the next interval; the other jobs go on
        logger.exception("job %s failed", job.name)
        return False
    return True
