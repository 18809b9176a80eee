"""What is shown beside the fields while one writes: hints, the next dates, a meter of guidance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.activities import recurrence
from seurantalo.activities.wording import describe_all
from seurantalo.common.text import Text
from seurantalo.planning import advising
from seurantalo.planning.narrowing import Span
from seurantalo.records.content import ActivityContent
from seurantalo.telling import answers, hints, timing
from seurantalo.telling.models import Report
from seurantalo.telling.parts import first_channel
from seurantalo.telling.when import times_of

ADVISED = 3  # of a series the next times: those after them fall alike


def beside(report: Report, step: str, *, by: Any, free: bool = True) -> dict[str, Any]:
    """What the fields of a step are to show to this person, by what has been typed so far.

    Without `free` no free dates are looked for: while one types they are asked for afterwards.
    """
    remarks: dict[str, list[str]] = {}
    for hint in hints.of(report.answers, timezone.localdate()):
        remarks.setdefault(hint.field, []).append(hint.text)
    found: dict[str, Any] = {"hints": remarks}
    if step == "milloin":
        found["times"] = read_back(report)
        coming = found["times"].get("coming", ())
        found["advices"] = collide(report, coming, by=by, free=free)
        found["later"] = advising.later(found["advices"])
    return found


def collide(
    report: Report, coming: Sequence[Any], *, by: Any, free: bool = True
) -> list[advising.Advice]:
    """What the next of the typed times may clash with; only what has something to say."""
    if not coming:
        return []
    spans = [Span(each.start, each.end) for each in coming]
    told = as_told(report)
    rules = [schedule.rrule for channel in told.channels for schedule in channel.schedules]
    asked = advising.about_content(
        told,
        spans[:ADVISED],
        weekly=any("WEEKLY" in rule or "DAILY" in rule for rule in rules),
        activity=report.activity_id,
    )
    found = advising.advise(asked, by=by, free=free)
    return [each for each in found if each.clashes or each.remarks]


def read_back(report: Report) -> dict[str, Any]:
    """The typed times as we understood them, with the next dates; or what was not understood."""
    today = timezone.localdate()
    words = times_of(report.answers, report.language, today)
    if not words:
        return {}
    before = report.content
    try:
        if before and words == answers.from_content(before, report.language)["times"]:
            schedules = first_channel(before).schedules
        else:
            schedules = timing.read_times(words, today)
    except ValidationError as error:
        return {"problem": " ".join(error.messages)}
    if report.answers.get("no_school") or report.answers.get("no_holidays"):
        schedules = first_channel(as_told(report)).schedules or schedules
    schedules = recurrence.going_on(schedules, timezone.now())
    coming = timing.next_times(schedules, timezone.now())
    return {"said": describe_all(schedules, today), "coming": coming}


def as_told(report: Report) -> ActivityContent:
    """The content as far as the answers can be read: what cannot is left out."""
    told, today = dict(report.answers), timezone.localdate()
    for _attempt in answers.PARTS:
        try:
            return answers.to_content(told, base=report.content, lang=report.language, today=today)
        except ValidationError as error:
            told = {**told, **_without(set(error.message_dict), report)}
    return report.content or answers.EMPTY


def _without(names: set[str], report: Report) -> dict[str, Any]:
    """The answers of unreadable parts as they were before, or none."""
    before = report.content
    kept = answers.from_content(before, report.language) if before else {}
    parts = [part for part in answers.PARTS if part.names[0] in names]
    dropped = {name: kept.get(name) for part in parts for name in part.names}
    if not before and "way" in dropped:
        dropped["way"] = "online"
    return dropped


def named(content: ActivityContent, lang: str) -> ActivityContent:
    """The content with a title to show, also before one is given."""
    return (
        content
        if content.name
        else content.model_copy(update={"name": Text({lang: _("Untitled notice")})})
    )
