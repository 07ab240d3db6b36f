"""The filters as people use them: the head of the list, and what "Find a place" knows."""

from datetime import date
from unittest.mock import patch

from django.core.cache import caches
from django.test import SimpleTestCase, TestCase

from cameras.filters import CameraFilter
from cameras.map.filter_form import FilterForm, stale_day
from cameras.models import RegistryClock
from cameras.tests.builders import camera


class ListFilters(TestCase):
    def test_empty_fields_of_the_form_are_ignored(self):
        camera(shape="dome")
        page = self.client.get("/cameras?operator=&shape=&device=&zone=&since=")
        self.assertEqual(page.context["total"], 1)
        self.assertFalse(page.context["form"].is_in_use)

    def test_the_form_filters_and_keeps_the_selection(self):
        dome = camera(shape="dome", operator="Ville")
        camera(shape="fixed")
        page = self.client.get("/cameras?shape=dome&operator=Ville")
        self.assertEqual([one.pk for one in page.context["cameras"]], [dome.pk])
        self.assertContains(page, '<option value="dome" selected>')
        self.assertContains(page, 'value="Ville"')

    def test_another_kind_keeps_the_other_filters(self):
        page = self.client.get("/cameras?shape=dome&bbox=7,43,8,44&after=3")
        self.assertContains(page, "?shape=dome&amp;bbox=7%2C43%2C8%2C44&amp;ownership=public")

    def test_removed_cameras_are_shown_on_request(self):
        gone = camera(status="removed")
        page = self.client.get("/cameras?status=removed")
        self.assertContains(page, f"/cameras/{gone.pk}")

    def test_the_fields_are_parameters(self):
        self.assertLessEqual(set(FilterForm().fields), set(CameraFilter.PARAMETERS))


class Find(TestCase):
    def setUp(self):
        caches["files"].clear()

    def test_it_names_operators_with_their_number_and_their_box(self):
        camera(43.73, 7.41, operator="Ville")
        camera(43.75, 7.43, operator="Ville")
        camera()
        index = self.client.get("/find.json").json()
        self.assertEqual(index["operators"], [["Ville", 2, 7.41, 43.73, 7.43, 43.75]])

    def test_a_hidden_camera_leaves_at_once(self):
        camera(operator="Shown")
        self.assertContains(self.client.get("/find.json"), "Shown")
        camera(operator="Hidden", status="hidden")
        self.assertNotContains(self.client.get("/find.json"), "Hidden")

    def test_an_unchanged_registry_is_answered_304(self):
        etag = self.client.get("/find.json").headers["ETag"]
        self.assertEqual(self.client.get("/find.json", headers={"if-none-match": etag}).status_code, 304)
        camera()
        self.assertEqual(self.client.get("/find.json", headers={"if-none-match": etag}).status_code, 200)

    def test_the_index_of_one_state_is_computed_once_and_takes_one_place_in_the_cache(self):
        with patch("cameras.map.search_index._build", return_value={"areas": [], "operators": []}) as build:
            for _visit in range(2):
                self.client.get("/find.json")
            self.assertEqual(build.call_count, 1)
            camera(operator="Another")
            self.client.get("/find.json")
            self.assertEqual(build.call_count, 2)
        seq, _index = caches["files"].get("search-index")
        self.assertEqual(seq, RegistryClock.now())


class StaleDay(SimpleTestCase):
    def test_it_is_two_years_ago_in_leap_years_too(self):
        self.assertEqual(stale_day(date(2028, 2, 29)), date(2026, 2, 28))
        self.assertEqual(stale_day(date(2026, 11, 26)), date(2024, 11, 26))
