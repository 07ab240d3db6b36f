"""The API beside its data: the OpenAPI document, HTTP, pages for people."""

import pytest
from openapi_spec_validator import validate

from areas.tests.builders import area
from cameras.api.tests.test_ogc import AREAS, ITEMS, OPENAPI, ROOT, OgcTestCase
from cameras.registry.revisions import change, registry
from cameras.tests.builders import IMPORT, camera

READING = {"GET", "HEAD", "OPTIONS"}


class DocumentTests(OgcTestCase):
    def setUp(self):
        response = self.client.get(f"{ROOT}/openapi.json")
        self.assertEqual(response.headers["Content-Type"], OPENAPI)
        self.document = response.json()

    def parameter(self, name):
        return self.document["components"]["parameters"][name]

    def test_it_is_valid_and_refers_to_no_other_host(self):
        validate(self.document)
        self.assertEqual(self.document["openapi"], "3.0.3")  # OWSLib reads no 3.1
        self.assertNotIn("schemas.opengis.net", str(self.document))

    def test_it_includes_the_reports_api(self):
        self.assertLessEqual(
            {"/reports", "/reports/{secret}", "/changes", "/datasets"}, {*self.document["paths"]}
        )
        page = self.client.get(f"{ROOT}/docs?f=html")
        self.assertContains(page, "POST /reports")

    def test_it_has_what_qgis_and_gdal_need(self):
        items = self.document["paths"]["/collections/cameras/items"]["get"]["parameters"]
        self.assertIn({"$ref": "#/components/parameters/limit"}, items)  # QGIS: 273 requests instead of 31
        limit = self.parameter("limit")["schema"]
        self.assertEqual((limit["minimum"], limit["maximum"], limit["default"]), (1, 10000, 100))
        self.assertIn("hits", self.parameter("resultType")["schema"]["enum"])
        for name in ("zone", "ownership", "operator", "status"):
            one = self.parameter(name)
            self.assertEqual((one["in"], one["style"], one["explode"]), ("query", "form", False))
            self.assertEqual(one["schema"]["type"], "string")

    def test_it_has_what_the_ogc_test_suite_compares(self):
        bbox = self.parameter("bbox")["schema"]
        self.assertEqual((bbox["type"], bbox["minItems"], bbox["maxItems"]), ("array", 4, 6))
        self.assertEqual(bbox["items"], {"type": "number"})
        self.assertEqual(self.parameter("datetime")["schema"], {"type": "string"})
        self.assertEqual(self.parameter("bbox")["required"], False)

    def test_each_path_of_the_document_exists(self):
        made, town = camera(), area("MC")
        values = {"{featureId}": str(made.pk), "{areaCode}": town.code, "{collectionId}": "cameras"}
        for path, methods in self.document["paths"].items():
            for name, value in values.items():
                path = path.replace(name, value)
            if "get" in methods and "{" not in path:
                response = self.client.get(f"{ROOT}{path}" if path != "/" else ROOT)
                self.assertEqual(response.status_code, 200, path)
                types = methods["get"]["responses"]["200"]["content"]
                self.assertIn(response.headers["Content-Type"].replace("; charset=utf-8", ""), types)


class HttpTests(OgcTestCase):
    def test_an_unchanged_page_is_not_rendered_again(self):
        made = camera()
        etag = self.client.get(ITEMS).headers["ETag"]
        with self.assertNumQueries(1):  # the version; no camera is read
            again = self.client.get(ITEMS, headers={"if-none-match": etag})
        self.assertEqual((again.status_code, again.content), (304, b""))
        self.assertEqual(again.headers["ETag"], etag)
        with registry() as clock:
            change(clock, made, {"operator": "Ville"}, author=IMPORT)
        self.assertEqual(self.client.get(ITEMS, headers={"if-none-match": etag}).status_code, 200)

    def test_another_query_has_another_etag(self):
        camera()
        tags = {
            self.client.get(f"{ITEMS}{query}").headers["ETag"]
            for query in ("", "?limit=1", "?f=html", "?f=json")
        }
        self.assertEqual(len(tags), 4)

    def test_responses_are_readable_from_other_origins_and_expose_the_etag(self):
        for address in (ROOT, ITEMS, f"{ITEMS}/9", f"{ITEMS}?x=1"):
            headers = self.client.get(address, headers={"origin": "https://example.org"}).headers
            self.assertEqual(headers["Access-Control-Allow-Origin"], "*")
            self.assertIn("ETag", headers["Access-Control-Expose-Headers"])
            self.assertIn("Accept", headers["Vary"])
        preflight = self.client.options(ITEMS)
        self.assertEqual((preflight.status_code, {*preflight.headers["Allow"].split(", ")}), (200, READING))
        self.assertIn("If-None-Match", preflight.headers["Access-Control-Allow-Headers"])

    def test_head_is_allowed_everywhere_and_writing_nowhere(self):
        made = camera()
        for address in (ROOT, f"{ROOT}/conformance", f"{ROOT}/collections", ITEMS, f"{ITEMS}/{made.pk}"):
            self.assertEqual(self.client.head(address).status_code, 200)
            refused = self.client.post(address)
            self.assertEqual((refused.status_code, {*refused.headers["Allow"].split(", ")}), (405, READING))

    def test_a_large_page_is_compressed(self):
        for _ in range(20):
            camera()
        response = self.client.get(ITEMS, headers={"accept-encoding": "gzip"})
        self.assertEqual(response.headers["Content-Encoding"], "gzip")
        self.assertIn("Accept-Encoding", response.headers["Vary"])

    def test_no_cookie(self):
        for query in ("", "?f=html"):
            self.assertEqual(len(self.client.get(ITEMS + query).cookies), 0)


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


class PeopleTests(OgcTestCase):
    def content_type(self, accept, query=""):
        headers = {"accept": accept} if accept else {}
        return self.client.get(f"{ITEMS}{query}", headers=headers).headers["Content-Type"]

    def test_programs_get_json_and_browsers_html(self):
        for accept in (
            "",
            "*/*",
            "application/json",
            "application/geo+json",
            "image/png",
            "text/html;q=0.5, */*",
        ):
            self.assertEqual(
                self.content_type(accept), "application/geo+json", accept
            )  # OWSLib: JSON error otherwise
        self.assertIn("text/html", self.content_type(BROWSER))
        self.assertEqual(self.content_type(BROWSER, "?f=json"), "application/geo+json")
        self.assertIn("text/html", self.content_type("*/*", "?f=html"))

    def test_the_page_is_in_the_readers_language(self):
        camera()
        french = self.client.get(ITEMS, headers={"accept": BROWSER, "accept-language": "fr-CH, en;q=0.5"})
        self.assertEqual(french.headers["Content-Language"], "fr")
        self.assertContains(french, '<html lang="fr">')
        self.assertIn("Accept-Language", french.headers["Vary"])
        self.assertContains(self.client.get(f"{ITEMS}?f=html&lang=en"), '<html lang="en">')

    def test_titles_of_links_are_french_on_french_pages_and_english_for_programs(self):
        french = self.client.get(f"{ROOT}?f=html&lang=fr")
        self.assertContains(french, "Le document OpenAPI")
        for address in (f"{ROOT}/collections/cameras", f"{ROOT}/collections"):
            self.assertContains(self.client.get(f"{address}?f=html&lang=fr"), "Caméras de surveillance")
            response = self.client.get(f"{address}?f=json&lang=fr", headers={"accept-language": "fr"})
            self.assertContains(response, "Surveillance cameras")
        shown = self.client.get(f"{ROOT}/collections/cameras?f=html&lang=fr")
        self.assertNotContains(shown, "The columns")
        self.assertNotContains(shown, "<dt>items</dt>")
        self.assertContains(self.client.get(f"{ITEMS}?limit=0&f=html&lang=fr"), "incorrecte", status_code=400)

    def test_every_endpoint_has_an_html_page_with_links(self):
        for _ in range(3):
            made = camera(operator="<b>Ville</b>", tags={"a": "</script><script>"})
        town = area("MC")
        for address in (ROOT, f"{ROOT}/conformance", f"{ROOT}/collections", f"{ROOT}/collections/cameras",
                        f"{ROOT}/collections/areas", f"{ITEMS}?limit=2", f"{ITEMS}/{made.pk}", AREAS,
                        f"{AREAS}/{town.code}", f"{ROOT}/docs", f"{ITEMS}?bbox=0,0,1,1"):  # fmt: skip
            for language in ("en", "fr"):
                mark = "&" if "?" in address else "?"
                page = self.client.get(f"{address}{mark}f=html&lang={language}")
                self.assertContains(page, "<h1>", msg_prefix=address)
                self.assertNotContains(page, "<b>Ville")
                self.assertNotContains(page, "</script><script>")
        self.assertContains(self.client.get(f"{ITEMS}?limit=2&f=html"), 'rel="next"')

    def test_browsers_get_errors_as_html(self):
        wrong = self.client.get(f"{ITEMS}?limit=0", headers={"accept": BROWSER})
        self.assertEqual(wrong.status_code, 400)
        self.assertContains(wrong, "write a whole number", status_code=400)
        self.assertContains(
            self.client.get(f"{ITEMS}/99", headers={"accept": BROWSER}), "99", status_code=404
        )


@pytest.mark.parametrize("public", ["https://cameras.example.org", "http://127.0.0.1:8000"])
def test_links_are_those_of_the_public_address(settings, client, db, public):
    settings.PUBLIC_URL = public
    for address in (ROOT, ITEMS):
        links = client.get(address, headers={"host": "127.0.0.1"}).json()["links"]
        assert all(one["href"].startswith((public, "https://opendata")) for one in links)
