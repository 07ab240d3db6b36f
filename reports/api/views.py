"""Sending a report as JSON or as a form, and asking what became of it. No cookie and no CSRF token, as with
the form (docs/decisions/0007); an account is never credited here, a partner's program is by its token."""

from http import HTTPStatus
from typing import Any

import orjson
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from accounts.applications import BadToken, Scope, application_of
from accounts.permissions import allows
from accounts.roles import Action
from cameras.links import absolute
from reports.bans import Banned
from reports.body_size import MAX_BODY
from reports.duplicates import PossibleDuplicates
from reports.forms import ReportForm, acknowledged_ids
from reports.json_labels import sentence
from reports.json_values import read_values
from reports.models import Report
from reports.problem_types import address_of
from reports.problems import CONTENT_TYPE, body
from reports.quota import QuotaExceeded, headers, report_limits
from reports.sender import Sender
from reports.submission import TokenReused, find_by_secret, submit, tracking_secret, was_sent

JSON = "application/json"
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


class Unreadable(Exception):
    """The body is not what its type says; the argument is the sentence."""


class BadFields(Exception):
    """Fields that are not known or not of their type; the arguments are a sentence, and those by field."""


@never_cache
@csrf_exempt
@allows(Action.SUBMIT)
def reports(request: HttpRequest) -> HttpResponse:
    """POST: 201 with reference and tracking link, 200 when the same was sent before."""
    if request.method != "POST":
        return only_by("POST", _("Reports are sent here with POST; those on the map are cameras."))
    try:
        application = application_of(request, Scope.REPORT)
        fields = read_fields(request)
    except BadToken as error:
        response = problem(error.status, error.detail)
        response.headers["WWW-Authenticate"] = error.challenge
        return response
    except Unreadable as error:
        return problem(400, str(error))
    except BadFields as error:
        detail, errors = error.args
        return problem(422, detail, errors=errors)
    except RequestDataTooBig:
        return problem(413, _("The report is too large: 100 kB of text and a photo of 10 MB at most."))
    except (MultiPartParserError, SuspiciousOperation):
        return problem(400, _("The form cannot be read."))
    sender = Sender.anonymous(request, fields, application)
    with override(_language(fields)):
        response = receive(request, fields, sender)
    for name, value in headers(sender, report_limits(sender)).items():
        response.headers[name] = value
    return response


def read_fields(request: HttpRequest) -> QueryDict:
    """The fields of the report form, whichever way they came. Raises Unreadable, RequestDataTooBig."""
    if int(request.headers.get("content-length") or 0) > MAX_BODY:
        raise RequestDataTooBig
    if request.content_type in FORMS:
        return request.POST
    if request.content_type != JSON:
        raise Unreadable(_("Send application/json, or multipart/form-data with a photo."))
    try:
        said = orjson.loads(request.body)
    except ValueError:
        raise Unreadable(_("The body is not JSON.")) from None
    if not isinstance(said, dict):
        raise Unreadable(_("The body is not a JSON object with the fields of a report."))
    texts, errors = read_values(said)
    fields = QueryDict(mutable=True)
    for name, values in texts.items():
        fields.setlist(name, values)
    if errors:
        with override(_language(fields)):
            raise BadFields(
                _("Some fields are not right."), {name: [sentence(error)] for name, error in errors.items()}
            )
    return fields


def receive(request: HttpRequest, fields: QueryDict, sender: Sender) -> HttpResponse:
    form = ReportForm(fields, request.FILES)
    if not form.is_valid():
        errors = {name: [str(one) for one in found] for name, found in form.errors.items()}
        return problem(422, _("Some fields are not right."), errors=errors)
    token = form.cleaned_data["client_token"]
    submission = form.submission(locale=_language(fields), acknowledged=acknowledged_ids(fields))
    is_new = not was_sent(token)
    try:
        report, secret = submit(submission, sender=sender)
    except PossibleDuplicates as error:
        return _ask(error)
    except TokenReused as error:
        return _came_before(error.report, tracking_secret(token))
    except Banned as error:
        return problem(403, error.ban.reason)
    except QuotaExceeded as error:
        return _wait(error.retry_after)
    return answer(_told(report, secret, _language(fields)), 201 if is_new else 200)


def _language(fields: QueryDict) -> str:
    language = str(fields.get("language", ""))
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@never_cache
@csrf_exempt
@allows(Action.FOLLOW)
def status(request: HttpRequest, secret: str) -> HttpResponse:
    """What became of a report, for whoever has its secret; 404 for everybody else. In the language of the
    report, or the one asked for with `language`."""
    if request.method not in ("GET", "HEAD"):
        return only_by("GET, HEAD", _("What became of a report is asked for here with GET."))
    report = find_by_secret(secret)
    if report is None:
        return problem(404, _("There is no report at this address."))
    asked = request.GET.get("language", "")
    return answer(_told(report, secret, asked if asked in dict(settings.LANGUAGES) else report.locale), 200)


def _told(report: Report, secret: str, language: str) -> dict[str, Any]:
    """Nothing that its sender alone wrote: whoever found the link learns no address and no note."""
    with override(report.locale):
        page = absolute(reverse("reports:status", args=[secret]))
    camera = report.outcome
    with override(language):
        words = {
            "status_text": str(report.get_status_display()),
            "reason_text": str(report.get_reason_display()) if report.reason else "",
        }
    return {
        "reference": report.reference,
        "kind": str(report.kind),
        "status": str(report.status),
        **words,
        "question": report.question,
        "reason": report.reason,
        "public_reason": report.public_reason,
        "camera": camera.pk if camera else None,
        "tracking_key": secret,
        "tracking_url": page,
    }


def _ask(error: PossibleDuplicates) -> HttpResponse:
    facts = body(error, to_staff=False, action="submit", version=0)
    del facts["yours"]
    facts["detail"] = _("Is it one of these? If not, send it again with their numbers in “acknowledged”.")
    return answer(facts, 409, CONTENT_TYPE)


def _came_before(report: Report, secret: str) -> HttpResponse:
    """Whoever knows the token sent that report: they are told which it was, and keep what they changed."""
    detail = _(
        "This form was sent before, as %(reference)s. Send it again only if it is about another camera."
    )
    more = {"reference": report.reference, "tracking_key": secret}
    return problem(422, detail % more, type=address_of("sent-before"), **more)


def _wait(seconds: int) -> HttpResponse:
    response = problem(
        429, _("You have sent as many reports as are taken for now. Send this one again later.")
    )
    response.headers["Retry-After"] = str(seconds)
    return response


def only_by(methods: str, detail: str) -> HttpResponse:
    response = problem(405, detail)
    response.headers["Allow"] = methods
    return response


def problem(status: int, detail: str, **more: Any) -> HttpResponse:
    title = HTTPStatus(status).phrase
    facts = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return answer(facts, status, CONTENT_TYPE)


def answer(facts: dict[str, Any], status: int, content_type: str = JSON) -> HttpResponse:
    return HttpResponse(orjson.dumps(facts, default=str), status=status, content_type=content_type)
