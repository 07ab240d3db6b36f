"""History of the registry: clock, revisions and the public change feed."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from cameras.models.camera import Camera
from cameras.osm.fields import RECORDED, blank_values, read_stored

_BLANK = blank_values(RECORDED)


class RegistryClock(models.Model):
    """Single row, locked by every writer until commit: writers are serialised, and `seq` has no gaps and
    follows the order of commits."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="cameras_clock_one_row")]

    def __str__(self) -> str:
        return str(self.seq)

    @classmethod
    def now(cls) -> int:
        """Seq of the last change, 0 before the first. Raw SQL, because every tile runs it and the ORM takes
        five times as long to build the query as the database to execute it."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT seq FROM {cls._meta.db_table}")  # noqa: S608  a constant name
            row = cursor.fetchone()
        return int(row[0]) if row else 0


class CameraRevision(models.Model):
    """Immutable revision of one camera. Reports refer to it, not the other way round."""

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
            # Revisions of an account, without the million rows of imports.
            models.Index(fields=["actor"], name="cameras_revision_actor", condition=Q(actor__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.camera} version {self.version}"

    @property
    def state(self) -> dict[str, Any]:
        """The snapshot as every reader takes it, whichever version of the code wrote it: each recorded field,
        and no other."""
        return read_stored(self.snapshot, _BLANK)


class ChangeQuerySet(models.QuerySet["Change"]):
    def hidden_after(self, seq: int, *, known_at: int) -> bool:
        """Whether a camera that existed at `known_at` was hidden after `seq`. Uses the first revision of the
        camera, and the index cameras_change_hidden."""
        younger = CameraRevision.objects.filter(camera=OuterRef("camera"), version=1, seq__gt=known_at)
        return self.filter(~Exists(younger), seq__gt=seq, reason="hidden").exists()


class Change(models.Model):
    """Entry of the public change feed. It has no personal data and is never deleted."""

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
