"""Their words and ours, put together part by part.

An event is told in parts ("name.fi", "place", "change.2026-03-10T16:00:00+00:00"), each a JSON
value. What a person has edited here stays hers, part by part; whatever else the source changes
follows; what neither has touched stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from seurantalo.records.content import ActivityContent, ChannelContent

Parts = Mapping[str, Any]

TEXTS = ("name", "summary", "description")
WHOLE = ("kind", "themes", "target_groups", "languages", "price", "links")
CHANNEL = {"way": "kind", "online": "url", "place": "place", "schedules": "schedules"}
CHANGE = "change."
EMPTY: tuple[Any, ...] = (None, "", [], {})


def parts(content: ActivityContent) -> dict[str, Any]:
    """A content as parts; what is empty is not there."""
    told = content.model_dump(mode="json")
    channel = told["channels"][0] if told["channels"] else {}
    found = {f"{name}.{lang}": text for name in TEXTS for lang, text in told[name].items()}
    found |= {name: told[name] for name in WHOLE}
    found["ages"] = [told["minimum_age"], told["maximum_age"]]
    if found["ages"] == [None, None]:
        del found["ages"]
    found |= {part: channel.get(name) for part, name in CHANNEL.items()}
    found |= {_key(change["original_start"]): change for change in channel.get("changes", ())}
    return {part: value for part, value in found.items() if value not in EMPTY}


def _key(planned: str) -> str:
    return CHANGE + datetime.fromisoformat(planned).astimezone(UTC).isoformat()


def edited(part: str, ours: Parts, left: Parts) -> bool:
    """Whether a person has changed this part here since we wrote it."""
    return bool(ours.get(part) != left.get(part))


def merge(told: Parts, theirs: Parts, ours: Parts, left: Parts) -> dict[str, Any]:
    """What it should say now: `told` is what they told last, `left` what we wrote of it then."""
    merged = dict(ours)
    for part in told.keys() | theirs.keys():
        if edited(part, ours, left) or theirs.get(part) == told.get(part):
            continue
        if part.startswith(CHANGE):
            merged[part] = _counted(theirs.get(part), ours.get(part))
        elif part in theirs:
            merged[part] = theirs[part]
        else:
            merged.pop(part, None)
    return {part: value for part, value in merged.items() if value not in EMPTY}


def _counted(theirs: dict[str, Any] | None, ours: dict[str, Any] | None) -> dict[str, Any] | None:
    """A change of one time with its count; a time put back as planned keeps counting.

    A calendar program that heard of the change believes only a higher count (RFC 5546 2.1.5).
    """
    if theirs is None and ours is None:
        return None
    count = (ours or {}).get("sequence", 0) + 1
    if theirs is not None:
        return {**theirs, "sequence": count}
    planned = (ours or {})["original_start"]
    return {"original_start": planned, "status": "scheduled", "sequence": count}


def remembered(written: Parts, ours: Parts, left: Parts) -> dict[str, Any]:
    """What we wrote, to tell later edits by: a part that is a person's stays hers for good."""
    hers = {part for part in ours.keys() | left.keys() if edited(part, ours, left)}
    kept = {part: left[part] for part in hers if part in left}
    return kept | {part: value for part, value in written.items() if part not in hers}


def put_together(merged: Parts, ours: ActivityContent | None) -> ActivityContent:
    """The parts as a content; what they do not speak of (pictures, further places) is as it was."""
    blank = ActivityContent(kind="event", name={}).model_dump(mode="json")
    base = ours.model_dump(mode="json") if ours else blank
    channels: list[dict[str, Any]] = base["channels"] or [ChannelContent().model_dump(mode="json")]
    told: dict[str, Any] = {name: merged.get(name, blank[name]) for name in WHOLE}
    for name in TEXTS:
        head = f"{name}."
        told[name] = {
            key[len(head) :]: text for key, text in merged.items() if key.startswith(head)
        }
    told["minimum_age"], told["maximum_age"] = merged.get("ages") or (None, None)
    channel = {name: merged.get(part, BLANKS[part]) for part, name in CHANNEL.items()}
    channel["changes"] = [value for key, value in sorted(merged.items()) if key.startswith(CHANGE)]
    told["channels"] = [{**channels[0], **channel}, *channels[1:]]
    return ActivityContent.model_validate({**base, **told})


BLANKS: dict[str, Any] = {"way": "place", "online": "", "place": None, "schedules": []}
