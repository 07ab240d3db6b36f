"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from accounts.network import network_hash


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation; rate limits count network hashes, not addresses."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # residents need no account, moderators are appointed

    def get_client_ip(self, request: HttpRequest) -> str:
        return network_hash(request)  # allauth's own cache keys would hold full addresses
