"""The container files say what docs/deploy.md promises; no container is started."""

import json
import re
import runpy
import shlex
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = (ROOT / "docker-compose.yml").read_text()
DOCKERFILE = re.sub(r"\\\n", "", (ROOT / "Dockerfile").read_text())
PAGE = " ".join((ROOT / "docs" / "deploy.md").read_text().split())
# The image fixes the first; the others are for a machine of one's own, whose .env may lie beside the file.
NOT_PASSED = {"DATA_DIR", "DEBUG", "DEMO_PASSWORD"}
SECRETS = ("POSTGRES_PASSWORD", "SECRET_KEY")


@pytest.fixture
def services():
    return yaml.safe_load(COMPOSE)["services"]


def instruction(name):
    """What stands behind an instruction of the Dockerfile, each time it occurs."""
    return re.findall(rf"^{name} (.+)$", DOCKERFILE, re.MULTILINE)


def test_there_are_web_worker_and_database(services):
    assert set(services) == {"web", "worker", "db"}
    assert services["web"]["image"] == services["worker"]["image"]


def test_no_secret_stands_in_the_files():
    for name in SECRETS:
        uses = re.findall(rf"\$\{{?{name}[^}}]*\}}?", COMPOSE)
        assert uses
        assert all(use.startswith(f"${{{name}:?") for use in uses), uses
        assert name not in DOCKERFILE


def test_what_the_site_reads_is_passed_on_and_nothing_else(services):
    known = set(re.findall(r'env\.read_variable\(\s*"(\w+)"', (ROOT / "config" / "settings.py").read_text()))
    assert known > NOT_PASSED
    for name in ("web", "worker"):
        assert set(services[name]["environment"]) == known - NOT_PASSED


def test_a_variable_that_is_not_passed_on_is_reported():
    [sentence] = re.findall(r"Compose passes every variable on except (.+?)\. ", PAGE)
    assert set(re.findall(r"`(\w+)`", sentence)) == NOT_PASSED


def test_the_optional_ones_leave_the_defaults_to_the_site(services):
    given = services["web"]["environment"]
    assert {name for name, text in given.items() if text is None} == set(given) - {
        "DATABASE_URL",
        "PUBLIC_URL",
        "SECRET_KEY",
        "TRUSTED_PROXY_COUNT",
    }


def test_web_and_worker_agree_on_everything_they_read(services):
    for part in ("environment", "volumes"):
        assert services["web"][part] == services["worker"][part]


def test_each_service_starts_when_what_it_needs_is_healthy(services):
    assert services["web"]["depends_on"] == {"db": {"condition": "service_healthy"}}
    assert services["worker"]["depends_on"] == {"web": {"condition": "service_healthy"}}
    assert "pg_isready" in services["db"]["healthcheck"]["test"]


def test_the_data_outlives_the_containers(services):
    named = yaml.safe_load(COMPOSE)["volumes"]
    mounted = {volume.split(":")[0] for service in services.values() for volume in service["volumes"]}
    assert mounted == set(named)
    assert f"data:{instruction('VOLUME')[0]}" in services["web"]["volumes"]
    assert "DATA_DIR=/data" in DOCKERFILE


def test_only_this_machine_reaches_the_site_without_a_proxy(services):
    assert all(port.startswith("127.0.0.1:") for port in services["web"]["ports"])
    assert "ports" not in services["db"]


def test_the_worker_is_a_command_of_ours(services):
    *_python, command = services["worker"]["command"]
    assert get_commands()[command] == "reports"


def test_the_image_does_not_run_as_root():
    assert instruction("USER") == ["10001"]
    assert DOCKERFILE.index("USER 10001") < DOCKERFILE.index("CMD [")


def test_the_image_has_the_python_of_the_site():
    assert instruction("FROM") == ["python:3.11-slim"]


def test_the_image_prepares_and_serves_as_the_server_script_does():
    [(shell, option, line)] = [json.loads(text) for text in instruction("CMD")]
    steps = [shlex.split(step) for step in line.split("&&")]
    assert (shell, option) == ("sh", "-c")
    assert [step[2] for step in steps[:2]] == ["migrate", "collectstatic"]
    assert steps[2][:5] == ["exec", "gunicorn", "-c", "config/gunicorn.conf.py", "config.wsgi"]
    served = "gunicorn -c config/gunicorn.conf.py config.wsgi --bind"
    assert served in line
    assert served in (ROOT / "script" / "server").read_text()
    assert PAGE.count(served) == 2, "by hand and by systemd"


def test_a_stop_waits_as_long_as_the_downloads_may_take(services):
    config = runpy.run_path(str(ROOT / "config" / "gunicorn.conf.py"))
    longest = config["graceful_timeout"]
    assert int(services["web"]["stop_grace_period"].removesuffix("s")) > longest
    [stop] = re.findall(r"TimeoutStopSec=(\d+)", PAGE)
    assert int(stop) > longest


def test_the_health_check_is_a_program_that_asks_for_healthz():
    [text] = instruction("HEALTHCHECK")
    _python, _option, program = json.loads(text.partition("CMD ")[2])
    compile(program, "HEALTHCHECK", "exec")
    assert "/healthz" in program


def test_no_secret_and_no_data_go_into_the_image():
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".*", "var", "node_modules"} <= set(ignored)
