"""WSGI application of the site with the benchmark URLs."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.ROOT_URLCONF = "benchmarks.urls"
application = get_wsgi_application()
