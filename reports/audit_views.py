"""The audit log as a page, and as a file for administrators. Nobody can edit it."""

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
from cameras.files import streamed
from reports.audit_log import Line, lines
from reports.models import AuditEntry

PAGE = 100


@require_safe
@allows(Action.AUDIT)
def audit_page(request: StaffRequest) -> HttpResponse:
    before = _instant(request.GET.get("before", ""))
    found = list(islice(lines(request.user, before=before, most=PAGE + 1), PAGE + 1))
    context = {
        "lines": found[:PAGE],
        "next": found[PAGE - 1].at.isoformat() if len(found) > PAGE else "",
        "is_own": not may(request.user, Action.QUEUE),
        "may_export": may(request.user, Action.AUDIT_EXPORT),
    }
    return render(request, "reports/audit.html", context)


def _instant(text: str) -> datetime | None:
    """An instant with its offset; what cannot be read is none."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and timezone.is_aware(found) else None


class _Echo:
    """What csv writes to: it hands each row on."""

    def write(self, text: str) -> str:
        return text


@require_POST
@allows(Action.AUDIT_EXPORT)
def audit_file(request: StaffRequest) -> StreamingHttpResponse:
    """All of it as CSV; that it was taken is a line of the log itself."""
    AuditEntry.objects.create(what=AuditEntry.What.EXPORTED, actor=request.user, at=timezone.now())
    response = streamed(request, map(str.encode, _rows(lines(request.user))), "text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return response


def _rows(found: Iterator[Line]) -> Iterator[Any]:
    writer = csv.writer(_Echo())
    yield writer.writerow(["at", "who", "what", "report"])
    for line in found:
        # A leading sign would make a formula of a name in a spreadsheet.
        who = f"'{line.who}" if line.who[:1] in "=+-@" else line.who
        yield writer.writerow([line.at.isoformat(), who, line.what, line.reference])
