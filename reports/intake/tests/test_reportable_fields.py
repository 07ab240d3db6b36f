"""Device, mount and capabilities: from the form to the map, and back into the form."""

from django.test import SimpleTestCase, TestCase

from cameras.models import Camera
from cameras.tests.builders import camera
from reports.decisions import approve
from reports.intake.forms import EditForm, ReportForm
from reports.intake.reportable_fields import REPORTABLE_FIELDS
from reports.models import Report
from reports.review.comparison import field_rows
from reports.tests.people import alice, report, typed

SEEN = ["loudspeaker", "sound_detection"]


class FormTests(SimpleTestCase):
    def test_both_forms_ask_for_each_reportable_field(self):
        for form in (ReportForm, EditForm):
            self.assertLessEqual(set(REPORTABLE_FIELDS), form.base_fields.keys())


class BobSeesMore(TestCase):
    def send(self, **fields):
        return self.client.post("/report", {**typed(), "device": "", "capabilities": [""], **fields})

    def approved(self):
        waiting = Report.objects.get()
        return approve(waiting, by=alice(), version=waiting.version).camera

    def test_the_correction_is_on_the_map_when_alice_approves(self):
        self.send(mount="Street light", capabilities=["", *SEEN], direction="90;270")
        made = self.approved()
        self.assertEqual((made.mount, made.capabilities, made.direction), ("street_lamp", SEEN, "90;270"))
        page = self.client.get(f"/cameras/{made.pk}")
        self.assertContains(page, "Street lamp")
        self.assertContains(page, "Speaks (loudspeaker), Listens (microphone)")
        feature = self.client.get(f"/api/v1/collections/cameras/items/{made.pk}?f=json").json()
        self.assertEqual(feature["properties"]["capabilities"], SEEN)

    def test_alice_reads_it_in_words(self):
        self.send(mount="pole", capabilities=["", "loudspeaker"])
        reported = {row.label: row.reported for row in field_rows(Report.objects.get())}
        self.assertEqual(
            (reported["Mount"], reported["Capabilities"], reported["Device"]),
            ("Pole", "Speaks (loudspeaker)", "Camera"),
        )

    def test_a_plate_reader_is_a_device_that_reads_plates(self):
        self.send(shape="plate_reader")
        made = self.approved()
        self.assertEqual(
            (made.device, made.shape, made.capabilities), ("plate_reader", "unknown", ["plate_recognition"])
        )
        form = self.client.get(f"/report?kind=correction&camera={made.pk}").context["form"]
        self.assertEqual(form["shape"].value(), "plate_reader")

    def test_a_word_that_nobody_knows_is_refused(self):
        response = self.send(capabilities=["telepathy"])
        self.assertIn("capabilities", response.context["form"].errors)

    def test_ticked_boxes_stay_ticked_after_an_error(self):
        response = self.send(capabilities=["", *SEEN], mount="pole", ownership="")
        self.assertEqual(response.context["form"]["capabilities"].value(), ["", *SEEN])
        self.assertContains(response, 'value="loudspeaker" checked', status_code=422)
        self.assertContains(response, '<option value="pole" selected>', status_code=422)


class BobCorrects(TestCase):
    def setUp(self):
        self.known = camera(
            ownership="public", shape="fixed", device="plate_reader", mount="flagpole", operator="Ville",
            capabilities=["infrared", "plate_recognition"], direction="135",
        )  # fmt: skip

    def proposed(self, **fields):
        data = typed(kind="correction", camera=self.known.pk, camera_version=1, shape="fixed")
        self.client.post("/report", {**data, **fields})
        return Report.objects.latest("pk").proposed

    def test_fields_that_an_older_client_does_not_send_are_unchanged(self):
        self.assertEqual(self.proposed(operator="Other"), {"operator": "Other"})

    def test_fields_that_are_not_in_the_form_are_kept(self):
        asked = {"device": "", "shape": "plate_reader", "mount": "flagpole"}
        self.assertEqual(self.proposed(**asked, capabilities=["", "plate_recognition"]), {})
        self.assertEqual(
            self.proposed(**asked, capabilities=["", "loudspeaker", "plate_recognition"]),
            {"capabilities": ["infrared", "loudspeaker", "plate_recognition"]},
        )

    def test_another_shape_makes_it_no_plate_reader(self):
        proposed = self.proposed(device="", shape="dome", mount="flagpole", capabilities=[""])
        self.assertEqual(proposed, {"device": "camera", "shape": "dome", "capabilities": ["infrared"]})

    def test_a_microphone_stays_one(self):
        self.known = camera(
            lat=44.0, device="microphone", ownership="public", operator="Ville", direction="135"
        )
        proposed = self.proposed(latitude="44.0", device="", shape="unknown")
        self.assertEqual(proposed, {})


class AliceEdits(TestCase):
    def test_boxes_and_mount_count_as_edits_only_when_they_differ(self):
        waiting = report(mount="pole", capabilities="loudspeaker")
        self.client.force_login(alice())
        edit = {"edit-mount": "wall", "edit-device": "camera", "edit-capabilities": ["", "loudspeaker"]}
        self.client.post(f"/moderation/{waiting.reference}/approve", {"version": waiting.version, **edit})
        made = Camera.objects.get()
        self.assertEqual((made.mount, made.capabilities), ("wall", ["loudspeaker"]))
        event = waiting.events.get(event="approve")
        self.assertEqual(event.data["edits"], {"mount": "wall"})


class BobAmends(TestCase):
    def test_the_boxes_are_as_he_left_them(self):
        response = self.client.post("/report", {**typed(), "device": "", "capabilities": ["", *SEEN]})
        address = response.url.split("?")[0]
        page = self.client.get(f"{address}/amend")
        self.assertEqual(page.context["form"]["capabilities"].value(), SEEN)
