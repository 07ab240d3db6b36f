"""Response times of the review with 200,000 reports: queue, one report, submit, reject, approve.

    script/benchmark review 200000

Requests come at 20 a second, the kinds in turn, through the whole stack (WSGI, middleware, view, database) of
one process. One report in ten is open, a backlog of years; at the end both audits must find nothing.
"""

import re
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle, islice
from typing import Any
from uuid import UUID, uuid4

import django

RATE = 20  # requests a second
EACH = 60  # of every kind
OPEN_SHARE = 10  # one in ten
TARGETS = {
    "queue": 150,
    "report": 150,
    "submit": 150,
    "reject": 200,
    "approve": 200,
}  # ms, the 95th percentile


def main(size: int) -> None:
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    started = time.perf_counter()
    fill(size)
    took = time.perf_counter() - started
    print(f"\n{size:,} reports, {size // OPEN_SHARE:,} of them open; made in {took:.0f} s")
    show(measure())
    call_command("audit_registry")
    call_command("audit_reports")
    compare_approvals()  # last: its bare rows are cameras that no audit can explain


def fill(size: int) -> None:
    """Fill an empty database with reports, as rows; each has the events that lead to its status."""
    from accounts.models import ModeratorScope, User
    from reports.models import Report, ReportEvent
    from web.bulk_insert import columns_of, insert

    user, created = User.objects.get_or_create(username="benchmark")
    if created:
        ModeratorScope.objects.create(user=user)
    columns = columns_of(Report)
    for first in range(0, size, 5_000):
        rows = [report_row(n, user.pk) for n in range(first, min(size, first + 5_000))]
        insert(Report, ([row[name] for name in columns] for row in rows))
        insert(ReportEvent, (event for row in rows for event in events_of(row)))
    settle([Report, ReportEvent])


def settle(models: list[Any]) -> None:
    """Reset sequences and run ANALYZE, as in a database in use."""
    from django.core.management.color import no_style
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in [*connection.ops.sequence_reset_sql(no_style(), models), "ANALYZE"]:
            cursor.execute(statement)


def report_row(n: int, user: int) -> dict[str, Any]:
    from django.utils import timezone

    from reports.models import Report

    sent = timezone.now() - timedelta(minutes=n)
    is_open = n % OPEN_SHARE == 0
    token = f"{n:064x}"
    row = {field.attname: default_of(field) for field in Report._meta.concrete_fields}
    return row | {
        "id": n + 1, "reference": f"R-{n:08d}"[:11], "token_hash": token, "payload_hash": token,
        "tracking_hash": token, "kind": "new", "status": "pending" if is_open else "rejected",
        "version": 1 if is_open else 2, "latitude": 40 + n % 1000 / 100, "longitude": n // 1000 / 10,
        "proposed": {"ownership": "public", "shape": "dome", "operator": "", "direction": ""},
        "submitted": {}, "locale": "en", "terms_version": "2026-11", "submitted_at": sent, "changed_at": sent,
        **({} if is_open else {"decided_by_id": user, "decided_at": sent, "reason": "spam"}),
    }  # fmt: skip


def default_of(field: Any) -> Any:
    return field.get_default() if field.has_default() or field.null or field.empty_strings_allowed else None


def events_of(row: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    from reports.models import ReportEvent

    names = [field.attname for field in ReportEvent._meta.concrete_fields]
    submit = {"seq": 1, "event": "submit", "actor_id": None, "data": {}, "at": row["submitted_at"]}
    reject = {"seq": 2, "event": "reject", "actor_id": row["decided_by_id"], "data": {"reason": "spam"}}
    for one in [submit, reject | {"at": row["submitted_at"]}][: row["version"]]:
        values = one | {"id": 2 * row["id"] + int(one["seq"]), "report_id": row["id"]}
        yield tuple(values[name] for name in names)


def measure() -> dict[str, list[float]]:
    """Milliseconds of each request, by kind."""
    from django.test import Client

    from accounts.models import User

    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username="benchmark"))
    actions = {"queue": queue, "report": one_report, "submit": submit, "reject": reject, "approve": approve}
    pending = waiting()
    times: dict[str, list[float]] = {name: [] for name in actions}
    for name in actions:
        actions[name](client, pending)  # once before it counts
    for name in islice(cycle(actions), EACH * len(actions)):
        began = time.perf_counter()
        actions[name](client, pending)
        took = time.perf_counter() - began
        times[name].append(took * 1000)
        time.sleep(max(0.0, 1 / RATE - took))
    return times


def waiting() -> Iterator[str]:
    from reports.models import Report

    return iter(list(Report.objects.pending().oldest_first().values_list("reference", flat=True)[:1000]))


def queue(client: Any, pending: Iterator[str]) -> None:
    expect(client.get("/moderation"), 200)


def one_report(client: Any, pending: Iterator[str]) -> None:
    expect(client.get(f"/moderation/{next(pending)}"), 200)


def submit(client: Any, pending: Iterator[str]) -> None:
    token: UUID = uuid4()
    data = {
        "kind": "new",
        "latitude": f"{-60 + token.int % 10**7 / 10**6:.6f}", "longitude": f"{token.int % 179}.5",
        "ownership": "public", "shape": "dome", "terms": "on", "client_token": str(token),
    }  # fmt: skip
    network = f"10.{token.int % 250}.{token.int // 250 % 250}.7"  # each resident their own
    expect(client.post("/report", data, REMOTE_ADDR=network), 303)


def reject(client: Any, pending: Iterator[str]) -> None:
    data = {"version": 1, "reason": "spam"}
    expect(client.post(f"/moderation/{next(pending)}/reject", data), 303)


def approve(client: Any, pending: Iterator[str]) -> None:
    expect(client.post(f"/moderation/{next(pending)}/approve", {"version": 1}), 303)


def compare_approvals() -> None:
    """A whole approval against the bare row of a camera, each committed; they take turns."""
    from accounts.models import User
    from cameras.models import Camera
    from reports import decisions
    from reports.models import Report
    from web.bulk_insert import columns_of, insert

    user = User.objects.get(username="benchmark")
    whole, bare = 0.0, 0.0
    for number, report in enumerate(
        Report.objects.pending().filter(reporter=None).oldest_first()[:EACH], start=1
    ):
        began = time.perf_counter()
        camera = decisions.approve(report, by=user, version=report.version).camera
        approved = time.perf_counter()
        camera.pk, camera.external_ref = -number, None
        insert(Camera, [[getattr(camera, name) for name in columns_of(Camera)]])
        whole, bare = whole + approved - began, bare + time.perf_counter() - approved
    print(
        f"an approval {whole / EACH * 1000:.1f} ms, the bare row {bare / EACH * 1000:.1f} ms: "
        f"{bare / whole:.2f} of its rate (aim 0.40)"
    )


def expect(response: Any, status: int) -> None:
    if response.status_code != status:
        text = re.sub(r"<[^>]+>|\s+", " ", response.content.decode())[:500]
        raise SystemExit(f"{response.status_code} instead of {status}: {text}")


def show(times_by_kind: dict[str, list[float]]) -> None:
    from django.db import connection

    print(f"| {connection.vendor} | median ms | 95th percentile | aim |\n|---|---|---|---|")
    for name, times in times_by_kind.items():
        high = statistics.quantiles(times, n=20)[-1]
        print(f"| {name} | {statistics.median(times):.0f} | {high:.0f} | {TARGETS[name]} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
