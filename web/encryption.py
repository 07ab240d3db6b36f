"""Encryption at rest: contact data of reporters, secrets of second factors.

A copy of the database is useless without SECRET_KEY. After a change of the key the old values cannot be
decrypted any more, as if they had been deleted.
"""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class DecryptionError(Exception):
    """Encrypted with another SECRET_KEY, or not an encrypted value."""


@lru_cache
def _cipher(secret: str) -> Fernet:
    key = HKDF(SHA256(), length=32, salt=None, info=b"contrechamp: data at rest").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))


def encrypt(text: str) -> str:
    return _cipher(settings.SECRET_KEY).encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Raises DecryptionError."""
    try:
        return _cipher(settings.SECRET_KEY).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise DecryptionError from error
