"""Address that script/server listens on: `python -m config.address`.

Prints three lines (bind address for gunicorn, PUBLIC_URL, message for people), or on stderr why HOST and PORT
cannot be used, before anything is prepared.
"""

import errno
import os
import socket
import sys
from collections.abc import Iterable
from ipaddress import ip_address

from django.core.exceptions import ImproperlyConfigured

from config import env


def url_host(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def browsable_host(host: str) -> str:
    """Host that a browser on this machine can open: 0.0.0.0 and :: are not addresses to connect to."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if not address.is_unspecified:
        return host
    return "127.0.0.1" if address.version == 4 else "::1"


def exposed(addresses: Iterable[object]) -> list[str]:
    """Which hosts of gunicorn's addresses other machines may reach; paths of sockets are none."""
    hosts = [str(address[0]) for address in addresses if isinstance(address, tuple)]
    return [host for host in hosts if not is_local(host)]


def is_local(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def port_number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= 65535:
        raise ValueError(f"PORT={text!r} is not usable: write a number from 1 to 65535")
    return number


def check_listen(host: str, port: int) -> None:
    """Raises ValueError if gunicorn could not listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET  # gunicorn's rule
    try:
        address = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)[0][4]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            # Like gunicorn: connections in TIME_WAIT do not block the port.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise ValueError(
                f"Port {port} of {host} is in use; PORT=8001 script/server takes another one"
            ) from error
        raise ValueError(f"HOST={host} with PORT={port} is not usable: {error.strerror}") from error


def startup_message(host: str, url: str, public_url: str) -> str:
    where = public_url if public_url == url else f"{public_url}, listening on {url}"
    message = f"Contrechamp is at {where} (Ctrl-C stops it)."
    if browsable_host(host) != host and public_url == url and not os.environ.get("ALLOWED_HOSTS"):
        message += " Other machines need ALLOWED_HOSTS with the name they use: docs/install.md."
    return message


def main() -> int:
    host = (os.environ.get("HOST") or "127.0.0.1").strip("[]")
    try:
        port = port_number(os.environ.get("PORT") or "8000")
        check_listen(host, port)
        url = f"http://{url_host(browsable_host(host))}:{port}"
        public_url = env.read_variable("PUBLIC_URL", env.public_url, url)
    except (ValueError, ImproperlyConfigured) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{url_host(host)}:{port}\n{public_url}\n{startup_message(host, url, public_url)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
