"""Activities as open data, and the doors by which an organisation's own system tells of them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Header, Path, Query, Router, Schema, Status

from seurantalo.accounts.api_keys import KeyOrSession
from seurantalo.activities import commands, queries
from seurantalo.activities.models import Activity
from seurantalo.common.pages import LARGEST_ID, Page, Paging, page_of, problems
from seurantalo.common.problems import refuse_fixed, rules, writing
from seurantalo.organizations.models import Organization
from seurantalo.publishing import commands as publishing
from seurantalo.publishing.doors import WRITES, Door, Told
from seurantalo.publishing.moved import onward
from seurantalo.publishing.policies import may, require
from seurantalo.records.content import ActivityContent
from seurantalo.records.schemas import ActivityRecord

router = Router()


class NewActivity(Schema):
    """An activity to begin with; `send` false keeps it a draft."""

    organization: int = Field(ge=1, le=LARGEST_ID)
    content: ActivityContent
    send: bool = True


class ToldActivity(Told[ActivityContent]):
    """An activity as last told. `version` is what If-Match wants when it is replaced."""


def _tell(activity: Activity, told: ActivityContent, by: Any) -> None:
    commands.apply(told, organization=activity.organization, by=by, to=activity, publish=False)


door = Door(
    model=Activity,
    answer=ToldActivity,
    content=queries.content,
    path_of=queries.path_of,
    tell=_tell,
    fixed=("source", "public_service", "images"),
)


@router.get(
    "",
    response=Page[ActivityRecord],
    summary="All public activities, page by page",
    openapi_extra=problems(400, 422),
)
def activities(request: HttpRequest, paging: Query[Paging]) -> Page[ActivityRecord]:
    """In the order of their ids, with their next times."""
    found = queries.with_everything(queries.published().order_by("pk"))
    return page_of(found, paging, queries.record)


@router.post(
    "",
    response={201: ToldActivity},
    auth=KeyOrSession(),
    summary="Tell of a new activity",
    openapi_extra=WRITES,
)
def tell(request: HttpRequest, told: NewActivity, response: HttpResponse) -> Status[ToldActivity]:
    """Public at once or after a coordinator has read it, as the region has decided."""
    with writing(request) as by:
        organization = Organization.objects.filter(pk=told.organization).first()
        if organization is None or not may(by, "view", organization):
            raise Http404
        require(by, "change", organization)
        empty = ActivityContent(kind=told.content.kind, name=told.content.name)
        refuse_fixed(told.content, empty, door.fixed, under="content")
        with rules(under="content"):
            activity = commands.apply(told.content, organization=organization, by=by, publish=False)
        if told.send:
            publishing.send(activity, by=by)
        return Status(201, door.told(activity, response))


@router.get(
    "/{pk}",
    response=ActivityRecord,
    summary="One activity",
    openapi_extra=problems(400, 404, 422),
)
def activity(request: HttpRequest, pk: Path[int]) -> ActivityRecord | HttpResponse:
    """The record; the address of what has become a part of another leads there (301)."""
    record = queries.get_record(pk) or onward(request, "activity", pk)
    if record is None:
        raise Http404
    return record


@router.get(
    "/{pk}/content",
    response=ToldActivity,
    auth=KeyOrSession(),
    summary="What has been told of an activity, the latest draft included",
    openapi_extra=problems(400, 401, 403, 404, 422),
)
def content(request: HttpRequest, pk: Path[int], response: HttpResponse) -> ToldActivity:
    """What PUT takes back: read it, change it, send it with its version in If-Match."""
    return door.read(request, pk, response)


@router.put(
    "/{pk}",
    response=ToldActivity,
    auth=KeyOrSession(),
    summary="Tell an activity anew",
    openapi_extra=WRITES,
)
def replace(
    request: HttpRequest,
    pk: Path[int],
    told: ActivityContent,
    response: HttpResponse,
    if_match: Header[str] = "",
    send: Query[bool] = True,
) -> ToldActivity:
    """The whole content. When somebody has changed it since, 412 says what differs."""
    return door.replace(request, pk, told, response, if_match=if_match, send=send)


@router.post(
    "/{pk}/confirm",
    response=ToldActivity,
    auth=KeyOrSession(),
    summary="Say that all of an activity is still true",
    openapi_extra=WRITES,
)
def confirm(request: HttpRequest, pk: Path[int], response: HttpResponse) -> ToldActivity:
    """Its page then says when it was last confirmed."""
    return door.confirm(request, pk, response)


@router.post(
    "/{pk}/withdraw",
    response=ToldActivity,
    auth=KeyOrSession(),
    summary="Take an activity away from the public",
    openapi_extra=WRITES,
)
def withdraw(request: HttpRequest, pk: Path[int], response: HttpResponse) -> ToldActivity:
    """Its words stay as a draft and can be sent again."""
    return door.withdraw(request, pk, response)
