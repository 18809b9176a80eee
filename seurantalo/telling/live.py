"""What is shown beside the fields while one writes: hints, the next dates, a meter of guidance."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.activities.wording import describe_all
from seurantalo.common.text import Text
from seurantalo.records.content import ActivityContent
from seurantalo.telling import answers, hints, timing
from seurantalo.telling.models import Report


def beside(report: Report, step: str) -> dict[str, Any]:
    """What the fields of a step are to show, by what has been typed so far."""
    remarks: dict[str, list[str]] = {}
    for hint in hints.of(report.answers, timezone.localdate()):
        remarks.setdefault(hint.field, []).append(hint.text)
    found: dict[str, Any] = {"hints": remarks}
    if step == "milloin":
        found["times"] = read_back(report)
    return found


def read_back(report: Report) -> dict[str, Any]:
    """The typed times as we understood them, with the next dates; or what was not understood."""
    today = timezone.localdate()
    words = answers.times_of(report.answers, report.language, today)
    if not words:
        return {}
    before = report.content
    try:
        if before and words == answers.from_content(before, report.language)["times"]:
            schedules = answers.first_channel(before).schedules
        else:
            schedules = timing.read_times(words, today)
    except ValidationError as error:
        return {"problem": " ".join(error.messages)}
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
