"""Organisations as open data, and the doors by which their own system keeps them up to date."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Header, Path, Query, Router

from seurantalo.accounts.api_keys import KeyOrSession
from seurantalo.common.pages import Page, Paging, page_of, problems
from seurantalo.organizations import commands, queries
from seurantalo.organizations.models import Organization
from seurantalo.publishing.doors import WRITES, Door, Told
from seurantalo.publishing.moved import onward
from seurantalo.records.content import OrganizationContent
from seurantalo.records.schemas import OrganizationRecord

router = Router()


class ToldOrganization(Told[OrganizationContent]):
    """An organisation as last told. `version` is what If-Match wants when it is replaced."""


def _tell(organization: Organization, told: OrganizationContent, by: Any) -> None:
    commands.edit(organization, told, by=by, send=False)


door = Door(
    model=Organization,
    answer=ToldOrganization,
    content=queries.content,
    path_of=queries.path_of,
    tell=_tell,
    fixed=("source", "public_service", "parent"),
)


@router.get(
    "",
    response=Page[OrganizationRecord],
    summary="All public organisations",
    openapi_extra=problems(400, 422),
)
def organizations(request: HttpRequest, paging: Query[Paging]) -> Page[OrganizationRecord]:
    """In the order of their ids."""
    found = queries.with_everything(queries.published().order_by("pk"))
    return page_of(found, paging, queries.record)


@router.get(
    "/{pk}",
    response=OrganizationRecord,
    summary="One organisation",
    openapi_extra=problems(400, 404, 422),
)
def organization(request: HttpRequest, pk: Path[int]) -> OrganizationRecord | HttpResponse:
    """The record; the address of what has become a part of another leads there (301)."""
    record = queries.get_record(pk) or onward(request, "organization", pk)
    if record is None:
        raise Http404
    return record


@router.get(
    "/{pk}/content",
    response=ToldOrganization,
    auth=KeyOrSession(),
    summary="What has been told of an organisation, the latest draft included",
    openapi_extra=problems(400, 401, 403, 404, 422),
)
def content(request: HttpRequest, pk: Path[int], response: HttpResponse) -> ToldOrganization:
    """What PUT takes back: read it, change it, send it with its version in If-Match."""
    return door.read(request, pk, response)


@router.put(
    "/{pk}",
    response=ToldOrganization,
    auth=KeyOrSession(),
    summary="Tell an organisation anew",
    openapi_extra=WRITES,
)
def replace(
    request: HttpRequest,
    pk: Path[int],
    told: OrganizationContent,
    response: HttpResponse,
    if_match: Header[str] = "",
    send: Query[bool] = True,
) -> ToldOrganization:
    """The whole content. When somebody has changed it since, 412 says what differs."""
    return door.replace(request, pk, told, response, if_match=if_match, send=send)


@router.post(
    "/{pk}/confirm",
    response=ToldOrganization,
    auth=KeyOrSession(),
    summary="Say that all of an organisation is still true",
    openapi_extra=WRITES,
)
def confirm(request: HttpRequest, pk: Path[int], response: HttpResponse) -> ToldOrganization:
    """Its page then says when it was last confirmed."""
    return door.confirm(request, pk, response)
