"""Whether a browser sent a request on behalf of another site (https://www.w3.org/TR/fetch-metadata/)."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def is_cross_site(request: HttpRequest) -> bool:
    """Judged by Sec-Fetch-Site, else by Origin (plain http and older browsers). Programs send neither."""
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site not in ("same-origin", "none")  # none: the person's own doing, such as a reload
    origin = request.headers.get("Origin", "")
    return bool(origin) and origin != settings.PUBLIC_URL and urlsplit(origin).netloc != request.get_host()
