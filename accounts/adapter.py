"""Adapters that configure allauth."""

import json
import time
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccountMail, User
from accounts.password_pause import PasswordPause
from accounts.permissions import may
from accounts.roles import Action
from web.client_network import network_hash
from web.encryption import decrypt, encrypt


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up by invitation only; rate limits count network hashes, not addresses."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """The user of the credentials, or None. Raises ValidationError while the account's pause lasts."""
        pause = PasswordPause(credentials.get("email") or credentials.get("username") or "")
        if not pause.begin():
            raise self.validation_error("too_many_login_attempts")
        try:
            user = super().authenticate(request, **credentials)
            pause.count(is_right=user is not None)
        finally:
            pause.end()
        return user

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # residents need no account, moderators are appointed

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail for the worker: a request does not wait for the mail server, which would also tell
        whether an address is known."""
        site = {"current_site": get_current_site(self.request), "email": email, "request": self.request}
        mail = self.render_mail(template_prefix, email, site | context)
        content = json.dumps([mail.subject, mail.body, email])
        AccountMail.objects.create(content=encrypt(content), next_try_at=timezone.now())

    def get_client_ip(self, request: HttpRequest) -> str:
        return network_hash(request)  # allauth's own cache keys would hold full addresses

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The queue for moderators, their own reports for others."""
        may_moderate = may(cast(User, request.user), Action.QUEUE)
        return reverse("reports:queue" if may_moderate else "reports:account")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Do not ask for the password again right after sign-in, when a second factor is set up."""
        seen = get_authentication_records(self.request, self.request.user)
        if seen and time.time() - seen[-1]["at"] < REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Encrypts the secrets of second factors at rest: a copy of the database yields no codes."""

    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text)
