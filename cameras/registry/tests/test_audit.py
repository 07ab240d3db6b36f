from io import StringIO
from unittest.mock import patch

from django.core.management import CommandError, call_command
from django.test import TestCase

from areas.tests.builders import area, box
from cameras.filters import CameraFilter
from cameras.models import Camera, CameraArea, Change, PyramidCell, RegistryClock
from cameras.registry.area_membership import reassign_cameras
from cameras.registry.revisions import change, registry
from cameras.registry.tile_counts import count
from cameras.tests.builders import IMPORT, camera


class AuditTests(TestCase):
    def setUp(self):
        made = [camera(40 + n, n, external_ref=f"osm:node/{n}") for n in range(5)]
        with registry() as clock:
            change(clock, made[0], {"status": "removed"}, author=IMPORT)
            change(clock, made[1], {"latitude": 10.0, "operator": "Ville"}, author=IMPORT)

    def audit(self, **options):
        out = StringIO()
        call_command("audit_registry", stdout=out, **options)
        return out.getvalue()

    def finds(self, text):
        out = StringIO()
        with self.assertRaises(CommandError):
            call_command("audit_registry", stdout=out)
        self.assertIn(text, out.getvalue())

    def test_a_registry_changed_through_revisions_has_no_differences(self):
        self.assertIn("Nothing differs", self.audit())

    def test_it_finds_a_count_that_is_off_and_repairs_it(self):
        PyramidCell.objects.filter(level=8).update(n=7)
        self.finds("pyramid, level 8")
        self.assertIn("Nothing differs", self.audit(repair=True))
        self.assertEqual(sum(count(CameraFilter()).values()), 4)

    def test_it_finds_a_camera_in_another_area_and_repairs_it(self):
        reassign_cameras(area("Z", box(-1, 39, 2, 42)))
        self.assertIn("Nothing differs", self.audit())
        CameraArea.objects.all().delete()
        self.finds("areas: 2 cameras")
        self.assertIn("Nothing differs", self.audit(repair=True))
        self.assertEqual(CameraArea.objects.count(), 2)

    def test_it_finds_an_unexpected_cell(self):
        numbers = {"n": 1, "x": 0, "y": 0, "ids": 9, "seq": 1}
        PyramidCell.objects.create(level=4, cell=255, ownership="public", device="camera", **numbers)
        self.finds("pyramid, level 4")

    def test_it_finds_a_camera_changed_without_a_revision(self):
        Camera.objects.filter(external_ref="osm:node/3").update(operator="Nobody")
        self.finds("it is not what its revision 1 says")

    def test_it_counts_only_the_cells_that_differ(self):
        PyramidCell.objects.filter(level=15).order_by("cell").first().delete()
        self.finds("pyramid, level 15: 1 cells differ")

    def test_differences_during_concurrent_writes_are_reported_as_such(self):
        PyramidCell.objects.filter(level=8).update(n=7)
        with (
            patch("cameras.models.RegistryClock.now", side_effect=[1, 2]),
            self.assertRaisesMessage(CommandError, "changed during the audit"),
        ):
            self.audit()

    def test_it_finds_a_wrong_key(self):
        Camera.objects.filter(external_ref="osm:node/3").update(tile=5)
        self.finds("its tile key is not that of its position")

    def test_it_finds_a_version_without_a_revision(self):
        Camera.objects.filter(external_ref="osm:node/3").update(version=4)
        self.finds("version 4 has no revision")

    def test_it_finds_a_clock_ahead_of_the_feed(self):
        RegistryClock.objects.update(seq=99)
        self.finds("clock: it stands at 99")

    def test_it_finds_an_extra_entry_in_the_feed(self):
        one = Camera.objects.first()
        Change.objects.create(seq=9, camera=one, op="delete", at=one.changed_at)
        self.finds("feed:")
