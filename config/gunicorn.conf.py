"""How gunicorn serves the site: `gunicorn -c config/gunicorn.conf.py config.wsgi`. Options of the command
line go first; docs/deploy.md says what to change, docs/decisions/0033-slow-clients.md why it is so."""

import os
import resource
from typing import Any

worker_class = "config.server.worker.BufferedWorker"
workers = 2
threads = 4  # for requests that read; half as many more for those that write
worker_connections = 500
keepalive = 10  # seconds; a connection that waits costs no thread
graceful_timeout = 120  # seconds for downloads to end after SIGTERM or SIGHUP
control_socket_disable = True
memory = "/dev/shm"  # noqa: S108  a heartbeat must not wait for a disk
worker_tmp_dir = memory if os.access(memory, os.W_OK) else None

# A connection may hold a socket, a file and two temporary ones.
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
wanted = 4 * worker_connections + 200
resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, wanted)), hard))


def post_worker_init(worker: Any) -> None:
    """Not in the master, where modules of the site would stay as they were before a reload."""
    from django.conf import settings

    from config.address import exposed

    hosts = exposed(worker.cfg.address)
    if hosts and worker.age == 1 and not settings.TRUSTED_PROXY_COUNT:
        worker.log.warning(
            "Listening on %s with no proxy in front (TRUSTED_PROXY_COUNT is 0): whoever reaches this machine "
            "is served without TLS. docs/deploy.md says what belongs there.",
            ", ".join(hosts),
        )
