"""My reports, without an account: the list lies on the device (static/js/offline/list.js), the server has
none. What it can do is open the page of a report whose link somebody kept elsewhere."""

import re

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.permissions import allows
from accounts.roles import Action
from reports.intake.receive import find_by_secret

SECRET = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
NUMBER_OPENS_NOTHING = gettext_lazy(
    "The number alone opens nothing, so that nobody can guess it. Paste the link that you kept."
)
REFERENCE = re.compile(r"R-?[2-9A-Z]{4}-?[2-9A-Z]{4}", re.IGNORECASE)


class LinkForm(forms.Form):
    """The link, or the secret part of it alone."""

    link = forms.CharField(
        label=gettext_lazy("Secret link of a report"), max_length=500,
        error_messages={"required": gettext_lazy("Paste the secret link first.")},
    )  # fmt: skip

    def clean_link(self) -> str:
        text = self.cleaned_data["link"]
        found = SECRET.search(text)
        if found and find_by_secret(found[0]):
            return found[0]
        if REFERENCE.fullmatch(text):
            raise forms.ValidationError(NUMBER_OPENS_NOTHING)
        raise forms.ValidationError(_("There is no report at this address. Check that the link is whole."))


@never_cache
@csrf_exempt
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
