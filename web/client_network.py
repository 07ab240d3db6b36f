"""The client's network address, never stored in the clear."""

import hmac
from hashlib import sha256
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

PREFIXES = {4: 24, 6: 48}  # a household or a small provider, not one machine


def client_address(request: HttpRequest) -> str:
    """Address seen by the outermost trusted proxy, or the peer's without proxies. Entries of X-Forwarded-For
    beyond the trusted proxies can be forged by the client and are ignored."""
    peer = str(request.META.get("REMOTE_ADDR") or "")
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    depth = settings.TRUSTED_PROXY_COUNT
    return hops[-depth] if depth and len(hops) >= depth else peer


def network_hash(request: HttpRequest) -> str:
    """HMAC of the client's network (/24, /48), 64 hex digits; the key changes every day (UTC)."""
    try:
        address = ip_address(client_address(request))
        # A dual-stack socket reports 203.0.113.9 as ::ffff:203.0.113.9: all of IPv4 would be one /48.
        address = getattr(address, "ipv4_mapped", None) or address
        network = str(ip_network(f"{address}/{PREFIXES[address.version]}", strict=False))
    except ValueError:
        network = "unknown"
    return daily_hash(network)


def daily_hash(text: str) -> str:
    """HMAC of an identity, 64 hex digits. The key changes every day (UTC), so that one day's activity cannot
    be linked to the next."""
    key = f"{settings.SECRET_KEY}:{timezone.now().date().isoformat()}".encode()
    return hmac.new(key, text.encode(), sha256).hexdigest()
