"""How the registry became what it is: the clock, the revisions, the public change feed."""

from typing import ClassVar

from django.conf import settings
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from cameras.models.camera import Camera


class RegistryClock(models.Model):
    """One row. Whoever changes the registry holds it locked to the commit, so that one writes at a time and
    `seq` has no gap and follows the order of commits."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="cameras_clock_one_row")]

    def __str__(self) -> str:
        return str(self.seq)

    @classmethod
    def now(cls) -> int:
        """The seq of the last change, 0 before the first. By hand: every tile asks for it, and the ORM takes
        five times as long to write the query as the database to answer it."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT seq FROM {cls._meta.db_table}")  # noqa: S608  a constant name
            row = cursor.fetchone()
        return int(row[0]) if row else 0


class CameraRevision(models.Model):
    """One change of one camera, never changed again. Reports point here; it knows nothing of them."""

    class Role(models.TextChoices):
        IMPORT = "import", _("import")
        RESIDENT = "resident", _("resident")
        MODERATOR = "moderator", _("moderator")
        ADMIN = "admin", _("administrator")

    seq = models.PositiveBigIntegerField(primary_key=True)
    camera = models.ForeignKey(Camera, on_delete=models.PROTECT, related_name="revisions", db_index=False)
    version = models.PositiveIntegerField()
    snapshot = models.JSONField()
    changed = models.JSONField(help_text="Names of the fields that this revision set")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    role = models.CharField(max_length=20, choices=Role)
    reason = models.CharField(max_length=255, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["camera", "version"], name="cameras_revision_version_once"),
        ]
        indexes: ClassVar = [
            # What an account did, without the million rows of imports.
            models.Index(fields=["actor"], name="cameras_revision_actor", condition=Q(actor__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.camera} version {self.version}"


class ChangeQuerySet(models.QuerySet["Change"]):
    def hidden_after(self, seq: int, *, known_at: int) -> bool:
        """A camera that was known at the one seq was hidden after the other. One is looked up by its first
        revision, each hidden line by cameras_change_hidden."""
        younger = CameraRevision.objects.filter(camera=OuterRef("camera"), version=1, seq__gt=known_at)
        return self.filter(~Exists(younger), seq__gt=seq, reason="hidden").exists()


class Change(models.Model):
    """A line of the public change feed. It holds no personal data and is never taken back."""

    class Op(models.TextChoices):
        UPSERT = "upsert"
        DELETE = "delete"

    SOURCE = "source"  # reason of a line without a revision: what is known of its source changed

    seq = models.PositiveBigIntegerField(primary_key=True)
    camera = models.ForeignKey(Camera, on_delete=models.PROTECT, related_name="+", db_index=False)
    op = models.CharField(max_length=10, choices=Op)
    reason = models.CharField(
        max_length=20, blank=True, help_text="Class of a deletion: removed, hidden, merged; or source"
    )
    at = models.DateTimeField()

    objects = ChangeQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["seq"], condition=Q(reason="hidden"), name="cameras_change_hidden"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.op} {self.camera}"
