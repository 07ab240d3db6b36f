"""script/bootstrap and script/server as on a new machine: in a copy of the checkout, with nothing set."""

import ast
import hashlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from importlib.metadata import packages_distributions
from pathlib import Path
from types import SimpleNamespace
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 240  # seconds; a loaded machine needs many
VARIABLES = {
    "HOST",
    "PORT",
    *re.findall(r'env\.read_variable\(\s*"(\w+)"', (ROOT / "config/settings.py").read_text()),
}
# A parent in the background may have switched Ctrl-C off for its children.
LISTENING_TO_SIGNALS = (
    "import os, signal, sys; signal.signal(2, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
)


def start(folder, script, **variables):
    """A script in a process group of its own, without any variable of the site but those given."""
    inherited = {name: text for name, text in os.environ.items() if name not in VARIABLES}
    return subprocess.Popen(
        [sys.executable, "-c", LISTENING_TO_SIGNALS, str(folder / "script" / script)],
        env={**inherited, **variables},
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finish(process):
    """Output and exit code of the script, which is killed when it does not end in time."""
    try:
        out, err = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
    return SimpleNamespace(out=out, err=err, code=process.returncode)


def free_port(host="127.0.0.1"):
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as one:
        one.bind((host, 0))
        return str(one.getsockname()[1])


def program(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


# The whole start


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """The files of the checkout, and a .venv with the packages of this one: nothing is installed."""
    folder = tmp_path_factory.mktemp("checkout")
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    for name in subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\0"
    ):
        if (ROOT / name).is_file() and not name.startswith(("docs/", "tests/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    (folder / ".venv").mkdir()
    for part in Path(sys.prefix).iterdir():
        if part.name in {"bin", "lib", "lib64", "pyvenv.cfg"}:
            (folder / ".venv" / part.name).symlink_to(part)
    requirements = b"".join(path.read_bytes() for path in sorted(folder.glob("requirements*.txt")))
    (folder / ".venv/requirements.txt.sha256").write_text(hashlib.sha256(requirements).hexdigest() + "\n")
    return folder


def serve(folder, host="", **variables):
    """Start, ask when it answers, press Ctrl-C."""
    port = free_port(host or "127.0.0.1")
    url = f"http://[{host}]:{port}" if ":" in host else f"http://127.0.0.1:{port}"
    process = start(folder, "server", HOST=host, PORT=port, **variables)
    answer, deadline = "", time.monotonic() + PATIENCE
    while not answer and process.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(f"{url}/healthz", timeout=5) as response:
                answer = response.read().decode()
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
    return SimpleNamespace(answer=answer, url=url, **vars(finish(process)))


@pytest.fixture(scope="module")
def first(checkout):
    return serve(checkout)


@pytest.fixture(scope="module")
def second(checkout, first):
    """At another address; where there is no IPv6, at another port."""
    try:
        free_port("::1")
    except OSError:
        return serve(checkout)
    return serve(checkout, host="::1")


class TestServer:
    def test_the_first_start_sets_up_and_answers(self, first):
        assert first.answer == "ok\n", first.err
        assert "Writing .env" in first.out

    def test_it_says_where_it_is_and_who_moderates(self, checkout, first):
        [password] = re.findall(r"^DEMO_PASSWORD=(.+)$", (checkout / ".env").read_text(), re.MULTILINE)
        assert f"Demo moderator: moderator, password: {password}\n" in first.out
        assert f"Contrechamp is at {first.url} (Ctrl-C stops it).\n" in first.out

    def test_ctrl_c_stops_it(self, first):
        assert first.code == 0, first.err
        with pytest.raises(URLError):
            urlopen(f"{first.url}/healthz", timeout=5)

    def test_the_second_start_goes_where_it_is_told_to(self, first, second):
        assert second.answer == "ok\n", second.err
        assert f"Contrechamp is at {second.url} (" in second.out
        assert "Writing" not in second.out
        assert (second.code, second.url != first.url) == (0, True)

    def test_a_port_in_use_is_an_error_before_anything_is_prepared(self, checkout, first):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            ended = finish(start(checkout, "server", PORT=str(port)))
        assert ended.code == 1
        assert ended.err.startswith(f"Port {port} of 127.0.0.1 is in use")
        assert ended.out == ""


def test_a_late_ctrl_c_is_not_lost(tmp_path):
    """It comes while the preparation ends by itself: nothing may be served after that."""
    shutil.copytree(ROOT / "script", tmp_path / "script")
    program(tmp_path / "script/bootstrap", "exit 0")
    program(
        tmp_path / ".venv/bin/python",
        'case "$*" in *prepare_demo) trap "" INT; kill -INT 0;; *) printf "a\\nb\\nc\\n";; esac',
    )
    program(tmp_path / ".venv/bin/gunicorn", "touch served")
    assert finish(start(tmp_path, "server")).code == 130
    assert not (tmp_path / "served").exists()


# The set-up alone, with programs that stand for slow ones


@pytest.fixture
def new_machine(tmp_path):
    """A checkout where `python3 -m venv` and `pip install` take no time."""
    (tmp_path / "script").mkdir()
    shutil.copy(ROOT / "script/bootstrap", tmp_path / "script")
    (tmp_path / "requirements.txt").write_text("")
    program(tmp_path / "good", f'case "$*" in "-m pip"*) ;; *) exec {sys.executable} "$@";; esac')
    program(
        tmp_path / "bin/python3",
        "case \"$*\" in '-m venv .venv') mkdir -p .venv/bin && cp good .venv/bin/python;; "
        f'*) exec {sys.executable} "$@";; esac',
    )
    return tmp_path


def bootstrap(folder):
    return finish(start(folder, "bootstrap", PATH=f"{folder / 'bin'}:{os.environ['PATH']}"))


class TestBootstrap:
    def test_it_sets_up_once(self, new_machine):
        first, second = bootstrap(new_machine), bootstrap(new_machine)
        assert (first.code, second.code) == (0, 0), first.err + second.err
        assert len(first.out.splitlines()) == 3
        assert (second.out, second.err) == ("", "")

    def test_env_is_for_the_owner_alone_and_leaves_the_address_to_the_start(self, new_machine):
        bootstrap(new_machine)
        assert (new_machine / ".env").stat().st_mode & 0o077 == 0
        assert "PUBLIC_URL=" not in (new_machine / ".env").read_text()

    def test_an_environment_without_pip_is_made_anew(self, new_machine):
        """What Ctrl-C leaves while `python3 -m venv` runs."""
        program(
            new_machine / ".venv/bin/python",
            f'case "$*" in "-m pip"*) exit 1;; *) exec {sys.executable} "$@";; esac',
        )
        ended = bootstrap(new_machine)
        assert ended.code == 0, ended.err
        assert "Making the virtual environment" in ended.out

    def test_an_environment_whose_python_is_gone_is_made_anew(self, new_machine):
        """What an update of Python leaves: the packages belong to the old one."""
        bootstrap(new_machine)
        (new_machine / ".venv/bin/python").unlink()
        (new_machine / ".venv/bin/python").symlink_to("nowhere")
        ended = bootstrap(new_machine)
        assert ended.code == 0, ended.err
        assert "Installing requirements.txt" in ended.out

    def test_an_interrupted_env_is_not_there(self, new_machine):
        program(new_machine / ".venv/bin/python", 'case "$1" in -) echo SECRET_KEY=half; kill -INT 0;; esac')
        assert bootstrap(new_machine).code == 130
        assert not list(new_machine.glob(".env*"))

    def test_an_empty_env_is_written(self, new_machine):
        (new_machine / ".env").touch()
        bootstrap(new_machine)
        assert "SECRET_KEY=" in (new_machine / ".env").read_text()


# A machine without GDAL


class TestWithoutGdal:
    def manage(self, *arguments):
        return subprocess.run(
            [sys.executable, ROOT / "manage.py", *arguments],
            env={**os.environ, "PYTHONPATH": str(ROOT / "tests/nogdal")},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )

    def test_the_libraries_are_hidden(self):
        for module in ("gdal.libgdal", "geos.prototypes"):
            answer = self.manage("shell", "-v0", "-c", f"import django.contrib.gis.{module}")
            assert "Could not find the G" in answer.stderr

    def test_the_site_needs_none(self):
        answer = self.manage("check")
        assert answer.returncode == 0, answer.stderr

    def test_nor_do_its_migrations(self, tmp_path, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/new.sqlite3")
        answer = self.manage("migrate", "--verbosity", "0")
        assert answer.returncode == 0, answer.stderr


# Formats of snapshots that are written only where their packages are installed.
OPTIONAL = {"cameras/publishing/snapshots/columnar.py", "cameras/publishing/snapshots/vector_tiles.py"}


def test_the_site_imports_nothing_but_what_requirements_txt_names():
    pinned = re.findall(r"^([\w-]+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    known = {name.lower().replace("_", "-") for name in pinned}
    ours = {"web", "accounts", "areas", "cameras", "config", "reports"}
    distributions = packages_distributions()
    sources = (file for app in ours for file in (ROOT / app).rglob("*.py") if "tests" not in file.parts)
    for path in (file for file in sources if file.relative_to(ROOT).as_posix() not in OPTIONAL):
        for name in imported(ast.parse(path.read_text())) - ours - sys.stdlib_module_names:
            packages = {one.lower().replace("_", "-") for one in distributions.get(name, [name])}
            assert packages & known, f"{path.relative_to(ROOT)} imports {name}"


def imported(tree):
    """Names of modules, without what a `try ... except ImportError` can do without."""
    tree.body = [
        node
        for node in tree.body
        if not (isinstance(node, ast.Try) and "ImportError" in ast.unparse(node.handlers[0]))
    ]
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module.partition(".")[0])
    return names
