"""The WSGI application: `gunicorn config.wsgi`."""

import os

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class Utf8Request(WSGIRequest):
    """A request decoded as UTF-8, whatever charset its Content-Type names.

    Django decodes query and form with any Python codec that a client names: `charset=hex` fails in the
    request's constructor, before any middleware, and `unicode_escape` yields text that JSON cannot hold. All
    clients of this site send UTF-8.
    """

    def _set_content_type_params(self, meta: dict[str, str]) -> None:
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))


application: WSGIHandler = get_wsgi_application()
application.request_class = Utf8Request
