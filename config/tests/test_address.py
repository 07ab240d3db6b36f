"""HOST and PORT: the bind address, the URL, and the message for an invalid one."""

import runpy
import socket
from types import SimpleNamespace
from unittest.mock import Mock

import pytest

from config import address


@pytest.fixture
def run_main(monkeypatch, capsys):
    """Run main() with environment variables: its three lines, or the one line on stderr."""

    def run_main(**variables):
        for name in ("HOST", "PORT", "PUBLIC_URL", "ALLOWED_HOSTS"):
            monkeypatch.delenv(name, raising=False)
        for name, text in variables.items():
            monkeypatch.setenv(name, text)
        failed = address.main()
        out, err = capsys.readouterr()
        assert bool(out) != bool(err)
        assert bool(err) == bool(failed)
        return (out or err).splitlines()

    return run_main


@pytest.fixture
def no_check(monkeypatch):
    """For addresses that this machine need not have."""
    monkeypatch.setattr(address, "check_listen", lambda host, port: None)


@pytest.fixture
def taken():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        yield one.getsockname()[1]


@pytest.mark.usefixtures("no_check")
class TestAddresses:
    @pytest.mark.parametrize(
        ("variables", "bind", "url"),
        [
            ({}, "127.0.0.1:8000", "http://127.0.0.1:8000"),
            ({"HOST": "", "PORT": ""}, "127.0.0.1:8000", "http://127.0.0.1:8000"),
            ({"PORT": "8123"}, "127.0.0.1:8123", "http://127.0.0.1:8123"),
            ({"HOST": "::1"}, "[::1]:8000", "http://[::1]:8000"),
            ({"HOST": "[::1]"}, "[::1]:8000", "http://[::1]:8000"),
            ({"HOST": "0.0.0.0"}, "0.0.0.0:8000", "http://127.0.0.1:8000"),
            ({"HOST": "::"}, "[::]:8000", "http://[::1]:8000"),
            ({"HOST": "map.example.org"}, "map.example.org:8000", "http://map.example.org:8000"),
        ],
    )
    def test_bind_address_and_browsable_url(self, run_main, variables, bind, url):
        assert run_main(**variables)[:2] == [bind, url]
        assert run_main(**variables)[2].startswith(f"Contrechamp is at {url} (Ctrl-C stops it).")

    def test_the_public_url_is_shown_with_the_listening_address(self, run_main):
        bind, url, message = run_main(PUBLIC_URL="https://cameras.example.org", PORT="8123")
        assert (bind, url) == ("127.0.0.1:8123", "https://cameras.example.org")
        assert "at https://cameras.example.org, listening on http://127.0.0.1:8123 (" in message

    @pytest.mark.parametrize(
        ("variables", "is_shown"),
        [
            ({"HOST": "0.0.0.0"}, True),
            ({"HOST": "::"}, True),
            ({"HOST": "0.0.0.0", "ALLOWED_HOSTS": "192.0.2.7"}, False),
            ({"HOST": "0.0.0.0", "PUBLIC_URL": "http://192.0.2.7:8000"}, False),
            ({}, False),
        ],
    )
    def test_listening_everywhere_without_allowed_hosts_shows_a_hint(self, run_main, variables, is_shown):
        assert ("ALLOWED_HOSTS" in run_main(**variables)[2]) == is_shown


class TestOpenToOthers:
    def test_what_other_machines_reach_is_named(self):
        bound = [("127.0.0.1", 8000), ("0.0.0.0", 8000), ("::", 8000), ("::1", 8000), "unix:/run/site"]
        assert address.exposed(bound) == ["0.0.0.0", "::"]

    def test_a_name_may_be_reached_but_that_of_the_machine_itself(self):
        assert address.exposed([("map.example.org", 80), ("localhost", 80)]) == ["map.example.org"]

    @pytest.mark.parametrize(
        ("host", "proxies", "age", "is_warned"),
        [
            ("0.0.0.0", 0, 1, True),
            ("0.0.0.0", 1, 1, False),
            ("127.0.0.1", 0, 1, False),
            ("0.0.0.0", 0, 2, False),
        ],
    )
    def test_gunicorn_warns_once_when_no_proxy_stands_in_front(self, settings, host, proxies, age, is_warned):
        settings.TRUSTED_PROXY_COUNT = proxies
        worker = SimpleNamespace(cfg=SimpleNamespace(address=[(host, 8000)]), age=age, log=Mock())
        runpy.run_path("config/gunicorn.conf.py")["post_worker_init"](worker)
        assert worker.log.warning.called == is_warned


class TestRefusals:
    @pytest.mark.parametrize("text", ["nonsense", "0", "-1", "65536", "80.5", "١"])
    def test_a_port_is_a_number(self, run_main, text):
        [line] = run_main(PORT=text)
        assert line == f"PORT={text!r} is not usable: write a number from 1 to 65535"

    def test_a_port_in_use_is_reported(self, run_main, taken):
        [line] = run_main(PORT=str(taken))
        assert line.startswith(f"Port {taken} of 127.0.0.1 is in use")

    def test_an_address_of_another_machine_is_reported(self, run_main):
        [line] = run_main(HOST="192.0.2.7", PORT="8123")
        assert line.startswith("HOST=192.0.2.7 with PORT=8123 is not usable: ")

    def test_an_invalid_public_url_is_reported_by_name(self, run_main, monkeypatch):
        monkeypatch.setattr(address, "check_listen", lambda host, port: None)
        [line] = run_main(PUBLIC_URL="cameras.example.org")
        assert line.startswith("PUBLIC_URL='cameras.example.org' is not usable")

    def test_a_free_port_is_accepted(self, run_main, taken):
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            free = one.getsockname()[1]
        assert run_main(PORT=str(free))[0] == f"127.0.0.1:{free}"
