"""What people send to a site that runs."""

from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from reports.tests.people import FORM
from tests.attack.site import Site


def send_report(site: Site, n: int, photo: bytes = b"") -> tuple[int, bytes]:
    """A report that is no duplicate of another `n`; status and body."""
    fields = {**FORM, "latitude": f"{43 + n / 100:.4f}", "client_token": str(uuid4())}
    if photo:
        fields["photo"] = SimpleUploadedFile("photo.jpg", photo, "image/jpeg")
    form = encode_multipart(BOUNDARY, fields)
    return site.ask("/api/v1/reports", "POST", form, timeout=90, Content_Type=MULTIPART_CONTENT)


def connections_of_the_site() -> int:
    """All to this database but the one that asks (PostgreSQL)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])
