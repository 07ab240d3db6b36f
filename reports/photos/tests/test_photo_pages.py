import tempfile
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase, override_settings

from reports.decisions import approve, reject
from reports.decisions.hide import hide
from reports.models import Photo, QuotaCount, Report
from reports.photos.sanitise import BlurBox
from reports.photos.storage import blur_photo, delete_photo
from reports.tests.people import alice, charlie, typed
from reports.tests.pictures import CANARY, telling


def upload(data=None, name="home.jpg"):
    return SimpleUploadedFile(name, telling("JPEG") if data is None else data, content_type="image/jpeg")


@override_settings(REPORTS_PHOTOS=True)
class PhotoCase(TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.enterContext(self.settings(MEDIA_ROOT=self.folder))

    def send(self, **fields):
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post("/report", {**typed(), "photo": upload(), **fields})

    def sent(self, **fields):
        self.link = self.send(**fields).url.partition("?")[0]
        self.report = Report.objects.latest("pk")
        return Photo.objects.get(report=self.report)

    def files(self):
        return [path for path in self.folder.rglob("*") if path.is_file()]

    def address(self, photo):
        return f"/photos/{photo.key}.jpg"

    def decide(self, act, **options):
        self.report.refresh_from_db()
        with self.captureOnCommitCallbacks(execute=True):
            return act(self.report, version=self.report.version, **options)


class BobSendsAPhoto(PhotoCase):
    def test_the_stored_file_is_sanitised_under_a_random_name(self):
        self.sent()
        [file] = self.files()
        self.assertNotIn(CANARY, file.read_bytes())
        self.assertRegex(str(file.relative_to(self.folder)), r"^photos/[0-9a-f]{2}/[0-9a-f]{32}\.jpg$")

    def test_a_file_that_is_no_photo_is_refused_and_nothing_typed_is_lost(self):
        response = self.send(photo=upload(b"\x7fELF" + bytes(400)), note="kept words")
        self.assertContains(response, "cannot be read as a photo", status_code=422)
        self.assertContains(response, "kept words", status_code=422)
        self.assertEqual((Report.objects.count(), self.files()), (0, []))

    def test_a_photo_that_is_too_large_is_refused_at_its_field_and_nothing_typed_is_lost(self):
        response = self.send(note="On the lamp post", photo=upload(telling("JPEG") + bytes(10_000_000)))
        self.assertContains(response, "The photo is larger than 10 MB. Send a smaller one.", status_code=422)
        self.assertContains(response, "On the lamp post", status_code=422)
        self.assertEqual((Report.objects.count(), self.files()), (0, []))

    def test_an_empty_file_is_refused_and_not_dropped(self):
        self.assertContains(self.send(photo=upload(b"")), "The photo is empty", status_code=422)
        answer = self.client.post("/api/v1/reports", {**typed(), "photo": upload(b"")})
        self.assertEqual((answer.status_code, set(answer.json()["errors"])), (422, {"photo"}))
        self.assertFalse(Report.objects.exists())

    def decoded(self):
        return sum(QuotaCount.objects.filter(key__startswith="photo-hour").values_list("used", flat=True))

    def test_a_photo_is_decoded_only_after_all_other_checks(self):
        for path in ("/report", "/api/v1/reports"):
            with self.subTest(path):
                wrong = {**typed(latitude="north"), "photo": upload()}
                self.assertEqual(self.client.post(path, wrong).status_code, 422)
                with self.settings(REPORTS_PER_HOUR=0):
                    late = self.client.post(path, {**typed(), "photo": upload(b"no photo")})
                self.assertEqual(late.status_code, 429)
        self.assertEqual(self.decoded(), 0)
        self.send()
        self.assertEqual(self.decoded(), 1)

    def test_who_sends_picture_after_picture_that_comes_to_nothing_is_stopped(self):
        with self.settings(REPORTS_PER_HOUR=1):
            answers = [self.send(photo=upload(b"no photo")).status_code for _ in range(5)]
        self.assertEqual(answers, [422] * 4 + [429])

    def test_sent_again_beyond_the_quota_the_answer_is_the_same(self):
        data = typed()
        with self.settings(REPORTS_PER_HOUR=1):
            first, second = (self.client.post("/report", {**data, "photo": upload()}).url for _ in range(2))
        self.assertEqual(first, second)

    def test_sending_twice_makes_one_photo(self):
        data = typed()
        for _ in range(2):
            self.client.post("/report", {**data, "photo": upload()})
        self.assertEqual((Photo.objects.count(), len(self.files())), (1, 1))

    def test_the_same_token_with_another_photo_is_refused(self):
        data = typed()
        self.client.post("/report", {**data, "photo": upload()})
        other = upload(telling("JPEG", orientation=3))
        self.assertEqual(self.client.post("/report", {**data, "photo": other}).status_code, 422)

    def test_where_photos_are_off_the_report_comes_without(self):
        with self.settings(REPORTS_PHOTOS=False):
            self.assertNotContains(self.client.get("/report"), 'name="photo"')
            self.assertEqual(self.send().status_code, 303)
        self.assertEqual(self.files(), [])

    def test_the_form_asks_for_one(self):
        self.assertContains(self.client.get("/report"), 'name="photo"')


class I20_AnUnapprovedPhotoIsNotFound(PhotoCase):
    def test_by_nobody_but_a_moderator_with_a_signed_address(self):
        photo = self.sent()
        page = self.open_as(alice())
        signed = page.context["report"] and self.signed(page)
        self.assertEqual(self.client.get(signed).headers["Cache-Control"], "private, no-store")
        self.assertEqual(self.client.get(self.address(photo)).status_code, 404)
        self.client.logout()
        for url in (signed, self.address(photo), f"{self.address(photo)}?key=x", "/photos/none.jpg"):
            self.assertEqual(self.client.get(url).status_code, 404, url)
        self.client.force_login(charlie())
        self.assertEqual(self.client.get(signed).status_code, 404)

    def test_the_signed_address_ends(self):
        import time_machine

        self.sent()
        user = alice()
        with time_machine.travel("2026-11-01 10:00", tick=False):
            signed = self.signed(self.open_as(user))
        with time_machine.travel("2026-11-01 10:59", tick=False):
            self.assertEqual(self.client.get(signed).status_code, 200)
        with time_machine.travel("2026-11-01 11:01", tick=False):
            self.assertEqual(self.client.get(signed).status_code, 404)

    def open_as(self, user):
        self.client.force_login(user)
        return self.client.get(f"/moderation/{self.report.reference}")

    def signed(self, page):
        import re

        return re.search(r'src="(/photos/[^"]+)"', page.content.decode())[1].replace("&amp;", "&")


class PhotoLifetime(PhotoCase):
    def test_approved_it_is_public_on_the_page_of_its_camera(self):
        photo = self.sent()
        camera = self.decide(approve, by=alice()).camera
        self.assertContains(self.client.get(f"/cameras/{camera.pk}"), self.address(photo))
        self.assertEqual(self.client.get(self.address(photo)).headers["Content-Type"], "image/jpeg")

    def modes(self):
        return {path.stat().st_mode & 0o777 for path in self.files()}

    def test_its_file_can_be_read_by_others_only_from_then_on(self):
        self.sent()
        self.assertEqual(self.modes(), {0o600})
        self.decide(approve, by=alice())
        self.assertEqual(self.modes(), {0o644})

    def test_covered_before_the_decision_it_stays_closed_until_then(self):
        photo, boxes = self.sent(), [BlurBox(0, 0, 0.5, 0.5)]
        with self.captureOnCommitCallbacks(execute=True):
            blur_photo(photo, boxes)
        self.assertEqual(self.modes(), {0o600})
        self.decide(approve, by=alice())
        self.assertEqual(self.modes(), {0o644})

    def test_covered_after_the_decision(self):
        photo = self.sent()
        self.decide(approve, by=alice())
        with self.captureOnCommitCallbacks(execute=True):
            blur_photo(photo, [BlurBox(0, 0, 0.5, 0.5)])
        self.assertEqual((len(self.files()), self.modes()), (1, {0o644}))

    def test_the_photo_of_a_hidden_camera_is_gone_at_once(self):
        photo, amina = self.sent(), alice()
        camera = self.decide(approve, by=amina).camera
        hide(camera, by=amina, reason="a private home")
        self.assertEqual(self.client.get(self.address(photo)).status_code, 404)

    def test_refused_it_is_deleted(self):
        self.sent()
        self.decide(reject, by=alice(), reason="spam", public_reason="")
        self.assertEqual((Photo.objects.count(), self.files()), (0, []))

    def test_bob_deletes_his_data(self):
        self.sent()
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(f"{self.link}/delete", {"version": 1})
        self.assertEqual((Photo.objects.count(), self.files()), (0, []))

    def test_bob_deletes_his_data_when_the_camera_is_on_the_map(self):
        photo = self.sent()
        self.decide(approve, by=alice())
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(f"{self.link}/delete", {"version": 2})
        self.assertEqual(self.files(), [])
        self.assertEqual(self.client.get(self.address(photo)).status_code, 404)


class AliceCoversParts(PhotoCase):
    def post(self, **data):
        self.client.force_login(self.alice)
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(f"/moderation/{self.report.reference}/photo", data)

    def setUp(self):
        super().setUp()
        self.photo, self.alice = self.sent(), alice()

    def test_the_page_shows_the_photo_and_the_boxes(self):
        self.client.force_login(self.alice)
        page = self.client.get(f"/moderation/{self.report.reference}/photo")
        self.assertContains(page, 'name="box"')

    def test_until_the_decision_she_can_begin_anew_then_the_original_goes(self):
        self.post(box=["0.1,0.1,0.4,0.5", ""])
        self.assertEqual(len(self.files()), 2)
        self.post(box=["0,0,1,0.5"])
        self.assertEqual(len(self.files()), 2)
        self.decide(approve, by=self.alice)
        self.photo.refresh_from_db()
        self.assertEqual(self.files(), [self.folder / self.photo.blurred])
        self.assertEqual(self.post(box=["0,0,1,1"]).status_code, 422)

    def test_after_the_decision_the_original_goes_with_the_first_boxes(self):
        self.decide(approve, by=self.alice)
        self.post(box=[""])
        self.assertEqual(len(self.files()), 1)  # nothing was covered
        self.post(box=["0.1,0.1,0.4,0.5"])
        self.photo.refresh_from_db()
        self.assertEqual((self.photo.original, self.files()), ("", [self.folder / self.photo.blurred]))
        self.assertEqual(self.post(box=[""]).status_code, 422)

    def test_a_photo_that_bob_deleted_meanwhile_is_gone(self):
        known = Photo.objects.get()
        with self.captureOnCommitCallbacks(execute=True):
            delete_photo(Photo.objects.get())
        with self.assertRaises(ValueError):
            blur_photo(known, [BlurBox(0, 0, 1, 1)])
        self.assertEqual(self.files(), [])

    def test_no_box_uncovers_it_again(self):
        self.post(box=["0.1,0.1,0.4,0.5"])
        self.post(box=[""])
        self.assertEqual(len(self.files()), 1)

    def test_junk_is_refused_and_covers_nothing(self):
        for text in ("x", "0,0,1", "0,0,2,1", "nan,0,1,1", "1e9,0,1,1", "0.5,0,0.1,1", "0,0,1,1,1"):
            with self.subTest(text):
                self.assertEqual(self.post(box=[text]).status_code, 422)
        self.assertEqual(self.post(box=["0,0,1,1"] * 60).status_code, 422)
        self.assertEqual(len(self.files()), 1)

    def test_she_takes_the_photo_out_and_the_report_stays(self):
        self.post(remove="1")
        self.assertEqual((Photo.objects.count(), self.files()), (0, []))
        self.assertEqual(self.post(remove="1").status_code, 404)  # the second click
        self.assertTrue(Report.objects.pending().exists())

    def test_charlie_covers_nothing(self):
        self.client.force_login(charlie())
        url = f"/moderation/{self.report.reference}/photo"
        self.assertEqual(self.client.post(url, {"box": "0,0,1,1"}).status_code, 403)
        self.client.logout()
        self.assertEqual(self.client.post(url, {"box": "0,0,1,1"}).status_code, 302)
