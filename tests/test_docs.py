"""The documents are as true as the code: tables are compared with it, examples are run."""

import json
import re
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.core.management.color import no_style
from django.db import connection
from django.test import Client, TestCase

import cameras.checks
from accounts.roles import TABLE as PERMISSIONS
from accounts.roles import Role
from cameras.api.paging import DEFAULT_LIMIT, MAX_LIMIT, PARAMETERS
from cameras.filters import CameraFilter
from cameras.models import Camera
from cameras.osm.direction import parse_heading
from config import env
from reports.demo import FILES, load_areas, load_cameras
from reports.intake.risk import WEIGHTS
from reports.models import Report
from reports.models.transitions import TABLE
from tools.fields import table

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "fixtures").rglob("*.md")]
SETTINGS = (ROOT / "config" / "settings.py").read_text()
READ = re.compile(r'env\.read_variable\(\s*"(\w+)",\s*(\w+(?:\.\w+)?),\s*(f?)"([^"]*)"')


def rows(page, heading):
    """The cells of the first table under a heading, without its head."""
    text = (DOCS / page).read_text().partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in text.splitlines() if line.startswith("|")]
    assert lines, f"{page} has no table under {heading}"
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def codes(cell):
    return re.findall(r"`([^`]+)`", cell)


class TestVariables:
    """docs/deploy.md lists what config/settings.py reads, neither more nor less."""

    @property
    def table(self):
        return {codes(row[0])[0]: row for row in rows("deploy.md", "Variables")}

    def test_the_table_has_exactly_the_variables(self):
        assert set(self.table) == {name for name, *_ in READ.findall(SETTINGS)}
        assert SETTINGS.count("env.read_variable(") == len(self.table)

    @pytest.mark.parametrize(("name", "parser", "computed", "default"), READ.findall(SETTINGS))
    def test_the_default_is_the_real_one(self, name, parser, computed, default):
        if default and not computed:
            assert codes(self.table[name][1]) == [default]

    @pytest.mark.parametrize(("name", "parser", "computed", "default"), READ.findall(SETTINGS))
    def test_the_example_is_accepted(self, monkeypatch, name, parser, computed, default):
        for example in codes(self.table[name][3]):
            monkeypatch.setenv(name, example)
            env.read_variable(name, getattr(env, parser.partition(".")[2], str), "")

    def test_the_checks_are_listed(self):
        listed = {code for row in rows("deploy.md", "What `check --deploy` says") for code in codes(row[0])}
        assert listed == set(re.findall(r"contrechamp\.W\d+", Path(cameras.checks.__file__).read_text()))


class TestModeration:
    def test_the_states_are_those_of_the_code(self):
        written = [
            [
                str(one.event),
                ", ".join(sorted(one.sources)) or "-",
                str(one.target or "as it was"),
                ", ".join(sorted(one.by)),
            ]
            for one in TABLE.values()
        ]
        assert rows("moderation.md", "States") == written

    def test_the_risks_are_those_of_the_code(self):
        written = [
            (codes(name)[0], int(points))
            for name, points, _when in rows("moderation.md", "Floods and erasure")
        ]
        assert written == list(WEIGHTS.items())

    def test_the_reasons_are_those_of_the_form(self):
        written = [[f"`{code}`", str(label)] for code, label in Report.Reason.choices]
        assert rows("moderation.md", "Reasons for a refusal") == written


APPS = ("web", "areas", "accounts", "cameras", "reports", "config")


def modules_named(name: str) -> list[Path]:
    folders = (ROOT / folder for folder in (*APPS, "tests"))
    return [path for folder in folders for path in folder.rglob(f"{name}.py")]


class TestInvariants:
    """docs/invariants.md names tests that exist."""

    @pytest.mark.parametrize("heading", ["Invariants", "Guards"])
    def test_each_named_test_is_there(self, heading):
        named = {name for row in rows("invariants.md", heading) for name in codes(row[-1])}
        assert len(named) > 10
        for name in named:
            module, *parts = name.split(".")
            text = "".join(path.read_text() for path in modules_named(module))
            for part in parts:
                is_test = part.startswith("test_")
                assert re.search(rf"def {part}\(" if is_test else rf"class (Test)?{part}[(:]", text), name


class TestRoles:
    def test_the_table_is_that_of_the_code(self):
        written = [
            [str(action), *(rule.describe(role) for role in Role)] for action, rule in PERMISSIONS.items()
        ]
        assert rows("roles.md", "Who may do what") == written


class TestData:
    def test_the_fields_are_those_of_the_code(self):
        assert table() in (DOCS / "data.md").read_text(), "run .venv/bin/python -m tools.fields"

    def test_the_directions_are_read_as_written(self):
        for texts, means in rows("data.md", "Directions"):
            headings = [parse_heading(text) for text in codes(texts)]
            if means.startswith("refused"):
                assert all(heading.refused and not heading.arcs for heading in headings), texts
            else:
                assert all(heading.arcs and not heading.refused for heading in headings), texts
            if means.startswith("a heading"):
                numbers = [float(number) for number in means.partition(":")[2].split(",")]
                assert [heading.arcs[0].start for heading in headings] == numbers


class DemoTests(TestCase):
    """Examples are answered by the demo's own data, whose first camera has the id 1."""

    @classmethod
    def setUpTestData(cls):
        table = [{"table": Camera._meta.db_table, "column": "id"}]
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_by_name_sql(no_style(), table):
                cursor.execute(statement)
        load_areas()
        load_cameras()

    def test_the_counts_are_those_of_the_import(self):
        written = {codes(row[1])[0]: row for row in rows("data.md", "The demo")}
        assert set(written) == set(FILES)
        for slug, (name, _title) in FILES.items():
            cameras = Camera.objects.filter(dataset__slug=slug)
            numbers = [cameras.filter(ownership=word).count() for word in Camera.Ownership.values]
            read, accepted, refused, *by_ownership = map(int, written[slug][2:])
            assert codes(written[slug][0]) == [name]
            assert (accepted, by_ownership) == (cameras.count(), numbers)
            assert read == accepted + refused

    def test_the_readme_has_the_right_number(self):
        assert f"{Camera.objects.count()} real cameras" in (ROOT / "README.md").read_text()

    def test_each_example_answers_as_stated(self):
        examples = re.findall(r"```http\n(.*?)```", (DOCS / "api.md").read_text(), re.DOTALL)
        assert len(examples) > 10
        for example in examples:
            request, answer, *body = example.strip().split("\n\n", 2)
            address, *sent = request.removeprefix("GET ").splitlines()
            check(address, dict(line.split(": ") for line in sent), answer.splitlines(), body)

    def test_each_parameter_has_an_example_that_is_answered(self):
        table = {name: row for row in rows("api.md", "Parameters of `items`") for name in codes(row[0])}
        assert set(table) == {*CameraFilter.PARAMETERS, *PARAMETERS, "f", "lang"}
        assert table["limit"][2] == str(DEFAULT_LIMIT)
        assert f"above {MAX_LIMIT} " in table["limit"][1]
        for *_, example in table.values():
            for query in codes(example):
                assert Client().get(f"/api/v1/collections/cameras/items?{query}").status_code == 200

    def test_the_next_links_lead_through_all(self):
        url, seen = "/api/v1/collections/cameras/items?limit=100", []
        while url:
            page = Client().get(url).json()
            seen += [one["id"] for one in page["features"]]
            url = next((link["href"] for link in page["links"] if link["rel"] == "next"), None)
        assert len(seen) == len(set(seen)) == page["numberMatched"] == 646


def check(address, sent, answer, body):
    """One example: the status line, the headers shown, and whatever of the body is shown."""
    parts = urlsplit(address)
    response = Client().get(parts.path, dict(parse_qsl(parts.query)), headers=sent)
    _version, code, phrase = answer[0].split(" ", 2)
    assert response.status_code == int(code), address
    assert phrase == HTTPStatus(int(code)).phrase
    for header in answer[1:]:
        name, value = header.split(": ")
        assert response.headers[name] == value, address
    for text in body:
        assert_shown(json.loads(text), response.json(), address)


def assert_shown(shown, real, where):
    """What is shown is there; `…` stands for anything, at the end of a list for the rest of it."""
    if shown == "…":
        return
    if isinstance(shown, dict):
        for name, value in shown.items():
            assert_shown(value, real[name], f"{where} {name}")
    elif isinstance(shown, list):
        known = shown[:-1] if shown[-1:] == ["…"] else shown
        assert len(known) == len(shown) - 1 or len(known) == len(real), where
        for number, value in enumerate(known):
            assert_shown(value, real[number], f"{where} {number}")
    else:
        assert shown == real, where


def anchors(path):
    """The names that a page's headings can be linked by."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


class TestPages:
    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
    def test_every_link_leads_somewhere(self, page):
        text = re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            path, _separator, anchor = target.partition("#")
            if "://" in path:
                continue
            linked = (page.parent / path).resolve() if path else page
            assert linked.exists(), f"{page.name}: {target}"
            if anchor:
                assert anchor in anchors(linked), f"{page.name}: {target}"

    def test_every_document_is_reached_from_the_readme(self):
        readme = (ROOT / "README.md").read_text()
        for path in DOCS.glob("*.md"):
            assert f"(docs/{path.name})" in readme

    def test_the_readme_is_one_screen(self):
        assert len((ROOT / "README.md").read_text().splitlines()) < 60

    def test_decisions_are_numbered_without_gaps_and_have_three_parts(self):
        paths = sorted((DOCS / "decisions").glob("0*.md"))
        assert [int(path.name[:4]) for path in paths] == list(range(1, len(paths) + 1))
        for path in paths:
            text = path.read_text()
            assert text.startswith(f"# {path.name[:4]} "), path.name
            assert re.findall("^## (.*)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]

    def test_the_index_of_decisions_is_complete(self):
        paths = sorted((DOCS / "decisions").glob("0*.md"))
        titles = [(path.name, path.read_text().splitlines()[0][7:]) for path in paths]
        index = (DOCS / "decisions" / "README.md").read_text()
        assert re.findall(r"^\| \[\d{4}\]\((.*?)\) \| (.*) \|$", index, re.MULTILINE) == titles

    def test_every_direct_package_has_its_reason(self):
        direct = (ROOT / "requirements.txt").read_text().partition("\n\n")[0]
        names = re.findall(r"^([\w-]+)", direct, re.MULTILINE)
        reasons = (DOCS / "decisions" / "0002-packages.md").read_text()
        assert re.findall(r"^\| `([\w-]+)` \|", reasons, re.MULTILINE) == names

    def test_the_licence_is_whole(self):
        text = (ROOT / "LICENSE").read_text()
        assert text.lstrip().startswith("GNU AFFERO GENERAL PUBLIC LICENSE\n")
        assert len(text.splitlines()) == 661
