"""Encryption at rest: contact data of reporters, secrets of second factors.

A copy of the database is useless without SECRET_KEY. What an old key of SECRET_KEY_FALLBACKS encrypted is
still read (`manage.py rotate_keys` encrypts it anew); under a key that is in neither, it is as if deleted.
"""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class DecryptionError(Exception):
    """Encrypted with another SECRET_KEY, or not an encrypted value."""


@lru_cache
def _cipher(secret: str) -> Fernet:
    key = HKDF(SHA256(), length=32, salt=None, info=b"contrechamp: data at rest").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))


def secret_keys() -> list[str]:
    """The key of today and the old ones that are still accepted."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _ciphers() -> MultiFernet:
    return MultiFernet([_cipher(key) for key in secret_keys()])


def encrypt(text: str) -> str:
    return _ciphers().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Raises DecryptionError."""
    try:
        return _ciphers().decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise DecryptionError from error


def rotate(token: str) -> str:
    """The same value under the key of today. Raises DecryptionError."""
    try:
        return _ciphers().rotate(token.encode()).decode()
    except InvalidToken as error:
        raise DecryptionError from error
