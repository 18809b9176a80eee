"""How many looked: every opened page of an activity or an organisation counts one on its day.

Nothing is kept about the person: no cookie, no address, no time of day. Programs do not count, nor
do people who are signed in, for they are those who work here. The counts wait in the process and
are written together by a thread, so that no page is slower for them; those of the last minute are
lost when a process dies.
"""

from __future__ import annotations

import logging
import re
import threading
from collections import Counter
from collections.abc import Callable, Collection
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Sum
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from seurantalo.quality.models import Look

KEPT = timedelta(days=730)
PAGES = {"activity": Look.Kind.ACTIVITY, "organization": Look.Kind.ORGANIZATION}
# People's browsers all say Mozilla and tell none of these of themselves.
PROGRAM = re.compile(
    r"bot|crawl|spider|slurp|preview|monitor|headless|lighthouse|archiv|feed|python|curl|wget|http",
    re.IGNORECASE,
)
# SQLite and PostgreSQL both know it; Django's own upsert cannot add.
ADD_UP = """
INSERT INTO quality_look (day, kind, object_id, count) VALUES (%s, %s, %s, %s)
ON CONFLICT (kind, object_id, day) DO UPDATE SET count = quality_look.count + excluded.count
"""
logger = logging.getLogger(__name__)


class CountLooks:
    """Middleware: notes a look when a public page was given to a person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer as it is, counted."""
        response = self.get_response(request)
        match = request.resolver_match
        kind = PAGES.get(match.url_name or "") if match else None
        if match and kind and _by_a_person(request, response):
            waiting.add(kind, match.kwargs["pk"])
        return response


def _by_a_person(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether somebody from outside opened the page (a page her browser had already, too)."""
    agent = request.headers.get("User-Agent", "")
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return (
        request.method == "GET"
        and response.status_code in {200, 304}
        and agent.startswith("Mozilla/")
        and not PROGRAM.search(agent)
        and "prefetch" not in purpose
        and not request.user.is_authenticated
    )


class Waiting:
    """The looks that wait in this process to be written."""

    def __init__(self) -> None:
        self._looks: Counter[tuple[date, str, int]] = Counter()
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def add(self, kind: str, pk: int) -> None:
        """One look, today."""
        with self._lock:
            self._looks[timezone.localdate(), kind, pk] += 1
            if self._timer is None and settings.LOOKS_WRITTEN_EVERY:
                self._timer = threading.Timer(settings.LOOKS_WRITTEN_EVERY, self._write_and_close)
                self._timer.daemon = True
                self._timer.start()

    def write(self) -> int:
        """Write what waits; how many looks. What cannot be written waits for the next time."""
        with self._lock:
            taken, self._looks, self._timer = self._looks, Counter(), None
        try:
            add_up(taken)
        except Exception:
            logger.exception("The looks could not be written; they wait for the next time")
            with self._lock:
                self._looks += taken
            return 0
        return taken.total()

    def _write_and_close(self) -> None:
        try:
            self.write()
        finally:
            connection.close()  # the thread's own


waiting = Waiting()


@transaction.atomic
def add_up(looks: Counter[tuple[date, str, int]]) -> None:
    """Add looks to those of their days, whoever else is adding at the same moment."""
    if not looks:
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            ADD_UP,
            [(day, kind, pk, count) for (day, kind, pk), count in sorted(looks.items())],
        )


def looks(kind: str, pks: Collection[int], *, days: int = 30) -> dict[int, int]:
    """How many looked at these in so many days: key → times; only those that were looked at."""
    since = timezone.localdate() - timedelta(days=days)
    rows = Look.objects.filter(kind=kind, object_id__in=pks, day__gt=since)
    found: Any = rows.values_list("object_id").annotate(times=Sum("count"))
    return dict(found)


def forget_old_looks(today: date | None = None) -> int:
    """Remove the counts of days nobody asks about any more; how many rows."""
    before = (today or timezone.localdate()) - KEPT
    return Look.objects.filter(day__lt=before).delete()[0]
