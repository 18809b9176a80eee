"""The open API, put together: each room adds its router; OpenAPI comes with it.

Reading is open to all without a key. Answers are the records themselves; a mistake is answered
with a problem (RFC 9457).
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.docs import Swagger
from ninja.renderers import BaseRenderer
from pydantic_core import to_json

from seurantalo.activities.api import router as activities
from seurantalo.common.http import problem
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


api = NinjaAPI(
    title="Seurantalo",
    version="1.0.0",
    description="What associations do in Finland, as open data (CC BY 4.0).",
    renderer=Json(),
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
    """Which parameter was wrong and why."""
    errors = [
        {"pointer": "/".join(str(part) for part in each["loc"]), "detail": each["msg"]}
        for each in error.errors
    ]
    return problem(422, "A parameter is wrong.", errors=errors)


@api.exception_handler(Http404)
def on_nothing(request: HttpRequest, error: Any) -> HttpResponse:
    """There is no such public record."""
    return problem(404, "There is no such public record.")
