"""The organisation as data; its page stands in `search`, for it lists what the organisation does."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from seurantalo.common.http import conditional
from seurantalo.organizations import queries
from seurantalo.publishing.moved import leads_on


@leads_on("organization")
def json(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The record itself."""
    record = queries.get_record(pk)
    if record is None:
        raise Http404
    body = record.model_dump_json()
    return conditional(
        request, record, lambda: HttpResponse(body, content_type="application/json"), body
    )
