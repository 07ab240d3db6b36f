"""HOST and PORT: what becomes of them, and that a wrong one is told before anything is prepared."""

import runpy
import socket
from types import SimpleNamespace
from unittest.mock import Mock

import pytest

from config import address


@pytest.fixture
def told(monkeypatch, capsys):
    """Call it with variables: the three lines, or the one line on stderr."""

    def told(**variables):
        for name in ("HOST", "PORT", "PUBLIC_URL", "ALLOWED_HOSTS"):
            monkeypatch.delenv(name, raising=False)
        for name, text in variables.items():
            monkeypatch.setenv(name, text)
        failed = address.main()
        out, err = capsys.readouterr()
        assert bool(out) != bool(err)
        assert bool(err) == bool(failed)
        return (out or err).splitlines()

    return told


@pytest.fixture
def no_check(monkeypatch):
    """For addresses that this machine need not have."""
    monkeypatch.setattr(address, "try_to_listen", lambda host, port: None)


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
    def test_there_is_one_to_bind_and_one_to_open(self, told, variables, bind, url):
        assert told(**variables)[:2] == [bind, url]
        assert told(**variables)[2].startswith(f"Contrechamp is at {url} (Ctrl-C stops it).")

    def test_the_operators_own_address_is_kept_and_the_other_one_named(self, told):
        bind, url, sentence = told(PUBLIC_URL="https://cameras.example.org", PORT="8123")
        assert (bind, url) == ("127.0.0.1:8123", "https://cameras.example.org")
        assert "at https://cameras.example.org, listening on http://127.0.0.1:8123 (" in sentence

    @pytest.mark.parametrize(
        ("variables", "is_told"),
        [
            ({"HOST": "0.0.0.0"}, True),
            ({"HOST": "::"}, True),
            ({"HOST": "0.0.0.0", "ALLOWED_HOSTS": "192.0.2.7"}, False),
            ({"HOST": "0.0.0.0", "PUBLIC_URL": "http://192.0.2.7:8000"}, False),
            ({}, False),
        ],
    )
    def test_who_listens_everywhere_is_told_what_other_machines_need(self, told, variables, is_told):
        assert ("ALLOWED_HOSTS" in told(**variables)[2]) == is_told


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
    def test_a_port_is_a_number(self, told, text):
        [line] = told(PORT=text)
        assert line == f"PORT={text!r} is not usable: write a number from 1 to 65535"

    def test_a_port_in_use_is_told(self, told, taken):
        [line] = told(PORT=str(taken))
        assert line.startswith(f"Port {taken} of 127.0.0.1 is in use")

    def test_an_address_of_another_machine_is_told(self, told):
        [line] = told(HOST="192.0.2.7", PORT="8123")
        assert line.startswith("HOST=192.0.2.7 with PORT=8123 is not usable: ")

    def test_a_wrong_public_url_is_told_by_name(self, told, monkeypatch):
        monkeypatch.setattr(address, "try_to_listen", lambda host, port: None)
        [line] = told(PUBLIC_URL="cameras.example.org")
        assert line.startswith("PUBLIC_URL='cameras.example.org' is not usable")

    def test_a_free_port_is_fine(self, told, taken):
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            free = one.getsockname()[1]
        assert told(PORT=str(free))[0] == f"127.0.0.1:{free}"
