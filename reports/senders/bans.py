"""Check of bans at submission."""

import hmac
from hashlib import sha256

from django.utils import timezone

from accounts.models import User
from reports.models import Ban
from web.encryption import secret_keys


class Banned(Exception):
    """The sender is banned; `ban` has the reason and the end."""

    def __init__(self, ban: Ban) -> None:
        super().__init__(ban.reason)
        self.ban = ban


def contact_hash(contact: str) -> str:
    """HMAC of a contact, to recognise it without storing it; keyed, so that addresses cannot be tried out."""
    return _contact_hashes(contact)[0]


def _contact_hashes(contact: str) -> list[str]:
    """Under the key of today and under the old ones: a ban outlasts a change of the key."""
    text = b"contact:" + contact.strip().casefold().encode()
    return [hmac.new(key.encode(), text, sha256).hexdigest() for key in secret_keys()]


def refuse_banned(person: User | None) -> None:
    """Raises Banned for a banned account. Marks the reason as read by the account: a ban past its end, kept
    only for that, is over from then on."""
    now = timezone.now()
    ban = Ban.objects.active(now).filter(account=person).order_by("-ends_at").first() if person else None
    if ban is None:
        return
    Ban.objects.filter(pk=ban.pk, needs_read=True, read_at=None).update(read_at=now)
    raise Banned(ban)


def is_banned_contact(contact: str) -> bool:
    """Whether an e-mail address is banned. Nobody outside may learn it: anybody can type another person's
    address."""
    active = Ban.objects.active(timezone.now())
    return bool(contact) and active.filter(contact_hash__in=_contact_hashes(contact)).exists()
