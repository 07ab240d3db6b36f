"""Every page that anyone may read, in both languages: no foreign host, no breach of the CSP, no cookie."""

import pytest

from cameras.tests.builders import camera
from tests.browser.conftest import PHONE
from tests.test_no_leak import public_addresses

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def pages(client, camera_id):
    """The addresses that answer anybody with a page."""
    for path in public_addresses(camera_id):
        if path.startswith(("/admin", "/accounts", "/invite")):
            continue
        answer = client.get(path)
        answer.close()  # some are files
        if answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html"):
            yield path, answer


def test_the_crawl_finds_the_pages(client):
    listed = {path for path, _answer in pages(client, camera().pk)}
    assert listed >= {"/", "/embed", "/cameras", "/data", "/report", "/about", "/privacy", "/help"}


def test_each_answers_with_its_headers_and_without_a_cookie(client):
    for path, answer in pages(client, camera().pk):
        assert not answer.cookies, path
        assert "geolocation=(self)" in answer.headers["Permissions-Policy"], path
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, path
        assert "unsafe" not in policy, path
        assert answer.headers["Referrer-Policy"] == "same-origin", path
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", path


@pytest.mark.parametrize("prefix", ["", "/fr"], ids=["english", "french"])
def test_none_asks_another_host_or_breaks_its_policy(open_page, client, prefix):
    page = open_page("/about", PHONE)
    for path, _answer in list(pages(client, camera().pk)):
        if prefix and path.startswith("/api/"):
            continue  # it has no language
        page.goto(prefix + path)
        page.wait_for_load_state("networkidle")
        assert page.context.cookies() == [], path
