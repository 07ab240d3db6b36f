"""My reports, without an account: the list is stored on the device (static/js/offline/list.js), not on the
server. The form opens a report by its secret link."""

import re

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.permissions import allows
from accounts.roles import Action
from reports.intake.receive import find_by_secret
from reports.senders.gate import anonymous_write

SECRET = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
REFERENCE_IS_NO_LINK = gettext_lazy(
    "The number alone opens nothing, so that nobody can guess it. Paste the link that you kept."
)
REFERENCE = re.compile(r"R-?[2-9A-Z]{4}-?[2-9A-Z]{4}", re.IGNORECASE)


class LinkForm(forms.Form):
    """The secret link, or only its secret part."""

    link = forms.CharField(
        label=gettext_lazy("Secret link of a report"), max_length=500,
        error_messages={"required": gettext_lazy("Paste the secret link first.")},
    )  # fmt: skip

    def clean_link(self) -> str:
        text = self.cleaned_data["link"]
        secret = SECRET.search(text)
        if secret and find_by_secret(secret[0]):
            return secret[0]
        if REFERENCE.fullmatch(text):
            raise forms.ValidationError(REFERENCE_IS_NO_LINK)
        raise forms.ValidationError(_("There is no report at this address. Check that the link is whole."))


@never_cache
@anonymous_write()
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.FOLLOW)
def device_page(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "reports/reporter/device.html", {"form": LinkForm()})
    form = LinkForm(request.POST)
    if form.is_valid():
        return HttpResponseRedirect(reverse("reports:status", args=[form.cleaned_data["link"]]), status=303)
    status = 404 if form.data.get("link") else 422
    return render(request, "reports/reporter/device.html", {"form": form}, status=status)
