"""Organisations as open data, and the doors by which their own system keeps them up to date."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Header, Path, Query, Router, Schema

from seurantalo.accounts.api_keys import KeyOrSession
from seurantalo.common.pages import LARGEST_ID, Page, Paging, page_of, problems
from seurantalo.common.problems import (
    refuse_fixed,
    refuse_older,
    refuse_unless_public,
    seen_version,
    writing,
)
from seurantalo.organizations import commands, queries
from seurantalo.organizations.models import Organization
from seurantalo.publishing import commands as publishing
from seurantalo.publishing.moved import onward
from seurantalo.publishing.policies import may, require
from seurantalo.publishing.standing import Standing, standing
from seurantalo.records.content import OrganizationContent
from seurantalo.records.schemas import OrganizationRecord

router = Router()
WRITES = problems(400, 401, 403, 404, 409, 412, 422, 428, 429)
# What a writer hands back as she got it: these come by other ways.
FIXED = ("source", "public_service", "parent")


class ToldOrganization(Schema):
    """An organisation as last told. `version` is what If-Match wants when it is replaced."""

    id: str
    url: str
    version: int
    standing: Standing
    public: bool
    content: OrganizationContent


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
    return _told(_found(request, pk, "change"), response)


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
    with writing(request) as by:
        seen = seen_version(if_match)
        found = _found(request, pk, "change")
        now = queries.content(found)
        refuse_older(seen, found.latest_revision_id or 0, told, now)
        refuse_fixed(told, now, FIXED)
        told = told.model_copy(update={field: getattr(now, field) for field in FIXED})
        commands.apply(told, by=by, to=found, publish=False)
        if send:
            publishing.send(found, by=by)
        return _told(found, response)


@router.post(
    "/{pk}/confirm",
    response=ToldOrganization,
    auth=KeyOrSession(),
    summary="Say that all of an organisation is still true",
    openapi_extra=WRITES,
)
def confirm(request: HttpRequest, pk: Path[int], response: HttpResponse) -> ToldOrganization:
    """Its page then says when it was last confirmed."""
    with writing(request) as by:
        found = _found(request, pk, "assure")
        refuse_unless_public(found.live)
        publishing.assure(found, by=by)
        return _told(found, response)


def _found(request: HttpRequest, pk: int, action: str) -> Organization:
    """The organisation, locked against others who write. Http404, or PermissionDenied."""
    rows = Organization.objects.all()
    locked = rows if request.method == "GET" else rows.select_for_update()
    found = locked.filter(pk=pk).first() if abs(pk) <= LARGEST_ID else None
    if found is None or not may(request.user, "view", found):
        raise Http404
    require(request.user, action, found)
    return found


def _told(organization: Organization, response: HttpResponse) -> ToldOrganization:
    organization = Organization.objects.get(pk=organization.pk)
    response["ETag"] = f'"{organization.latest_revision_id or 0}"'
    return ToldOrganization(
        id=str(organization.pk),
        url=queries.path_of(organization),
        version=organization.latest_revision_id or 0,
        standing=standing(organization),
        public=organization.live,
        content=queries.content(organization),
    )
