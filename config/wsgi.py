"""The WSGI application: `gunicorn config.wsgi`."""

import os

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class Utf8Request(WSGIRequest):
    """A request in UTF-8, whatever charset its Content-Type names.

    Django decodes query and form with any codec of Python that a visitor names: `charset=hex` fails in the
    request's constructor, before a middleware could answer, and `unicode_escape` makes text that no JSON can
    hold. All that people and programs send here is UTF-8.
    """

    def _set_content_type_params(self, meta: dict[str, str]) -> None:
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))


application: WSGIHandler = get_wsgi_application()
application.request_class = Utf8Request
get_resolver().url_patterns  # noqa: B018  all views are imported now, not in the first request of each process
