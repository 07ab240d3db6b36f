"""No log line holds a secret of a link or an address of somebody; each holds the id of its request."""

import io
import json
import logging
import re

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import get_resolver

from config.logs import SECRET_ARGUMENTS, JsonFormatter, redact
from tests.test_consistency import views

# Arguments of routes that open nothing by themselves. A new name must be put here or in SECRET_ARGUMENTS.
PLAIN_ARGUMENTS = {
    "app_label", "camera_id", "code", "content_type_id", "file", "id", "kind", "name", "number", "object_id",
    "path", "reference", "url", "verb", "x", "y", "z",
}  # fmt: skip
KEYS_OF_PHOTOS = "photos/<str:key>.jpg"  # a private photo needs a signature too, which stands in the query
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:\[[^]]*\][+*]|[^)]*)\)")
MARK = "0123456789abcdef0123456789abcdef"


def arguments(route):
    return {one or other for one, other in ARGUMENT.findall(route)}


ROUTES = sorted({route for route, _ in views(get_resolver().url_patterns)})
SECRET_ROUTES = [one for one in ROUTES if arguments(one) & SECRET_ARGUMENTS and one != KEYS_OF_PHOTOS]


@pytest.fixture
def lines():
    """Every log line of the test, at any level, as the console would write it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)


def test_every_argument_of_a_route_is_known_as_secret_or_plain():
    names = set().union(*map(arguments, ROUTES))
    assert names - PLAIN_ARGUMENTS - SECRET_ARGUMENTS == set()
    assert len(SECRET_ROUTES) >= 9


@pytest.mark.parametrize("route", SECRET_ROUTES)
@pytest.mark.parametrize("prefix", ["/", "/fr/", "https://cameras.example.org/"])
def test_a_secret_path_is_written_without_its_secret(route, prefix):
    path = prefix + ARGUMENT.sub(MARK, route).replace("^", "").replace("$", "")
    line = redact(f"Not Found: {path}")
    assert MARK[:8] not in line
    assert line.startswith("Not Found: " + prefix)


@pytest.mark.django_db
def test_an_unknown_link_leaves_no_secret_in_the_log_of_its_404(lines):
    for path in ("/invitation/", "/report/status/", "/fr/report/status/", "/api/v1/reports/"):
        answer = Client().get(f"{path}{MARK}?k={MARK}")
        assert answer.status_code >= 400
    logged = [one for one in lines() if one["logger"] == "django.request"]
    assert len(logged) == 4
    assert MARK not in json.dumps(logged)
    assert all("[secret]" in one["message"] for one in logged)


@pytest.mark.django_db
def test_a_line_carries_the_request_id_of_the_response(lines):
    first, second = Client().get("/nothing"), Client().get("/nothing", headers={"X-Request-ID": "forged"})
    logged = [one["request"] for one in lines() if one["logger"] == "django.request"]
    assert logged == [first.headers["X-Request-ID"], second.headers["X-Request-ID"]]
    assert len({*logged}) == 2


def record(status=None, level=logging.WARNING, error=None):
    info = (type(error), error, None) if error else None
    made = logging.LogRecord("x", level, "", 0, "Refused: %s", ("/x",), info)
    if status:
        made.status_code = status
    return json.loads(JsonFormatter().format(made))


def test_only_errors_of_the_server_have_a_traceback():
    assert "traceback" not in record(403, error=PermissionDenied("no"))
    assert "traceback" not in record(400, logging.ERROR, ValueError("bad host"))
    assert "ValueError" in record(500, logging.ERROR, ValueError("broken"))["traceback"]
    assert "ValueError" in record(None, logging.ERROR, ValueError("broken"))["traceback"]


def test_a_traceback_holds_no_address_either():
    line = record(500, logging.ERROR, ValueError(f"/invitation/{MARK} from 198.51.100.7 by bob@example.org"))
    assert not re.search(f"{MARK}|198.51|bob", line["traceback"])


@pytest.mark.parametrize(
    "address", ["198.51.100.7", "2001:db8::7", "::ffff:198.51.100.7", "2001:db8:1:2:3:4:5:6", "fe80::1"]
)
def test_network_addresses_are_taken_out(address):
    for text in (f"Invalid request from ip={address}: x", f"('{address}', 4711)", f"[{address}]:80", address):
        assert address not in redact(text)
        assert "[address]" in redact(text)


@pytest.mark.parametrize(
    "text", ["at 12:30:45", "listening on http://127.0.0.1:8000", "10 of 12", "std::vector", "a::x", "v1.2.3"]
)
def test_other_text_stays(text):
    assert redact(text) == text


def test_every_handler_of_the_site_uses_the_formatter():
    assert {one["formatter"] for one in settings.LOGGING["handlers"].values()} == {"json"}
    for name in ("django", "django.server", "gunicorn.error", "gunicorn.access"):
        assert settings.LOGGING["loggers"][name]["handlers"] in ([], ["console"])


@pytest.mark.django_db
def test_the_address_of_a_secret_page_is_no_referer():
    for path in ("/invitation/", "/report/status/", "/api/v1/reports/"):
        answer = Client().get(path + MARK)
        assert answer.headers["Referrer-Policy"] == "strict-origin"
        assert answer.headers["X-Robots-Tag"] == "noindex"
    assert Client().get("/about").headers["Referrer-Policy"] == "same-origin"
