"""The audit log as a page, and as a CSV file for administrators. Read-only."""

import csv
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import StaffRequest, allows, may
from accounts.roles import Action
from reports.accountability.log import LogLine, log_lines
from reports.models import AuditEntry
from web.ranged_files import stream_response
from web.spreadsheet import safe_cell

PAGE_SIZE = 100


@require_safe
@allows(Action.AUDIT)
def audit_page(request: StaffRequest) -> HttpResponse:
    before = _parse_instant(request.GET.get("before", ""))
    lines = list(islice(log_lines(request.user, before=before, limit=PAGE_SIZE + 1), PAGE_SIZE + 1))
    context = {
        "lines": lines[:PAGE_SIZE],
        "next": lines[PAGE_SIZE - 1].at.isoformat() if len(lines) > PAGE_SIZE else "",
        "is_own": not may(request.user, Action.QUEUE),
        "may_export": may(request.user, Action.AUDIT_EXPORT),
    }
    return render(request, "reports/accountability/audit.html", context)


def _parse_instant(text: str) -> datetime | None:
    """An instant with a UTC offset; None when the text is not one."""
    try:
        instant = parse_datetime(text)
    except ValueError:
        return None
    return instant if instant and timezone.is_aware(instant) else None


class _Echo:
    """File-like object for csv.writer that returns each row instead of storing it."""

    def write(self, text: str) -> str:
        return text


@require_POST
@allows(Action.AUDIT_EXPORT)
def audit_file(request: StaffRequest) -> StreamingHttpResponse:
    """The whole log as CSV; the export itself is logged first."""
    AuditEntry.objects.create(what=AuditEntry.Kind.EXPORTED, actor=request.user, at=timezone.now())
    rows = map(str.encode, _rows(log_lines(request.user)))
    response = stream_response(request, rows, "text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return response


def _rows(lines: Iterator[LogLine]) -> Iterator[Any]:
    writer = csv.writer(_Echo())
    yield writer.writerow(["at", "who", "what", "report"])
    for line in lines:
        yield writer.writerow(
            [line.at.isoformat(), safe_cell(line.actor), safe_cell(line.action), line.reference]
        )
