"""The reporter's e-mail address: stored and deleted on the reporter's page, shown to moderators on
request."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import StaffRequest, allows
from accounts.roles import Action
from reports.intake.receive import find_by_secret
from reports.intake.receive import keep_contact as keep_address
from reports.mail import contacts
from reports.models import Report
from reports.senders.gate import anonymous_write


class ContactForm(forms.Form):
    contact = forms.EmailField(
        label=gettext_lazy("E-mail to hear back"), max_length=254,
        error_messages={"required": gettext_lazy("Write an address. To remove one, use its own button.")},
    )  # fmt: skip


@never_cache
@anonymous_write()  # another site does not know the secret in the URL
@require_http_methods(["GET", "HEAD", "POST"])
@allows(Action.FOLLOW)
def keep_contact(request: HttpRequest, secret: str) -> HttpResponse:
    """Store, change or delete the address. Deleting needs its own button: an empty field is an error. A GET
    redirects to the report."""
    report, form = find_by_secret(secret), ContactForm(request.POST)
    if report is None:
        raise Http404(_("There is no report at this address. Check that the link is whole."))
    back = HttpResponseRedirect(reverse("reports:status", args=[secret]) + "#contact", status=303)
    if request.method != "POST" or report.erased_at:
        return back
    if "remove" in request.POST:
        contacts.delete_contact(report)
        return back
    if not form.is_valid():
        context = {"form": form, "secret": secret, "report": report}
        return render(request, "reports/reporter/keep_contact.html", context, status=422)
    keep_address(report, address=form.cleaned_data["contact"], secret=secret)
    return back


@require_POST
@allows(Action.CONTACT)
def read_contact(request: StaffRequest, reference: str) -> HttpResponse:
    report = Report.objects.select_related("camera").filter(reference=reference).first()
    try:
        if report is None:
            raise contacts.NoContact
        address = contacts.read_contact(report, by=request.user)
    except contacts.NoContact:
        raise Http404(_("There is no address with this report: none was left, or it was deleted.")) from None
    return render(request, "reports/reporter/contact.html", {"report": report, "address": address})
