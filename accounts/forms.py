"""Forms of the account pages."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class LimitedCode(forms.Form):
    """Counts wrong codes of a second factor by account: who knows a password can change networks, and a code
    has six digits. The setting ACCOUNT_RATE_LIMITS has the limit."""

    user: User

    def clean_code(self) -> str:
        key = f"user-{self.user.pk}"
        usage = {"action": "second_factor", "key": key}
        if not ratelimit.consume(context.request, **usage):
            raise get_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()  # type: ignore[misc]  # of the form it is mixed into
        ratelimit.clear(context.request, **usage)
        return code


class SecondFactorForm(LimitedCode, AuthenticateForm):
    """The code at sign-in."""


class SecondFactorAgainForm(LimitedCode, ReauthenticateForm):
    """The code before a change of the account."""


class JoinForm(forms.Form):
    """Username and password of an invited person."""

    username = forms.CharField(
        label=_("User name"), max_length=150, validators=[User.username_validator],
        help_text=_("Other moderators see it; the public does not."),
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("To get a new password when you have lost yours."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Password"), help_text=_("At least 12 characters."), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(_("Somebody has this name; choose another one."))
        return name

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if password := data.get("password"):
            person = User(username=data.get("username", ""), email=data.get("email", ""))
            try:
                validate_password(password, person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data
