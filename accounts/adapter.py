"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from accounts.encryption import decrypt, encrypt
from accounts.network import network_hash


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation; rate limits count network hashes, not addresses."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # residents need no account, moderators are appointed

    def get_client_ip(self, request: HttpRequest) -> str:
        return network_hash(request)  # allauth's own cache keys would hold full addresses


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are encrypted at rest: a copy of the database makes no codes."""

    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text)
