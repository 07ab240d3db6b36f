"""Where each trap, each rule of a parameter and each assertion of the OGC test suite is tested, and the tests
that no other file has. TESTED names them; a name that is not there fails.

The rows of TRAPS are faults that were put into a server, one at a time, to see which client breaks: GDAL 3.6
and 3.12, QGIS 3.22, OWSLib 0.35, ogc-client, ArcGIS Pro.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from areas.tests.builders import area
from cameras.api.tests.test_ogc import AREAS, ITEMS, ROOT, OgcTestCase
from cameras.tests.builders import camera

OGC, ANSWERS, CLIENTS, API, HERE = "test_ogc", "test_ogc_answers", "test_clients", "test_api", "test_traps"

TRAPS = {
    "relative links": f"{OGC}.test_every_link_is_absolute_has_a_type_and_is_answered_with_it",
    "trailing slashes and redirects": f"{HERE}.test_no_link_ends_with_a_slash_and_none_redirects",
    "no service-desc": f"{OGC}.test_the_links_that_qgis_owslib_and_the_test_suite_ask_for",
    "OpenAPI 3.1 advertised": f"{ANSWERS}.test_it_is_valid_and_refers_to_no_other_host",
    "HTML for */*": f"{ANSWERS}.test_programs_get_json_and_browsers_html",
    "limit inlined": f"{ANSWERS}.test_it_has_what_qgis_and_gdal_need",
    "no numberMatched, no itemCount": f"{OGC}.test_it_has_the_members_that_clients_read",
    "no extent": f"{OGC}.test_it_has_the_members_that_clients_read",
    "storageCrs without Part 2": f"{OGC}.test_it_has_the_members_that_clients_read",
    "no itemType": f"{OGC}.test_it_has_the_members_that_clients_read",
    "next without type": f"{HERE}.test_a_next_link_has_its_type_and_no_equals_sign_within_a_value",
    "application/json for items": f"{ANSWERS}.test_programs_get_json_and_browsers_html",
    "offset rejected": f"{OGC}.test_an_offset_for_arcgis_and_ogc_client",
    "a property that is left out": f"{OGC}.test_every_property_is_always_there_and_no_other",
    "types told by the first page alone": f"{CLIENTS}.test_gdal_reads_layers_types_counts_boxes_and_filters",
}
RULES = {
    "limit: clamped above, refused below": f"{OGC}.test_invalid_limits_are_refused",
    "limit: above the maximum": f"{OGC}.test_a_limit_over_the_greatest_is_clamped_never_refused",
    "bbox: 4 or 6, inclusive, a point, wrong ones": f"{OGC}.test_boxes",
    "bbox: across the antimeridian": f"{API}.test_bbox_across_the_antimeridian",
    "bbox: the edges of the world": f"{HERE}.test_boxes_at_and_beyond_the_edges_of_the_world",
    "datetime: every way to write it": f"{OGC}.test_every_form_of_datetime_that_clients_send",
    "datetime: no time matches all": f"{OGC}.test_datetime_selects_the_cameras_that_existed_then",
    "f: declared, json and html": f"{HERE}.test_every_parameter_is_declared_with_its_five_keys",
    "cursor": f"{OGC}.test_a_cursor_needs_no_escaping_and_belongs_to_its_filters",
    "offset: bounded, with a way out": f"{HERE}.test_too_large_an_offset_is_refused_with_the_alternative",
    "resultType": f"{OGC}.test_hits_returns_only_the_count",
    "filters: declared with five keys": f"{HERE}.test_every_parameter_is_declared_with_its_five_keys",
    "anything else is refused": f"{OGC}.test_each_endpoint_refuses_unknown_parameters",
    "repeated parameters: the last one": f"{HERE}.test_the_last_value_of_a_repeated_parameter_wins",
}
SUITE = {
    "core/http": f"{ANSWERS}.test_head_is_allowed_everywhere_and_writing_nowhere",
    "core/root-op, root-success": f"{OGC}.test_the_links_that_qgis_owslib_and_the_test_suite_ask_for",
    "core/api-definition-op, -success": f"{ANSWERS}.test_it_is_valid_and_refers_to_no_other_host",
    "core/conformance-op, -success": f"{OGC}.test_it_conforms_to_core_geojson_and_openapi",
    "core/fc-md-op, -success": f"{HERE}.test_the_list_of_collections_equals_each_collection",
    "core/fc-md-links": f"{OGC}.test_every_link_is_absolute_has_a_type_and_is_answered_with_it",
    "core/fc-md-items, fc-md-items-links": f"{HERE}.test_the_list_of_collections_equals_each_collection",
    "core/fc-md-extent, crs84": f"{OGC}.test_it_has_the_members_that_clients_read",
    "core/sfc-md-op, -success": f"{OGC}.test_it_links_to_the_items_the_schema_the_files_and_the_licence",
    "core/fc-op": f"{OGC}.test_a_collection_and_a_feature_are_valid_geojson",
    "core/fc-bbox-definition, fc-time-definition": f"{ANSWERS}.test_it_has_what_the_ogc_test_suite_compares",
    "core/fc-limit-definition": f"{ANSWERS}.test_it_has_what_qgis_and_gdal_need",
    "core/fc-bbox-response": f"{OGC}.test_boxes",
    "core/fc-limit-response": f"{HERE}.test_a_page_keeps_its_limit_and_counts_itself",
    "core/fc-time-response": f"{OGC}.test_datetime_selects_the_cameras_that_existed_then",
    "core/fc-response, fc-links, fc-rel-type": f"{HERE}.test_a_page_links_to_itself_and_to_its_alternate",
    "core/fc-timestamp": f"{HERE}.test_a_page_has_a_timestamp",
    "core/fc-numberMatched, fc-numberReturned": f"{HERE}.test_a_page_keeps_its_limit_and_counts_itself",
    "core/f-op, f-success": f"{OGC}.test_a_collection_and_a_feature_are_valid_geojson",
    "core/f-links": f"{HERE}.test_a_feature_links_to_itself_its_alternate_and_its_collection",
    "core/query-param-unknown": f"{OGC}.test_each_endpoint_refuses_unknown_parameters",
    "core/query-param-invalid": f"{API}.test_limits",
    "geojson/definition, content": f"{OGC}.test_a_collection_and_a_feature_are_valid_geojson",
    "oas30/oas-definition-1, -2": f"{ANSWERS}.test_it_is_valid_and_refers_to_no_other_host",
    "oas30/oas-impl, completeness": f"{ANSWERS}.test_each_path_of_the_document_exists",
    "oas30/exceptions-codes": f"{HERE}.test_every_operation_names_its_errors",
    "oas30/security": f"{HERE}.test_no_operation_requires_a_token",
}
TESTED = {**TRAPS, **RULES, **SUITE}


@pytest.mark.parametrize("trap", TESTED)
def test_the_named_test_is_there(trap):
    module, name = TESTED[trap].split(".")
    text = (Path(__file__).parent / f"{module}.py").read_text()
    assert re.search(rf"^ *def {name}\(", text, re.MULTILINE)


class TrapTests(OgcTestCase):
    def setUp(self):
        self.made = [camera(43.7, 7.4) for _ in range(3)]
        self.town = area("MC")

    def link(self, body, rel):
        return next(one for one in body["links"] if one["rel"] == rel)

    def test_no_link_ends_with_a_slash_and_none_redirects(self):
        """QGIS makes `collections//cameras` of one."""
        for address in (ROOT, f"{ROOT}/collections", f"{ROOT}/collections/cameras", f"{ITEMS}?limit=1"):
            for one in self.ask(address)["links"]:
                if "127.0.0.1" in one["href"]:
                    self.assertFalse(urlsplit(one["href"]).path.endswith("/"), one)
        for address in (ROOT, f"{ROOT}/", f"{ROOT}/collections"):
            self.assertEqual(self.client.get(address).status_code, 200)

    def test_a_next_link_has_its_type_and_no_equals_sign_within_a_value(self):
        for address in (f"{ITEMS}?limit=1&bbox=7,43,8,44", f"{ITEMS}?limit=1&offset=1"):
            following = self.link(self.ask(address), "next")
            self.assertEqual(following["type"], "application/geo+json")
            for item in urlsplit(following["href"]).query.split("&"):
                self.assertEqual(item.count("="), 1, item)

    def test_boxes_at_and_beyond_the_edges_of_the_world(self):
        far, pole = camera(0, 180), camera(-90, -180)
        ids = self.ids("?bbox=-180,-90,180,90")
        self.assertLessEqual({far.pk, pole.pk}, {*ids})
        self.assertEqual(self.ids("?bbox=179,-1,10,-180,1,20"), [far.pk])  # heights are not looked at
        for text in ("-180.1,0,1,1", "0,-90.1,1,1", "0,0,180.1,1", "0,0,1,90.1"):
            self.refused(f"bbox={text}", "bbox")

    def test_too_large_an_offset_is_refused_with_the_alternative(self):
        refused = self.client.get(f"{ITEMS}?offset=100001").json()
        self.assertIn("next links", refused["detail"])
        self.assertIn("whole file", refused["detail"])
        self.assertEqual(self.ids("?offset=100000"), [])

    def test_the_last_value_of_a_repeated_parameter_wins(self):
        self.assertEqual(len(self.ids("?limit=3&limit=1")), 1)
        self.assertEqual(self.ids("?bbox=0,0,1,1&bbox=7,43,8,44"), [one.pk for one in self.made])
        self.refused("limit=1&limit=0", "limit")

    def test_the_list_of_collections_equals_each_collection(self):
        for about in self.ask(f"{ROOT}/collections")["collections"]:
            self.assertEqual(about, self.ask(self.link(about, "self")["href"].partition(":8000")[2]))
            items = self.link(about, "items")["href"].partition(":8000")[2]
            self.assertEqual(self.ask(items)["numberMatched"], about["itemCount"])

    def test_a_page_keeps_its_limit_and_counts_itself(self):
        for limit in (1, 2, 3, 50):
            page = self.ask(ITEMS, f"?limit={limit}")
            self.assertEqual(len(page["features"]), min(limit, 3))
            self.assertEqual((page["numberReturned"], page["numberMatched"]), (min(limit, 3), 3))
            self.assertEqual("next" in [one["rel"] for one in page["links"]], limit < 3)

    def test_a_page_links_to_itself_and_to_its_alternate(self):
        for address in (f"{ITEMS}?limit=2&ownership=public", f"{AREAS}?limit=2"):
            page = self.ask(address)
            self.assertTrue(self.link(page, "self")["href"].endswith(address))
            self.assertEqual(self.link(page, "self")["type"], "application/geo+json")
            self.assertEqual(self.link(page, "alternate")["type"], "text/html")
            self.assertTrue(all(one["type"] for one in page["links"]))

    def test_a_page_has_a_timestamp(self):
        self.assertRegex(self.ask(ITEMS)["timeStamp"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")

    def test_a_feature_links_to_itself_its_alternate_and_its_collection(self):
        for address, name in ((f"{ITEMS}/{self.made[0].pk}", "cameras"), (f"{AREAS}/MC", "areas")):
            one = self.ask(address)
            self.assertTrue(self.link(one, "self")["href"].endswith(address))
            self.assertTrue(self.link(one, "collection")["href"].endswith(f"/collections/{name}"))
            self.assertEqual(self.link(one, "alternate")["type"], "text/html")


class DocumentTests(OgcTestCase):
    def setUp(self):
        self.document = self.ask(f"{ROOT}/openapi.json")

    def gets(self):
        return [about["get"] for about in self.document["paths"].values() if "get" in about]

    def test_every_parameter_is_declared_with_its_five_keys(self):
        """QGIS takes a filter only with all of them; what is refused as unknown tells what is read."""
        accepted = (
            self.client.get(f"{ITEMS}?x=1").json()["detail"].partition("accepted here: ")[2].split(", ")
        )
        named = self.document["paths"]["/collections/cameras/items"]["get"]["parameters"]
        parameters = [
            self.document["components"]["parameters"][one["$ref"].rpartition("/")[2]] for one in named
        ]
        self.assertEqual({one["name"] for one in parameters}, {*accepted})
        for one in parameters:
            self.assertLessEqual({"name", "in", "style", "explode", "schema"}, {*one})
            self.assertIn("type", one["schema"])

    def test_every_operation_names_its_errors(self):
        responses = self.document["components"]["responses"]
        for operation in self.gets():
            named = {*operation["responses"]}
            self.assertLessEqual({"405", "500"}, named)
            for code in named - {"200", "304"}:
                self.assertIn("application/problem+json", responses[code]["content"])

    def test_no_operation_requires_a_token(self):
        self.assertIn({}, self.document["security"])
        self.assertEqual(self.document["components"]["securitySchemes"]["token"]["scheme"], "bearer")
        self.assertFalse([one for one in self.gets() if one.get("security")])
