"""Requests as a server passes them on: what a header says must not bring the site down."""

import io
import json
import subprocess
import sys
from wsgiref.util import setup_testing_defaults

from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import TestCase

from config.wsgi import application
from reports.tests.people import typed

CODECS = (
    "hex",
    "base64",
    "rot13",
    "zlib",
    "idna",
    "punycode",
    "undefined",
    "unicode_escape",
    "utf-7",
    "none",
)
ADDRESSES = ("/", "/cameras", "/report", "/api/v1", "/data/export", "/catalog.jsonld", "/accounts/login/")


def ask(path, *, method="GET", query="", content_type="", body=b""):
    """Status and body of an answer of the application itself: a test client makes requests of its own."""
    environ = {
        "PATH_INFO": path, "QUERY_STRING": query, "REQUEST_METHOD": method, "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body), "HTTP_HOST": "localhost",
    }  # fmt: skip
    setup_testing_defaults(environ)
    found = []
    answer = application(environ, lambda status, headers, _info=None: found.append(int(status[:3])))
    text = b"".join(answer)
    answer.close()  # gives back the place of an export
    return found[0], text


def test_the_views_are_loaded_before_the_first_request():
    """They take a second, on a busy machine ten."""
    program = "import sys, config.wsgi; sys.exit('reports.urls' not in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


class CharsetTests(TestCase):
    def setUp(self):
        """A request must not close the connection of the test."""
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
            self.addCleanup(signal.connect, close_old_connections)

    def test_no_charset_of_a_visitor_breaks_a_query(self):
        for codec in CODECS:
            for address in ADDRESSES:
                with self.subTest(codec=codec, address=address):
                    status, _text = ask(address, query="a=%ff", content_type=f"x/y; charset={codec}")
                    self.assertLess(status, 500)

    def test_nor_a_form(self):
        parts = "".join(
            f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in typed(note="\\ud800").items()
        )
        for path in ("/report", "/objection", "/api/v1/reports"):
            kind = "multipart/form-data; boundary=x; charset=unicode_escape"
            status, _text = ask(path, method="POST", content_type=kind, body=f"{parts}--x--\r\n".encode())
            self.assertLess(status, 500, path)

    def test_a_form_of_the_api_with_another_charset_is_read_or_refused_as_a_problem(self):
        status, text = ask(
            "/api/v1/reports", method="POST", body=b"kind=new",
            content_type="application/x-www-form-urlencoded; charset=ISO-8859-1",
        )  # fmt: skip
        self.assertIn(status, range(400, 500))
        self.assertIn("type", json.loads(text))
