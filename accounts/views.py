"""Account pages that allauth does not provide."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import invitations
from accounts.forms import JoinForm
from accounts.models import Invitation, User
from accounts.permissions import allows
from accounts.roles import Action


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.SIGN_IN)
def invitation_page(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept an invitation: choose username and password, or take the role when signed in already."""
    try:
        invitation = invitations.get_open_invitation(secret)
        if request.method != "POST":
            return _page(request, invitation, JoinForm())
        if isinstance(request.user, User):
            invitations.accept(secret, request.user)
            return HttpResponseRedirect(reverse("reports:queue"), status=303)
        return _sign_up(request, invitation, secret)
    except invitations.InvalidInvitation:
        message = _("This invitation was used or is too old. Ask whoever invited you for another one.")
        raise Http404(message) from None


def _sign_up(request: HttpRequest, invitation: Invitation, secret: str) -> HttpResponse:
    form = JoinForm(request.POST)
    if not form.is_valid():
        return _page(request, invitation, form, status=422)
    try:
        user = invitations.sign_up(secret, **form.cleaned_data)
    except invitations.UsernameTaken:
        form.add_error("username", _("Somebody has this name; choose another one."))
        return _page(request, invitation, form, status=422)
    messages.success(request, _("Your account is ready, %(name)s. Sign in.") % {"name": user})
    return HttpResponseRedirect(f"{reverse('account_login')}?next={reverse('reports:queue')}", status=303)


def _page(request: HttpRequest, invitation: Invitation, form: JoinForm, *, status: int = 200) -> HttpResponse:
    context = {"invitation": invitation, "form": form}
    return render(request, "accounts/invitation.html", context, status=status)
