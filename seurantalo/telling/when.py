"""When it happens, between the sentence and the ticks of a person and the schedules they mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from seurantalo.activities import recurrence, skipping
from seurantalo.activities.wording import describe_all
from seurantalo.records.content import ActivityContent
from seurantalo.records.schemas import ScheduleRecord
from seurantalo.telling import timing
from seurantalo.telling.parts import Answers, Part, Reading, Told, first_channel, with_channel


def times_of(answers: Answers, lang: str, today: date) -> str:
    """The sentence typed, or the one the taps mean; empty when times are agreed on separately."""
    if answers.get("irregular"):
        return ""
    return str(answers.get("times") or "").strip() or timing.sentence(answers, lang, today)


def _tell_times(content: ActivityContent, lang: str) -> Told:
    """The times that go on, without what the ticks leave out: those say it shorter."""
    channel, today = first_channel(content), timezone.localdate()
    area = skipping.area_of(channel, _areas(content))
    told = recurrence.going_on(channel.schedules, timezone.now())
    skips = skipping.skipped(told, area, today)
    schedules = skipping.without_skips(told, area, today, skips)
    words = describe_all(schedules).pick(lang).text if schedules else ""
    return {
        "times": words,
        "irregular": "" if schedules or not content.channels else "on",
        "no_school": "on" if skips.school else "",
        "no_holidays": "on" if skips.public else "",
    }


def _read_times(answers: Answers, reading: Reading) -> Told:
    """The times typed; those that are over stay before them, by whose number calendars know them."""
    before, now = first_channel(reading.content).schedules, timezone.now()
    over = tuple(each for each in before if not recurrence.comes([each], now))
    schedules: tuple[ScheduleRecord, ...] = over if len(over) < len(before) else ()
    if words := times_of(answers, reading.lang, reading.today):
        schedules += timing.read_times(words, reading.today)
    return with_channel(reading.content, schedules=schedules)


def _areas(content: ActivityContent) -> list[str]:
    return [area.code for area in content.service_areas if area.kind in ("municipality", "region")]


def without_days_off(
    content: ActivityContent, answers: Answers, kept: ActivityContent | None, today: date
) -> ActivityContent:
    """The times as the ticks leave them; of times that were kept, what they left out before is back."""
    channel = first_channel(content)
    schedules = channel.schedules
    if kept:
        there = skipping.area_of(first_channel(kept), _areas(kept))
        before = skipping.skipped(schedules, there, today)
        schedules = skipping.without_skips(schedules, there, today, before)
    skips = skipping.Skips(bool(answers.get("no_school")), bool(answers.get("no_holidays")))
    area = skipping.area_of(channel, _areas(content))
    schedules = skipping.with_skips(schedules, area, today, skips)
    if schedules == channel.schedules:
        return content
    return content.model_copy(update=with_channel(content, schedules=schedules))


def _only(*names: str) -> Callable[[ActivityContent, str], Told]:
    """Some of what the times tell."""

    def tell(content: ActivityContent, lang: str) -> Told:
        told = _tell_times(content, lang)
        return {name: told[name] for name in names}

    return tell


TIMES = Part(("times", "irregular"), _only("times", "irregular"), _read_times)
# What the ticks leave out is read when both the times and the place are known.
SKIPS = Part(("no_school", "no_holidays"), _only("no_school", "no_holidays"), lambda _a, _r: {})
