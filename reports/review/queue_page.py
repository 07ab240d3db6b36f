"""Keyset pagination of the queue: a page begins after a report, so that deep pages are as fast as the first,
and a decision on an earlier page does not shift reports past a moderator."""

from dataclasses import dataclass, replace

from accounts.models import User
from reports.models import Report, ReportQuerySet
from reports.review.queue import QueueFilter, visible_reports

PAGE_SIZE = 50  # the queue is worked from its top, and each line takes a millisecond to render


@dataclass(frozen=True)
class PageLink:
    """Link to another page: the report to open on it, and its query string."""

    report: Report
    query: str


@dataclass(frozen=True)
class QueuePage:
    filters: QueueFilter  # without `after` when no report is left after that one
    lines: list[Report]
    previous: PageLink | None
    next: PageLink | None


def queue_page(filters: QueueFilter, person: User, *, lines: int = PAGE_SIZE) -> QueuePage:
    matching = filters.apply(visible_reports(person), person)
    start = _start_of_page(filters, person)
    if start and (rest := _lines(matching.after(start, filters.order), lines + 1)):
        return QueuePage(
            filters,
            rest[:lines],
            _previous_page(matching, start, filters, lines),
            _next_page(rest, filters, lines),
        )
    first_page = filters.from_the_start()
    rest = _lines(matching, lines + 1)
    return QueuePage(first_page, rest[:lines], None, _next_page(rest, first_page, lines))


def _start_of_page(filters: QueueFilter, person: User) -> Report | None:
    """The report after which the page begins. It may have been decided since; its place in the order
    stays."""
    return visible_reports(person).filter(reference=filters.after).first() if filters.after else None


def _lines(reports: ReportQuerySet, count: int) -> list[Report]:
    return list(reports.with_newcomers().select_related("camera")[:count])


def _next_page(rest: list[Report], filters: QueueFilter, lines: int) -> PageLink | None:
    """The first report of the next page."""
    if len(rest) <= lines:
        return None
    return PageLink(rest[lines], replace(filters, after=rest[lines - 1].reference).query())


def _previous_page(
    matching: ReportQuerySet, start: Report, filters: QueueFilter, lines: int
) -> PageLink | None:
    """The last report of the previous page, if any is left."""
    reversed_order = tuple(name[1:] if name.startswith("-") else f"-{name}" for name in filters.order)
    matching = matching.only("reference")
    earlier = [*matching.filter(pk=start.pk), *matching.after(start, reversed_order)[: lines + 1]]
    if not earlier:
        return None
    after = earlier[lines].reference if len(earlier) > lines else ""
    return PageLink(earlier[0], replace(filters, after=after).query())
