"""No photo stays on the disk that no report knows, and the audit compares both."""

import errno
import os
from datetime import timedelta
from io import StringIO
from unittest.mock import patch

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from reports.models import Photo
from reports.photos import sweep
from reports.photos.sanitise import BlurBox
from reports.photos.storage import blur_photo
from reports.photos.sweep import delete_stray_files, missing_files, stray_files
from reports.photos.tests.test_photo_pages import PhotoCase, upload
from reports.tests.people import typed

BOX = BlurBox(0.1, 0.1, 0.2, 0.2)


class SweepCase(PhotoCase):
    def lay(self, name, *, age=timedelta(hours=2)):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"a photo")
        moment = (timezone.now() - age).timestamp()
        os.utime(path, (moment, moment))
        return path

    def audit(self):
        call_command("audit_reports", stdout=StringIO())


class TestStrayFiles(SweepCase):
    def test_a_file_that_no_row_knows_is_deleted_and_the_others_stay(self):
        photo = self.sent()
        blur_photo(photo, [BOX])
        kept = self.files()
        for path in kept:
            os.utime(path, (0, 0))
        stray = self.lay("photos/ab/abcd.jpg")
        self.assertEqual(list(stray_files()), ["photos/ab/abcd.jpg"])
        self.assertEqual((delete_stray_files(), delete_stray_files()), (1, 0))
        self.assertFalse(stray.exists())
        self.assertEqual(self.files(), kept)

    def test_a_young_file_may_belong_to_an_open_transaction(self):
        young = self.lay("photos/ab/abcd.jpg", age=timedelta(minutes=59))
        self.assertEqual(delete_stray_files(), 0)
        self.assertTrue(young.exists())

    def test_files_elsewhere_are_not_looked_at(self):
        other = self.lay("other/ab/abcd.jpg")
        self.assertEqual(delete_stray_files(), 0)
        self.assertTrue(other.exists())

    def test_more_files_than_one_batch_are_compared(self):
        self.sent()
        with patch.object(sweep, "BATCH_SIZE", 2):
            for number in range(5):
                self.lay(f"photos/ab/{number}.jpg")
            self.assertEqual(delete_stray_files(), 5)
        self.assertEqual(len(self.files()), 1)


class TestFailures(SweepCase):
    def test_a_full_disk_leaves_no_part_of_a_photo(self):
        save = FileSystemStorage._save

        def half(storage, name, content):
            save(storage, name, content)
            raise OSError(errno.ENOSPC, "No space left on device")

        self.client.raise_request_exception = False
        with patch.object(FileSystemStorage, "_save", half):
            answer = self.client.post("/report", {**typed(), "photo": upload()})
        self.assertEqual(answer.status_code, 503)
        self.assertIn("Retry-After", answer.headers)
        self.assertEqual((self.files(), Photo.objects.count()), ([], 0))

    def test_a_blurred_file_whose_row_cannot_be_written_is_removed(self):
        photo = self.sent()
        before = self.files()
        with patch.object(Photo, "save", side_effect=OperationalError), pytest.raises(OperationalError):
            blur_photo(photo, [BOX])
        self.assertEqual(self.files(), before)


class TestAudit(SweepCase):
    def test_rows_and_files_that_fit_differ_in_nothing(self):
        self.sent()
        self.audit()

    def test_a_stray_file_is_a_difference(self):
        self.lay("photos/ab/abcd.jpg")
        with self.assertRaisesMessage(CommandError, "1 differences."):
            self.audit()

    def test_a_missing_file_is_a_difference(self):
        photo = self.sent()
        (self.folder / photo.original).unlink()
        self.assertEqual([name for _photo, name in missing_files()], [photo.original])
        with self.assertRaisesMessage(CommandError, "1 differences."):
            self.audit()
