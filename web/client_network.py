"""The address of a visitor, never kept as it is."""

import hmac
from hashlib import sha256
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

PREFIXES = {4: 24, 6: 48}  # a household or a small provider, not one machine


def client_address(request: HttpRequest) -> str:
    """The address that the last trusted proxy saw; without proxies the peer's. X-Forwarded-For beyond the
    trusted proxies is the visitor's own invention and is not read."""
    peer = str(request.META.get("REMOTE_ADDR") or "")
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    depth = settings.TRUSTED_PROXY_COUNT
    return hops[-depth] if depth and len(hops) >= depth else peer


def network_hash(request: HttpRequest) -> str:
    """64 hex digits for the visitor's network (/24, /48); the key changes each day (UTC)."""
    try:
        address = ip_address(client_address(request))
        # A socket of both kinds tells 203.0.113.9 as ::ffff:203.0.113.9: all of IPv4 would be one /48.
        address = getattr(address, "ipv4_mapped", None) or address
        network = str(ip_network(f"{address}/{PREFIXES[address.version]}", strict=False))
    except ValueError:
        network = "unknown"
    return hash_of_the_day(network)


def hash_of_the_day(text: str) -> str:
    """64 hex digits for somebody, by a key that changes each day (UTC): what they do on one day cannot be
    joined with what they do on the next."""
    key = f"{settings.SECRET_KEY}:{timezone.now().date().isoformat()}".encode()
    return hmac.new(key, text.encode(), sha256).hexdigest()
