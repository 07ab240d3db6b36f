"""Indexes of the report table. Those of the queue are partial on UNDECIDED, the condition that every query
for open reports repeats: SQLite does not conclude `status IN (..)` from `status = 'pending'` (0046)."""

from django.db.models import Index, Q

UNDECIDED = Q(decided_at__isnull=True)

INDEXES = [
    # The queue in each sort order, by kind, and by the rare second-opinion flag.
    Index(fields=["status", "submitted_at", "id"], condition=UNDECIDED, name="reports_report_open"),
    Index(
        fields=["status", "-risk_score", "submitted_at", "id"], condition=UNDECIDED, name="reports_report_odd"
    ),
    Index(fields=["status", "tile", "submitted_at", "id"], condition=UNDECIDED, name="reports_report_place"),
    Index(fields=["status", "kind", "submitted_at", "id"], condition=UNDECIDED, name="reports_report_kind"),
    Index(
        fields=["status", "submitted_at", "id"],
        condition=Q(second_opinion=True),
        name="reports_report_second",
    ),
    Index(
        fields=["looking_until"], condition=Q(looking_until__isnull=False), name="reports_report_looked_at"
    ),
    # Other reports nearby.
    Index(fields=["latitude", "longitude"], condition=UNDECIDED, name="reports_report_near"),
    # Whether any report of this reporter was approved.
    Index(fields=["reporter"], condition=Q(status="approved"), name="reports_report_known"),
    # "My decisions", and the median wait of the last ones.
    Index(
        fields=["decided_by", "-decided_at"],
        condition=Q(decided_by__isnull=False),
        name="reports_report_decided",
    ),
    Index(fields=["-decided_at"], condition=Q(decided_at__isnull=False), name="reports_report_decided_at"),
    # Earlier reports of the same sender, queried at each submission.
    Index(fields=["batch", "submitted_at"], condition=~Q(batch=""), name="reports_report_batch"),
]
