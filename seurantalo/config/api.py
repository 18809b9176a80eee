"""The open API, put together: each room adds its router; OpenAPI comes with it.

Reading is open to all without a key; writing needs one, or a session with its CSRF token. Answers
are the records themselves; a mistake is answered with a problem (RFC 9457) in the language that
the caller's Accept-Language asks for.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as Refused
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.docs import Swagger
from ninja.parser import Parser
from ninja.renderers import BaseRenderer
from pydantic_core import from_json, to_json

from seurantalo.activities.api import router as activities
from seurantalo.common.http import problem
from seurantalo.common.problems import Problem, of_body, of_rules, wanted_language
from seurantalo.organizations.api import router as organizations
from seurantalo.places.api import router as places
from seurantalo.search.api import router as search
from seurantalo.taxonomy.api import router as taxonomy


class Json(BaseRenderer):
    """Records as JSON, written as they write themselves: the same beside their pages."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """The body of an answer."""
        return to_json(data)


class Read(Parser):
    """JSON as pydantic reads it: no endless depth, no broken characters."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body. ValueError when it cannot be read, or holds what no database keeps."""
        if b"\\u0000" in request.body:
            raise ValueError("a NUL character")
        return from_json(request.body, allow_inf_nan=False)


api = NinjaAPI(
    title="Seurantalo",
    version="1.0.0",
    description="What associations do in Finland, as open data (CC BY 4.0).",
    renderer=Json(),
    parser=Read(),
    docs=Swagger(settings={"persistAuthorization": False}),
    urls_namespace="api",
)
api.add_router("/search", search, tags=["search"])
api.add_router("/activities", activities, tags=["activities"])
api.add_router("/organizations", organizations, tags=["organizations"])
api.add_router("/terms", taxonomy, tags=["terms"])
api.add_router("/areas", places, tags=["areas"])


@api.exception_handler(ValidationError)
def on_wrong_parameter(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Which parameter or part of the body was wrong and why."""
    with override(wanted_language(request)):
        errors = [of_body(each) for each in error.errors]
        return problem(422, _("Something in the request is wrong: see the errors."), errors=errors)


@api.exception_handler(Refused)
def on_refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """What our rules do not take in."""
    with override(wanted_language(request)):
        detail = _("Something in the request is wrong: see the errors.")
        return problem(422, detail, errors=of_rules(error))


@api.exception_handler(Problem)
def on_problem(request: HttpRequest, error: Problem) -> HttpResponse:
    """What a door said itself."""
    response = problem(error.status, error.detail, errors=error.errors, **error.more)
    for name, value in error.headers.items():
        response[name] = value
    return response


@api.exception_handler(PermissionDenied)
def on_denied(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    """The caller is known and has no right."""
    with override(wanted_language(request)):
        return problem(403, _("You have no right to do this."))


@api.exception_handler(AuthenticationError)
def on_unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """The caller is not known."""
    with override(wanted_language(request)):
        response = problem(
            401, _("Send your key: “Authorization: Bearer …”. You get one at /tili.")
        )
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(HttpError)
def on_unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """The body could not be read, or the session came without its CSRF token."""
    with override(wanted_language(request)):
        if error.status_code == 400:
            return problem(400, _("The body could not be read. Send JSON in UTF-8."))
        return problem(error.status_code, _("You have no right to do this."))


@api.exception_handler(Http404)
def on_nothing(request: HttpRequest, error: Any) -> HttpResponse:
    """There is no such public record."""
    with override(wanted_language(request)):
        return problem(404, _("There is no such public record."))
