"""The indexes of the reports. Those of the queue hold what is not decided, in the words that every list
of open reports asks with: SQLite does not conclude `status IN (..)` from `status = 'pending'` (0046)."""

from django.db.models import Index, Q

UNDECIDED = Q(decided_at__isnull=True)

INDEXES = [
    # The queue in each of its orders, by kind, and by its rare mark.
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
    # Other reports close by.
    Index(fields=["latitude", "longitude"], condition=UNDECIDED, name="reports_report_near"),
    # Has anything of this reporter's been approved?
    Index(fields=["reporter"], condition=Q(status="approved"), name="reports_report_known"),
    # "My decisions", and the median wait of the last ones.
    Index(
        fields=["decided_by", "-decided_at"],
        condition=Q(decided_by__isnull=False),
        name="reports_report_decided",
    ),
    Index(fields=["-decided_at"], condition=Q(decided_at__isnull=False), name="reports_report_decided_at"),
    # What a sender sent before, asked at each submission.
    Index(fields=["batch", "submitted_at"], condition=~Q(batch=""), name="reports_report_batch"),
]
