"""What only the site may read: contact data of reporters, secrets of second factors.

A copy of the database without SECRET_KEY opens none of it. After a change of the key nothing of it can be
read any more, as if it had been deleted.
"""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(Exception):
    """Encrypted under another SECRET_KEY, or not by us."""


@lru_cache
def _cipher(secret: str) -> Fernet:
    key = HKDF(SHA256(), length=32, salt=None, info=b"contrechamp: data at rest").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))


def encrypt(text: str) -> str:
    return _cipher(settings.SECRET_KEY).encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Raises Unreadable."""
    try:
        return _cipher(settings.SECRET_KEY).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error
