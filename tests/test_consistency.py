"""The house tests itself."""

import re
import subprocess
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.test import SimpleTestCase
from django.urls import get_resolver

from accounts.roles import Action
from tests.test_no_leak import routes

ROOT = Path(settings.BASE_DIR)
SOURCES = [
    ROOT / name
    for name in subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    if (ROOT / name).is_file()
]
TEXTS = [
    path
    for path in SOURCES
    if path.suffix in {".py", ".html", ".js", ".css", ".md", ".toml", ".txt", ".json", ".yml", ""}
]


class TreeTests(SimpleTestCase):
    def test_every_template_is_used(self):
        code = "\n".join(path.read_text() for path in SOURCES if path.suffix in {".py", ".html"})
        standing = {"403.html", "403_csrf.html", "404.html", "500.html"}
        for path in (ROOT / "templates").rglob("*.html"):
            name = path.relative_to(ROOT / "templates").as_posix()
            if name not in standing and not name.startswith(("account/", "allauth/", "mfa/")):
                self.assertIn(f'"{name}"', code, f"{name} is used nowhere")

    def test_migrations_are_named_by_hand(self):
        for path in SOURCES:
            if path.parent.name == "migrations":
                self.assertNotRegex(path.name, "_auto_|merge")

    def test_no_file_names_a_machine(self):
        places = re.compile("/" + "work/|/" + "root/|/opt/" + "pypi|pypi." + "org|npmjs." + "org")
        for path in TEXTS:
            if "vendor" not in path.parts and path.name != "package-lock.json":
                self.assertNotRegex(path.read_text(), places, str(path))

    def test_no_file_is_too_long_to_read(self):
        for path in SOURCES:
            if path.suffix in {".py", ".js", ".css"} and not {"vendor", "migrations"} & {*path.parts}:
                self.assertLessEqual(len(path.read_text().splitlines()), 300, str(path))


class RegistryTests(SimpleTestCase):
    def test_only_revisions_change_a_camera(self):
        """The one way in: nothing else writes the tables of the registry."""
        writes = re.compile(
            r"(Camera|CameraRevision|Change|PyramidCell)\.objects[^\n]*\.(create|update|delete|bulk_\w+|get_or_create)\("
        )
        allowed = {"cameras/registry/revisions.py", "cameras/registry/recount.py"}
        for path in SOURCES:
            name = path.relative_to(ROOT).as_posix()
            if path.suffix == ".py" and "tests" not in path.parts and name not in allowed:
                self.assertNotRegex(path.read_text(), writes, name)


class PermissionTests(SimpleTestCase):
    def test_every_view_says_who_may_call_it(self):
        """What comes from Django (the admin, the catalogue) and from allauth guards itself."""
        unguarded = [
            f"{route}: put @allows(Action.…) of accounts/permissions.py on {view.__module__}.{view.__name__}"
            for route, view in views(get_resolver().url_patterns)
            if view.__module__.partition(".")[0] not in ("django", "allauth")
            and not isinstance(getattr(view, "action", None), Action)
        ]
        self.assertEqual(unguarded, [])


def views(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from views(pattern.url_patterns, route)
        else:
            yield route, pattern.callback


class AddressTests(SimpleTestCase):
    def test_no_address_of_ours_ends_with_a_slash(self):
        for route in routes(get_resolver().url_patterns):
            if not route.startswith(("accounts/", "admin/")) and route not in ("", "api/v1/", "jsi18n/"):
                self.assertFalse(route.endswith("/"), route)


@pytest.mark.parametrize("domain", ["django", "djangojs"])
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES if code != "en"])
class TestLanguages:
    def catalogue(self, language, domain):
        return ROOT / "locale" / language / "LC_MESSAGES" / f"{domain}.po"

    def test_nothing_is_missing_or_fuzzy(self, language, domain):
        missing = [
            entry.msgid
            for entry in polib.pofile(str(self.catalogue(language, domain)))
            if not entry.obsolete and not entry.translated()
        ]
        assert missing == []

    def test_the_compiled_catalogue_is_current(self, language, domain):
        path = self.catalogue(language, domain)
        written = {
            (e.msgctxt, e.msgid): e.msgstr or e.msgstr_plural
            for e in polib.pofile(str(path))
            if e.translated()
        }
        compiled = {
            (e.msgctxt, e.msgid): e.msgstr or e.msgstr_plural
            for e in polib.mofile(str(path.with_suffix(".mo")))
        }
        assert written == compiled
