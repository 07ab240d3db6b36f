"""Read-only admin of reports: decisions are made only by reports/decisions/."""

from django.contrib import admin

from cameras.admin import ReadOnly
from reports.models import AuditEntry, Ban, Notification, Report, ReportEvent, SubmissionZone


@admin.register(Report)
class ReportAdmin(ReadOnly):
    list_display = ("reference", "kind", "status", "submitted_at", "decided_by")
    list_filter = ("status", "kind")
    search_fields = ("=reference",)
    exclude = ("tracking_hash", "token_hash", "payload_hash")


@admin.register(ReportEvent)
class ReportEventAdmin(ReadOnly):
    list_display = ("report", "seq", "event", "actor", "at")


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly):
    list_display = ("at", "actor", "what", "report")
    list_select_related = ("actor", "report")


@admin.register(Notification)
class NotificationAdmin(ReadOnly):
    """Which mails wait or failed; there is no address in it."""

    list_display = ("event", "recipient", "state", "attempts", "next_try_at")
    list_filter = ("state",)
    list_select_related = ("event__report",)


@admin.register(SubmissionZone)
class SubmissionZoneAdmin(ReadOnly):
    list_display = ("public_reason", "policy", "created_by", "created_at", "ends_at", "revoked_by")


@admin.register(Ban)
class BanAdmin(ReadOnly):
    list_display = ("account", "reason", "created_by", "created_at", "ends_at", "read_at", "revoked_by")
    exclude = ("contact_hash",)
