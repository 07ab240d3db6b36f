"""Each type of problem+json is the address of a page that says what it means and what to do."""

import re
from pathlib import Path

from django.conf import settings
from django.test import TestCase

from cameras.registry.neighbours import PossibleDuplicates
from reports.history import conflicts
from reports.history.conflicts import Conflict
from reports.problems.refusals import TYPES
from reports.problems.types import PROBLEMS, type_uri

APPS = ("web", "accounts", "areas", "cameras", "config", "reports")


class ProblemPages(TestCase):
    def test_each_conflict_has_a_type_and_each_type_a_page(self):
        kinds = {
            one for one in vars(conflicts).values() if isinstance(one, type) and issubclass(one, Conflict)
        }
        self.assertEqual({*kinds - {Conflict}, PossibleDuplicates}, TYPES.keys())
        self.assertLessEqual(set(TYPES.values()), PROBLEMS.keys())

    def test_the_code_names_no_type_but_by_its_table(self):
        named = set()
        for app in APPS:
            for path in Path(settings.BASE_DIR, app).rglob("*.py"):
                if "tests" not in path.parts and path.name not in ("types.py", "urls.py"):
                    self.assertNotIn('"/problems/', path.read_text(), path)
                    named |= set(re.findall(r'type_uri\("([a-z-]+)"\)', path.read_text()))
        self.assertEqual(named | set(TYPES.values()), PROBLEMS.keys())
        with self.assertRaises(KeyError):
            type_uri("unknown")

    def test_each_page_has_meaning_and_remedy_in_both_languages(self):
        for name, problem in PROBLEMS.items():
            for prefix, heading in (("", "What to do"), ("/fr", "Que faire")):
                with self.subTest(name, prefix=prefix):
                    page = self.client.get(f"{prefix}{type_uri(name)}")
                    self.assertContains(page, heading)
                    self.assertContains(page, f"HTTP {problem.status}")
                    self.assertContains(self.client.get(f"{prefix}/problems"), f"/problems/{name}")
        self.assertEqual(dict(self.client.cookies), {})

    def test_another_name_has_none(self):
        self.assertEqual(self.client.get("/problems/unknown").status_code, 404)
