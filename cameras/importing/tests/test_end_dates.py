"""Objects of OpenStreetMap that say when they went."""

from datetime import date

import time_machine

from cameras.importing.tests.test_imports import ImportCase, decide, node
from cameras.models import Camera


class EndDateTests(ImportCase):
    """OpenStreetMap keeps objects that are gone for a while, with the day they went."""

    def status(self):
        return Camera.objects.get().status

    def test_a_camera_whose_last_day_has_passed_comes_as_removed(self):
        told = self.load(node(end_date="2020-05-01"))
        assert (told["created"], self.status()) == (1, "removed")
        assert Camera.objects.get().removed_on == date(2020, 5, 1)
        assert self.load(node(end_date="2020-05-01"))["unchanged"] == 1

    def test_one_that_is_to_go_some_day_stands_there_still(self):
        self.load(node(end_date="2999-01-01"))
        assert self.status() == "active"

    def test_the_day_comes_between_two_imports(self):
        with time_machine.travel("2026-11-01", tick=False):
            self.load(node(end_date="2026-11-10"))
            assert self.status() == "active"
        with time_machine.travel("2026-11-10", tick=False):
            assert self.load(node(end_date="2026-11-10"))["changed"] == 1
            assert self.status() == "removed"

    def test_a_mapper_says_it_went_then_that_it_did_not(self):
        self.load(node())
        assert self.load(node(end_date="2020-05-01"))["changed"] == 1
        assert self.status() == "removed"
        assert self.load(node())["changed"] == 1
        assert self.status() == "active"

    def test_what_a_moderator_decided_stays(self):
        self.load(node())
        decide(status="hidden")
        self.load(node(end_date="2020-05-01"))
        assert self.status() == "hidden"
