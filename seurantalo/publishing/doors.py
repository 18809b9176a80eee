"""The doors of the API by which programs write, alike for every published thing.

A room makes one `Door` in its `api.py` and names there its own: model, content, command.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Schema
from pydantic import BaseModel

from seurantalo.common.pages import LARGEST_ID, problems
from seurantalo.common.problems import (
    refuse_fixed,
    refuse_older,
    refuse_unless_public,
    seen_version,
    writing,
)
from seurantalo.publishing import commands
from seurantalo.publishing.models import Publishable
from seurantalo.publishing.policies import may, require
from seurantalo.publishing.standing import Standing, standing

WRITES = problems(400, 401, 403, 404, 409, 412, 422, 428, 429)


class Told[Content: BaseModel](Schema):
    """A thing as last told. `version` is what If-Match wants when it is replaced."""

    id: str
    url: str
    version: int
    standing: Standing
    public: bool
    content: Content


@dataclass(frozen=True)
class Door[Thing: Publishable, Content: BaseModel, Answer: Told[Any]]:
    """What a program may do to the things of one model, each a whole request.

    `content` reads what has been told of a thing, `tell` keeps new content as its draft; `fixed`
    are the fields a writer hands back as she got them, for they come by other ways. Every request
    raises Http404 for what the caller may not even see, PermissionDenied, or a Problem.
    """

    model: type[Thing]
    answer: type[Answer]
    content: Callable[[Thing], Content]
    path_of: Callable[[Thing], str]
    tell: Callable[[Thing, Content, Any], object]
    fixed: tuple[str, ...]

    def read(self, request: HttpRequest, pk: int, response: HttpResponse) -> Answer:
        """What `replace` takes back, the latest draft included."""
        return self.told(self._found(request, pk, "change"), response)

    def replace(
        self,
        request: HttpRequest,
        pk: int,
        content: Content,
        response: HttpResponse,
        *,
        if_match: str,
        send: bool,
    ) -> Answer:
        """Tell the whole content anew; Problem 412 when somebody has changed it since."""
        with writing(request) as by:
            seen = seen_version(if_match)
            thing = self._found(request, pk, "change")
            now = self.content(thing)
            refuse_older(seen, thing.latest_revision_id or 0, content, now)
            refuse_fixed(content, now, self.fixed)
            kept = {field: getattr(now, field) for field in self.fixed}
            self.tell(thing, content.model_copy(update=kept), by)
            if send:
                commands.send(thing, by=by)
            return self.told(thing, response)

    def confirm(self, request: HttpRequest, pk: int, response: HttpResponse) -> Answer:
        """Say that the public version is still true."""
        with writing(request) as by:
            thing = self._found(request, pk, "assure")
            refuse_unless_public(thing.live)
            commands.assure(thing, by=by)
            return self.told(thing, response)

    def withdraw(self, request: HttpRequest, pk: int, response: HttpResponse) -> Answer:
        """Take the public version away."""
        with writing(request) as by:
            thing = self._found(request, pk, "withdraw")
            refuse_unless_public(thing.live)
            commands.withdraw(thing, by=by)
            return self.told(thing, response)

    def told(self, thing: Thing, response: HttpResponse) -> Answer:
        """The answer: how the thing is now, its version also in the ETag of the response."""
        fresh = self.model._default_manager.get(pk=thing.pk)
        version = fresh.latest_revision_id or 0
        response["ETag"] = f'"{version}"'
        return self.answer(
            id=str(fresh.pk),
            url=self.path_of(fresh),
            version=version,
            standing=standing(fresh),
            public=fresh.live,
            content=self.content(fresh),
        )

    def _found(self, request: HttpRequest, pk: int, action: str) -> Thing:
        """The thing; of a write locked against others who write."""
        rows = self.model._default_manager.all()
        wanted = rows if request.method == "GET" else rows.select_for_update()
        thing = wanted.filter(pk=pk).first() if abs(pk) <= LARGEST_ID else None
        if thing is None or not may(request.user, "view", thing):
            raise Http404
        require(request.user, action, thing)
        return thing
