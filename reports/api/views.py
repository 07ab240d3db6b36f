"""API views: submit a report as JSON or as a form, and read its status. No cookie and no CSRF token, as with
the page (docs/decisions/0007). A report is never credited to an account here, only to an application by its
token."""

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

from accounts.applications import InvalidToken, TokenScope, authenticate_application
from accounts.permissions import allows
from accounts.roles import Action
from cameras.registry.neighbours import PossibleDuplicates
from reports.intake.body_size import api_limit
from reports.intake.forms import ReportForm, acknowledged_ids
from reports.intake.json_labels import sentence
from reports.intake.json_values import read_values
from reports.intake.receive import admit, find_by_secret, is_known_token, submit, tracking_secret_of
from reports.intake.submission import TokenReused
from reports.models import Report
from reports.problems.refusals import CONTENT_TYPE, problem_body
from reports.problems.types import type_uri
from reports.senders.bans import Banned
from reports.senders.gate import anonymous_write
from reports.senders.quota import QuotaExceeded, rate_limit_headers, report_limits
from reports.senders.sender import Sender
from web.body_limit import body_limit
from web.links import absolute

JSON = "application/json"
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


class InvalidBody(Exception):
    """The body does not match its content type. Its argument is the message."""


class InvalidFields(Exception):
    """Fields that are not known or not of their type; arguments: a sentence, and the sentences by field."""


@never_cache
@anonymous_write(refuse=lambda _request, status, detail: problem_response(status, detail))
@body_limit(api_limit, refuse=lambda _request: _too_large_response())
@allows(Action.SUBMIT)
def reports(request: HttpRequest) -> HttpResponse:
    """POST: 201 with reference and tracking link; 200 when the same report was sent before."""
    if request.method != "POST":
        return method_not_allowed(
            "POST", _("Send reports here with POST. Approved cameras are in the collection “cameras”.")
        )
    try:
        application = authenticate_application(request, TokenScope.REPORT)
        fields = parse_fields(request)
    except InvalidToken as error:
        response = problem_response(error.status, error.detail)
        response.headers["WWW-Authenticate"] = error.challenge
        return response
    except InvalidBody as error:
        return problem_response(400, str(error))
    except InvalidFields as error:
        detail, errors = error.args
        return problem_response(422, detail, errors=errors)
    except RequestDataTooBig:
        return _too_large_response()
    except (MultiPartParserError, SuspiciousOperation):
        return problem_response(400, _("The form data are invalid."))
    sender = Sender.anonymous(request, fields, application)
    with override(_language(fields)):
        response = create_report(request, fields, sender)
    for name, value in rate_limit_headers(sender, report_limits(sender)).items():
        response.headers[name] = value
    return response


def parse_fields(request: HttpRequest) -> QueryDict:
    """The fields of the report form, from JSON or form data. Raises InvalidBody, RequestDataTooBig."""
    if request.content_type in FORMS:
        return request.POST
    if request.content_type != JSON:
        raise InvalidBody(_("Send application/json, or multipart/form-data with a photo."))
    try:
        payload = orjson.loads(request.body)
    except ValueError:
        raise InvalidBody(_("The body is not valid JSON.")) from None
    if not isinstance(payload, dict):
        raise InvalidBody(_("The body must be a JSON object with the fields of a report."))
    texts, errors = read_values(payload)
    fields = QueryDict(mutable=True)
    for name, values in texts.items():
        fields.setlist(name, values)
    if errors:
        with override(_language(fields)):
            raise InvalidFields(
                _("Some fields are invalid."), {name: [sentence(error)] for name, error in errors.items()}
            )
    return fields


def create_report(request: HttpRequest, fields: QueryDict, sender: Sender) -> HttpResponse:
    form = ReportForm(fields, request.FILES)
    try:
        if not admit(form, sender):
            errors = {name: [str(message) for message in messages] for name, messages in form.errors.items()}
            return problem_response(422, _("Some fields are invalid."), errors=errors)
        token = form.cleaned_data["client_token"]
        submission = form.submission(locale=_language(fields), acknowledged=acknowledged_ids(fields))
        is_new = not is_known_token(token)
        report, secret = submit(submission, sender=sender)
    except PossibleDuplicates as error:
        return _duplicates_response(error)
    except TokenReused as error:
        return _token_reused_response(error.report, tracking_secret_of(error.report, token))
    except Banned as error:
        return problem_response(403, error.ban.reason)
    except QuotaExceeded as error:
        return _rate_limited_response(error.retry_after)
    return json_response(_status_body(report, secret, _language(fields)), 201 if is_new else 200)


def _language(fields: QueryDict) -> str:
    language = str(fields.get("language", ""))
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@never_cache
@csrf_exempt  # reads only; any other method is answered by 405 here
@allows(Action.FOLLOW)
def status(request: HttpRequest, secret: str) -> HttpResponse:
    """GET: the status of a report by its secret; 404 for an unknown one. In the language of the report, or in
    that of the parameter `language`."""
    if request.method not in ("GET", "HEAD"):
        return method_not_allowed("GET, HEAD", _("Read the status of a report here with GET."))
    report = find_by_secret(secret)
    if report is None:
        return problem_response(404, _("There is no report at this address."))
    language = request.GET.get("language", "")
    if language not in dict(settings.LANGUAGES):
        language = report.locale
    return json_response(_status_body(report, secret, language), 200)


def _status_body(report: Report, secret: str, language: str) -> dict[str, Any]:
    """The status as JSON. Without the note and the contact, in case somebody else got hold of the link."""
    with override(report.locale):
        status_url = absolute(reverse("reports:status", args=[secret]))
    camera, status = report.outcome, report.reporter_status
    with override(language):
        labels = {
            "status_text": str(status.label),
            "reason_text": str(report.get_reason_display()) if report.reason else "",
        }
    return {
        "reference": report.reference,
        "kind": str(report.kind),
        "status": str(status),
        **labels,
        "question": report.question,
        "reason": report.reason,
        "public_reason": report.public_reason,
        "camera": camera.pk if camera else None,
        "tracking_key": secret,
        "tracking_url": status_url,
    }


def _duplicates_response(error: PossibleDuplicates) -> HttpResponse:
    problem = problem_body(error, to_staff=False, action="submit", version=0)
    del problem["yours"]
    problem["detail"] = _("Is it one of these? If not, send it again with their numbers in “acknowledged”.")
    return json_response(problem, 409, CONTENT_TYPE)


def _token_reused_response(report: Report, secret: str) -> HttpResponse:
    """422 with the reference of the earlier report: whoever knows the token has sent it."""
    detail = _(
        "This form was sent before, as %(reference)s. Send it again only if it is about another camera."
    )
    more = {"reference": report.reference, "tracking_key": secret}
    return problem_response(422, detail % more, type=type_uri("sent-before"), **more)


def _too_large_response() -> HttpResponse:
    return problem_response(413, _("The report is too large: 100 kB of text and a photo of 10 MB at most."))


def _rate_limited_response(seconds: int) -> HttpResponse:
    response = problem_response(429, _("Too many reports for now. Send this one again later."))
    response.headers["Retry-After"] = str(seconds)
    return response


def method_not_allowed(methods: str, detail: str) -> HttpResponse:
    response = problem_response(405, detail)
    response.headers["Allow"] = methods
    return response


def problem_response(status: int, detail: str, **extensions: Any) -> HttpResponse:
    title = HTTPStatus(status).phrase
    members = {"type": "about:blank", "title": title, "status": status, "detail": detail, **extensions}
    return json_response(members, status, CONTENT_TYPE)


def json_response(content: dict[str, Any], status: int, content_type: str = JSON) -> HttpResponse:
    return HttpResponse(orjson.dumps(content, default=str), status=status, content_type=content_type)
