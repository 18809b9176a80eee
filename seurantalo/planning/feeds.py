"""The planning calendar in a person's own program: read by a secret address, with her rights of today."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seurantalo.common.text import Text
from seurantalo.common.time import local_day, now
from seurantalo.planning import happenings, keys, queries, sight
from seurantalo.planning.calendar_query import CalendarQuery
from seurantalo.planning.happenings import Where
from seurantalo.planning.models import CalendarKey, PlanTime
from seurantalo.planning.shapes import SeenPlan, SeenTime
from seurantalo.records.formats.ical_plans import PlannedEvent, write_plans
from seurantalo.ui.context import SITE_NAME
from seurantalo.ui.periods import Stretch
from seurantalo.ui.templatetags.ui import language, plain

BEHIND, AHEAD = timedelta(days=31), timedelta(days=730)
CANCELLED_FOR = timedelta(days=60)
OWN = ("omat", "1")  # beside the planning calendar's own filters: only what she plans herself


def plans_ics(request: HttpRequest, token: str) -> HttpResponse:
    """The plans of a secret address. Nothing on the way may keep it or hand it on."""
    response = _answer(request, token)
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def _answer(request: HttpRequest, token: str) -> HttpResponse:
    key = keys.found(token)
    if key is None:
        return _closed(404, _("There is no such calendar."))
    if not keys.opens(key):
        return _closed(410, _("This calendar address has been revoked."))
    keys.note_read(key)
    body = write_plans(
        _events(key),
        name=f"{SITE_NAME}: {key.name}",
        lang=language(),
    )
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    unchanged = get_conditional_response(request, etag=response["ETag"], response=response)
    return unchanged or response


def _closed(status: int, words: str) -> HttpResponse:
    """A plain answer: an error page would be drawn, and logged, with the secret in its address."""
    response = HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _events(key: CalendarKey) -> Iterator[PlannedEvent]:
    """What the key shows, as its person may see it now; for two months what was dropped, as cancelled."""
    told = dict(parse_qsl(key.query))
    query, today = CalendarQuery.read(told), local_day(now())
    if query.network and not queries.networks_for(key.user).filter(pk=query.network).exists():
        return  # she has left the network whose calendar it was
    stretch = Stretch(today - BEHIND, today + AHEAD, today, today)
    # On the page nowhere in particular is her own regions; a program asks for all she may see.
    where = Where(query.municipality, (query.region,) if query.region else ())
    plans = happenings.plans_of(query, where, stretch, key.user)
    dropped = happenings.plans_of(query, where, stretch, key.user, among=_dropped(key.user))
    only_own = OWN in told.items()
    for plan in (*plans, *map(_bare, dropped)):
        if plan.hers or not only_own:
            for time in plan.times:
                if query.stage in ("", time.stage) and time.end > stretch.begins:
                    yield event_of(plan, time)


def _dropped(user: Any) -> QuerySet[Any]:
    """What was dropped lately: her own, and what she saw of others' until then."""
    lately = timezone.now() - CANCELLED_FOR
    return sight.was_visible_to(user).filter(dropped_at__gte=lately)


def _bare(plan: SeenPlan) -> SeenPlan:
    """Of what others dropped no more than its name and dates, by which her program takes it away."""
    if plan.hers:
        return plan
    return replace(plan, text="", place="", municipality=Text(), hosts=(), themes=())


def event_of(plan: SeenPlan, time: SeenTime) -> PlannedEvent:
    """One date of a plan as its reader may know it."""
    sure = time.stage == PlanTime.Stage.CONFIRMED
    hosts = ", ".join(plain(host.name) for host in plan.hosts)
    town = plain(plan.municipality)
    gone = plan.dropped and not plan.hers  # its page is not there for her
    return PlannedEvent(
        uid=f"plan-{plan.id}-time-{time.id}@{urlsplit(settings.BASE_URL).hostname}",
        title=plan.title,
        stage=str(time.stage_label),
        start=time.start,
        end=time.end,
        whole_day=time.whole_day,
        modified=plan.modified,
        url=settings.BASE_URL + (reverse("plans") if gone else reverse("plan", args=[plan.id])),
        sure=sure,
        busy=sure and plan.hers,
        dropped=plan.dropped,
        text="\n\n".join(filter(None, (plan.text, hosts))),
        place=", ".join(filter(None, (plan.place, town))),
        categories=tuple(plain(term.label) for term in plan.themes),
    )
