"""One page of the queue: its lines, and how to go on to the next one and back. Keyset: a page begins behind
a report, so that it is as quick far down as at the top, and a decision above moves nobody past a report."""

from dataclasses import dataclass, replace

from accounts.models import User
from reports.models import Report, ReportQuerySet
from reports.review.queue import QueueFilter, reachable

LINES = 50  # on one screen: it is worked from its top, and each line costs a millisecond to draw


@dataclass(frozen=True)
class Step:
    """The report to open on another page, and the query string of that page."""

    report: Report
    query: str


@dataclass(frozen=True)
class QueuePage:
    wanted: QueueFilter  # without `after` when nothing is left behind that report
    lines: list[Report]
    back: Step | None
    on: Step | None


def page_of(wanted: QueueFilter, person: User, *, lines: int = LINES) -> QueuePage:
    found = wanted.apply(reachable(person), person)
    last = _last_of_the_page_before(wanted, person)
    if last and (rest := _lines(found.after(last, wanted.order), lines + 1)):
        return QueuePage(wanted, rest[:lines], _back(found, last, wanted, lines), _on(rest, wanted, lines))
    start = wanted.from_the_start()
    rest = _lines(found, lines + 1)
    return QueuePage(start, rest[:lines], None, _on(rest, start, lines))


def _last_of_the_page_before(wanted: QueueFilter, person: User) -> Report | None:
    """It may have been decided since: its place in the order stays."""
    return reachable(person).filter(reference=wanted.after).first() if wanted.after else None


def _lines(reports: ReportQuerySet, count: int) -> list[Report]:
    return list(reports.with_newcomers().select_related("camera")[:count])


def _on(rest: list[Report], wanted: QueueFilter, lines: int) -> Step | None:
    """The first report of the next page."""
    if len(rest) <= lines:
        return None
    return Step(rest[lines], replace(wanted, after=rest[lines - 1].reference).query())


def _back(found: ReportQuerySet, last: Report, wanted: QueueFilter, lines: int) -> Step | None:
    """The last report of the page before, if any of it is left."""
    upwards = tuple(name[1:] if name.startswith("-") else f"-{name}" for name in wanted.order)
    found = found.only("reference")
    above = [*found.filter(pk=last.pk), *found.after(last, upwards)[: lines + 1]]
    if not above:
        return None
    after = above[lines].reference if len(above) > lines else ""
    return Step(above[0], replace(wanted, after=after).query())
