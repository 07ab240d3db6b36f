"""How gunicorn serves the site: `gunicorn -c config/gunicorn.conf.py config.wsgi`. Options of the command
line go first; docs/deploy.md says what to change, docs/decisions/0054-slow-clients.md why it is so."""

import os

worker_class = "config.server.worker.BufferedWorker"
workers = 2
threads = 4  # for requests that read; half as many more for those that write
worker_connections = 500
keepalive = 10  # seconds; a connection that waits costs no thread
graceful_timeout = 120  # seconds for downloads to end after SIGTERM or SIGHUP
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108  a heartbeat must not wait for a disk
