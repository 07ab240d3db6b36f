"""Every page names the modules it needs at once; the browser test beside it shows that it names no other."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.template import Context, Template
from django.test import override_settings

from config import modules

HASHED = {"staticfiles": {"BACKEND": "config.storage.HashedStaticStorage"}}


@pytest.fixture
def written(tmp_path, monkeypatch):
    def write(**files):
        for name, text in files.items():
            (tmp_path / f"{name}.js").write_text(text)

    monkeypatch.setattr(modules.finders, "find", lambda name: str(tmp_path / Path(name).name))
    modules._cached_graph.cache_clear()
    yield write
    modules._cached_graph.cache_clear()


def test_it_follows_static_imports_alone_and_names_each_module_once(written):
    written(
        main='import { a,\n  b } from "./one.js";\nimport * as two from "./two.js";\nimport("./later.js");\n',
        one='// import { x } from "./comment.js";\nimport { two } from "./two.js";\nexport const a = 1;\n',
        two='export { c } from "./three.js";\n',
        three='import "./main.js";\nimport "outside";\n',
    )
    expected = ("js/main.js", "js/one.js", "js/two.js", "js/three.js")
    assert modules.module_graph("js/main.js") == expected


@pytest.mark.parametrize("debug", [True, False])
def test_a_changed_module_is_read_again_only_while_somebody_works_on_it(written, settings, debug):
    settings.DEBUG = debug
    written(main="")
    modules.module_graph("js/main.js")
    written(main='import "./one.js";\n', one="")
    assert len(modules.module_graph("js/main.js")) == (2 if debug else 1)


def test_a_module_that_is_not_there_is_named():
    with pytest.raises(ValueError, match=r"js/nothing\.js"):
        modules.module_graph("js/nothing.js")


def test_with_hashed_names_the_page_names_the_files_that_the_modules_ask_for(tmp_path):
    with override_settings(STORAGES=HASHED, STATIC_ROOT=tmp_path):
        call_command("collectstatic", interactive=False, verbosity=0)
        html = Template('{% load modules %}{% module "js/map/main.js" %}').render(Context())
        worker = Path(
            staticfiles_storage.path(staticfiles_storage.stored_name("js/lib/basemap/street_worker.js"))
        )
        worker_imports = re.findall(r'import\("(\./[^"]+)"\)', worker.read_text())
        assert worker_imports
        for address in worker_imports:
            assert re.search(r"\.[0-9a-f]{12}\.js$", address)
            assert (worker.parent / address).is_file()
    addresses = re.findall(r'(?:href|src)="/static/([^"]+)"', html)
    imported = set()
    for address in addresses:
        path = tmp_path / address
        for relative in re.findall(r'^(?:import|export)[^("]*"(\.[^"]+)";', path.read_text(), re.MULTILINE):
            imported.add((path.parent / relative).resolve())
    assert len(addresses) > 15
    assert imported == {(tmp_path / address).resolve() for address in addresses[:-1]}
