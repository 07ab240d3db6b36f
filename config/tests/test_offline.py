"""What a browser is given to go on without network: worker, manifest, icons, page."""

import posixpath
import re
from io import BytesIO
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import TestCase
from PIL import Image, ImageChops

from tools.icons import FOLDER, icons


class WorkerTests(TestCase):
    def setUp(self):
        self.response = self.client.get("/sw.js")
        self.text = self.response.text

    def test_its_scope_is_the_whole_site_and_it_is_revalidated(self):
        self.assertEqual(self.response.headers["Content-Type"], "text/javascript; charset=utf-8")
        self.assertEqual(self.response.headers["Cache-Control"], "no-cache")
        self.assertEqual(dict(self.client.cookies), {})
        policy = self.response.headers["Content-Security-Policy"]
        for part in ("worker-src 'self'", "manifest-src 'self'", "connect-src 'self'"):
            self.assertIn(part, policy)

    def test_it_is_the_same_until_something_changes(self):
        self.assertEqual(self.client.get("/sw.js").text, self.text)
        self.assertRegex(self.text, r'"version": "[0-9a-f]{12}"')

    def test_it_precaches_existing_files_and_the_pages_of_each_language(self):
        files = re.findall(r'"/static/([^"]+)"', self.text)
        self.assertGreater(len(files), 30)
        self.assertEqual([name for name in files if not finders.find(name)], [])
        for page in ("/report", "/fr/report", "/offline", "/fr/offline", "/jsi18n/", "/fr/jsi18n/"):
            self.assertIn(f'"{page}"', self.text)

    def test_every_file_of_the_form_is_precached(self):
        """The form, and every module that its modules import."""
        kept = set(re.findall(r'"/static/([^"]+)"', self.text))
        loaded = set(re.findall(r'(?:src|href)="/static/([^"]+\.(?:js|css|woff2|svg))"', self.form()))
        self.assertGreater(len(loaded), 10)
        for path in (queue := [path for path in loaded if path.endswith(".js")]):
            source = Path(finders.find(path)).read_text()
            imports = re.findall(r'(?:from |import\()"(\.[^"]+)"', source)
            names = {posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) for name in imports}
            queue.extend(names - loaded)
            loaded |= names
        self.assertIn("js/offline/store.js", loaded)
        self.assertEqual(loaded - kept, set())

    def test_personal_pages_are_never_cached(self):
        kept = [path for path in re.findall(r'"(/[^"]*)"', self.text) if not path.startswith("/static/")]
        self.assertEqual(len(kept), 6)
        for word in ("my-reports", "status", "moderation", "account", "admin", "http:", "https:"):
            self.assertEqual([path for path in kept if word in path], [], word)

    def form(self):
        return self.client.get("/report").text


class ManifestTests(TestCase):
    def test_each_language_has_its_own_of_the_same_app(self):
        english = self.client.get("/manifest.webmanifest")
        french = self.client.get("/fr/manifest.webmanifest").json()
        self.assertEqual(english.headers["Content-Type"], "application/manifest+json")
        self.assertEqual(dict(self.client.cookies), {})
        self.assertEqual((english.json()["id"], english.json()["start_url"]), ("/", "/"))
        self.assertEqual((french["id"], french["start_url"]), ("/", "/fr/"))
        self.assertIn("caméra", french["name"])
        for shortcut in (*english.json()["shortcuts"], *french["shortcuts"]):
            self.assertEqual(self.client.get(shortcut["url"]).status_code, 200)

    def test_the_icons_have_the_size_that_is_stated(self):
        icons = self.client.get("/manifest.webmanifest").json()["icons"]
        self.assertEqual([one.get("purpose", "any") for one in icons], ["any", "any", "maskable"])
        for one in icons:
            with Image.open(finders.find(one["src"].removeprefix("/static/"))) as image:
                self.assertEqual("x".join(map(str, image.size)), one["sizes"])

    def test_pages_name_the_manifest_of_their_language(self):
        self.assertContains(self.client.get("/fr/about"), 'rel="manifest" href="/fr/manifest.webmanifest"')


class IconTests(TestCase):
    def test_they_equal_the_output_of_the_tool(self):
        for name, drawn in icons().items():
            with self.subTest(name), Image.open(BytesIO((FOLDER / name).read_bytes())) as committed:
                difference = ImageChops.difference(committed.convert("RGB"), drawn.convert("RGB"))
                self.assertLess(max(high for _low, high in difference.getextrema()), 8)

    def test_the_sign_lies_in_the_circle_that_every_mask_leaves(self):
        image = icons()["icon-maskable-512.png"]
        background = image.getpixel((0, 0))
        outside = [
            (x, y)
            for x in range(0, 512, 4)
            for y in range(0, 512, 4)
            if (x - 256) ** 2 + (y - 256) ** 2 > (512 * 0.4) ** 2
        ]
        self.assertEqual({image.getpixel(at) for at in outside}, {background})


class OfflinePageTests(TestCase):
    def test_it_explains_the_options_in_both_languages(self):
        page = self.client.get("/offline")
        self.assertContains(page, "A report can be written all the same")
        self.assertContains(page, "noindex")
        self.assertContains(self.client.get("/fr/offline"), "réseau")
        self.assertEqual(dict(self.client.cookies), {})
