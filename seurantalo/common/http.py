"""HTTP in one place: broken requests, error pages, conditional answers, problems of the API.

Standards: RFC 3986 (percent-encoding), RFC 9110 (ETag, Last-Modified), RFC 9457 (problem+json).
"""

from __future__ import annotations

import codecs
import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any, Protocol
from urllib.parse import unquote_to_bytes

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.template import loader
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_from_request, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import condition

PATH_LIMIT = 2_000  # characters
QUERY_LIMIT = 8_000  # characters; the longest honest search is far shorter
PARAMETER_LIMIT = 400
API_PREFIX = "/api/"

REASONS: dict[int, Promise] = {
    400: _("The request could not be read. Check the address or start from the front page."),
    403: _("You have no right to see this page. Sign in, or ask your regional contact."),
    404: _("This page does not exist, or it is no longer published. Try the search."),
    500: _("Something broke on our side. Try again in a moment."),
}
logger = logging.getLogger(__name__)


class Versioned(Protocol):
    """A record as a conditional answer needs it."""

    @property
    def id(self) -> str:
        """The record's public identifier."""

    @property
    def version(self) -> int:
        """Grows with every publication."""

    @property
    def modified(self) -> datetime:
        """When it was last published (aware)."""


class RefuseBrokenRequests:
    """Middleware: what no view can read gets 400 and a page that says what to do, never 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, or the refusal."""
        drop_unreadable_cookies(request)
        reason = broken(request)
        if reason is None:
            return self.get_response(request)
        with override(get_language_from_request(request)):
            return refusal(request, 400, str(reason))


def drop_unreadable_cookies(request: HttpRequest) -> None:
    """Forget cookies with control characters: no cookie of ours has one, PostgreSQL refuses NUL."""
    for name in [name for name, value in request.COOKIES.items() if not value.isprintable()]:
        del request.COOKIES[name]


def broken(request: HttpRequest) -> Promise | None:
    """Why nobody can read the request, in words for its sender; None when it can be read."""
    path, query = request.path_info, request.META.get("QUERY_STRING", "")
    if len(path) > PATH_LIMIT or len(query) > QUERY_LIMIT:
        return _("The address is too long. Shorten it or start from the front page.")
    if query.count("&") >= PARAMETER_LIMIT:
        return _("The address has too many parts. Start from the front page.")
    # WSGI hands over the query as latin-1 text of the bytes that came (PEP 3333).
    if not readable(path, "utf-8") or not readable(query, "latin-1"):
        return _("The address has characters that cannot be read. Type it again.")
    if not in_utf8(request):
        return _("The text came in an encoding we do not read. Send it in UTF-8.")
    try:
        request.get_host()
    except DisallowedHost:
        return _("This service does not answer by the name that was used.")
    return None


def readable(text: str, encoding: str) -> bool:
    """Is `text`, percent-decoded, UTF-8 without NUL characters?"""
    try:
        return "\x00" not in unquote_to_bytes(text.encode(encoding)).decode("utf-8")
    except UnicodeError:
        return False


def in_utf8(request: HttpRequest) -> bool:
    """Is the body's character set, where one is named, UTF-8 (or ASCII, its subset)?"""
    charset = (request.content_params or {}).get("charset", "utf-8")
    try:
        return codecs.lookup(charset).name in {"utf-8", "ascii"}
    except (LookupError, ValueError):
        return False


def wash(request: HttpRequest) -> None:
    """Take the unreadable parts off, so that the error page can be drawn from the request."""
    request.path = request.path_info = request.META["PATH_INFO"] = "/"
    request.META["QUERY_STRING"] = ""
    request.encoding = "utf-8"
    request.GET = QueryDict("")
    try:
        request.get_host()
    except DisallowedHost:
        request.META.pop("HTTP_HOST", None)


def error_page(request: HttpRequest, status: int, reason: str = "") -> HttpResponse:
    """The page `<status>.html`, given `status` and `reason`; a plain one when that cannot be drawn."""
    reason = reason or str(REASONS[status])
    context = {"status": status, "reason": reason}
    try:
        html = loader.render_to_string(f"{status}.html", context, request)
    except Exception:  # an error page that fails must not hide the first error
        logger.exception("The page %s.html could not be drawn", status)
        title = HTTPStatus(status).phrase
        html = format_html(
            '<!doctype html><html lang="{}"><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width"><title>{}</title>'
            '<h1>{}</h1><p>{}</p><p><a href="/">Seurantalo</a></p></html>',
            get_language() or "fi",
            title,
            title,
            reason,
        )
    return HttpResponse(html, status=status)


def problem(
    status: int, detail: str, *, errors: Sequence[Mapping[str, Any]] = (), **more: Any
) -> JsonResponse:
    """An RFC 9457 problem: `detail` says what to do; `errors` name the faulty parts of the input.

    `more` are further members of the answer.
    """
    body: dict[str, Any] = {
        **more,
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if errors:
        body["errors"] = list(errors)
    return JsonResponse(body, status=status, content_type="application/problem+json")


def refusal(request: HttpRequest, status: int, reason: str = "") -> HttpResponse:
    """The answer to a failed request: a problem for the API, a page for people."""
    if request.path_info.startswith(API_PREFIX):
        return problem(status, reason or str(REASONS[status]))
    if status == 400:
        wash(request)
    return error_page(request, status, reason)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler400`."""
    return refusal(request, 400)


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler403`."""
    return refusal(request, 403)


@requires_csrf_token
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler404`."""
    return refusal(request, 404)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """`handler500`."""
    return refusal(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """`CSRF_FAILURE_VIEW`: most often a page left open too long."""
    return refusal(
        request,
        403,
        str(_("The form had waited too long. Go back, reload the page and try again.")),
    )


def conditional(
    request: HttpRequest,
    record: Versioned,
    answer: Callable[[], HttpResponse],
    *varies: object,
) -> HttpResponseBase:
    """`answer()` with ETag and Last-Modified from the record, or 304 when the reader has it.

    The ETag knows the record, its version and the language; `varies` is whatever else the answer
    depends on (the day, the person, the format).
    """
    parts = (record.id, record.version, get_language(), *varies)
    tag = hashlib.sha256(repr(parts).encode()).hexdigest()[:24]

    @condition(etag_func=lambda _: f'"{tag}"', last_modified_func=lambda _: record.modified)
    def answered(request: HttpRequest) -> HttpResponse:
        return answer()

    return answered(request)
