"""An event as another system tells it, and what of it may be taken in.

Whatever the format, a reader makes `FoundEvent`s; `as_content` turns one into what a person would
have told. What is nobody's business (guests, secrets of a video meeting) is not read at all, and
what is marked private is told as `hidden`, without a word of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Literal
from urllib.parse import urlsplit

import nh3

from seurantalo.common.text import Text
from seurantalo.records.content import (
    ActivityContent,
    ChannelContent,
    OccurrenceChange,
    PlaceContent,
)
from seurantalo.records.schemas import LinkRecord, PriceRecord, Record, ScheduleRecord

LONGEST = {"name": 200, "summary": 300, "description": 5000}  # characters
LONGEST_ADDRESS = 500
Standing = Literal["confirmed", "tentative", "cancelled"]
# What a reader remarks on: a text was cut, one rhythm of several was read, how it repeats was
# not, the times after a change "from here on" were left out, it does not tell when it is, or is broken.
Remark = Literal["long_name", "long_text", "rhythms", "repeats", "onwards", "untimed", "broken"]

# Addresses of video meetings are keys to a room: whoever has one can walk in.
MEETINGS = (
    "teams.microsoft.com", "teams.live.com", "meet.google.com", "zoom.us", "webex.com", "skype.com",
    "meet.jit.si", "whereby.com", "gotomeeting.com", "bluejeans.com", "tel.meet",
)  # fmt: skip
GOOGLE_BLOCK = re.compile(r"-::~:~.*?(-::~:~[:~]*::-|\Z)", re.S)
INVITATION = re.compile(
    r"\n?[_\-=*.]{10,}\s*\n(?=(.*\n){0,3}.*(Teams|Meet|Zoom|Webex|Skype|Jitsi)).*\Z",
    re.S | re.I,
)
SECRET_LINE = re.compile(
    r"(?i)^.*(\b(meeting id|conference id|kokouksen tunnus|kokoustunnus|mötes-id|dial[- ]in"
    r"|join (zoom|microsoft teams|with google)|liity (zoom|teams)\S*|puhelinneuvottelun tunnus)\b"
    r"|\b(pin|passcode|pass code|password|salasana|tunnuskoodi|lösenord|möteskod)\s*[:=]).*$",
    re.M,
)
SECRET_ADDRESS = re.compile(r"(?i)<?\bhttps?://[^\s<>]+>?")


class FoundEvent(Record):
    """An event or a series, with the changes of its single times.

    `later` are its other schedules, when it has several. `place` is told in words, `where` is the whole line by which its municipality is found. `words`
    are its keywords. A `hidden` one is private: it has nothing but its `uid`.
    """

    uid: str
    name: Text = Text()
    summary: Text = Text()
    description: Text = Text()
    schedule: ScheduleRecord | None = None
    later: tuple[ScheduleRecord, ...] = ()
    changes: tuple[OccurrenceChange, ...] = ()
    place: PlaceContent | None = None
    where: str = ""
    online: bool = False
    online_address: str = ""
    page: str = ""
    price: PriceRecord = PriceRecord()
    minimum_age: int | None = None
    maximum_age: int | None = None
    languages: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    standing: Standing = "confirmed"
    hidden: bool = False
    remarks: tuple[Remark, ...] = ()

    @property
    def schedules(self) -> tuple[ScheduleRecord, ...]:
        """All of its schedules."""
        return (self.schedule, *self.later) if self.schedule else self.later


def hidden(uid: str) -> FoundEvent:
    """Something private: that it exists is all that is kept."""
    return FoundEvent(uid=uid, hidden=True)


def as_content(
    found: FoundEvent,
    *,
    place: PlaceContent | None = None,
    themes: tuple[str, ...] = (),
    target_groups: tuple[str, ...] = (),
) -> ActivityContent:
    """What it tells, as far as we have a place for it; `place` is its own, with codes we know."""
    schedule = found.schedule
    changes = found.changes
    if schedule and found.standing != "confirmed" and not schedule.rrule:
        starts = (schedule.dtstart, *schedule.rdates)
        changes = tuple(OccurrenceChange(original_start=s, status=found.standing) for s in starts)
    channel = ChannelContent(
        kind=_way(found, place),
        place=place,
        url=found.online_address,
        schedules=found.schedules,
        changes=changes,
    )
    return ActivityContent(
        kind="hobby" if schedule and schedule.rrule else "event",
        name=found.name,
        summary=found.summary,
        description=found.description,
        themes=themes,
        target_groups=target_groups,
        minimum_age=found.minimum_age,
        maximum_age=found.maximum_age,
        languages=found.languages,
        price=found.price,
        channels=(channel,),
        links=(LinkRecord(url=found.page),) if found.page else (),
    )


def _way(found: FoundEvent, place: PlaceContent | None) -> Literal["place", "online", "hybrid"]:
    if found.online and place and (place.name or place.street_address):
        return "hybrid"
    return "online" if found.online else "place"


def plain(text: str) -> str:
    """A text without markup and control characters; paragraphs stay."""
    broken = re.sub(r"(?i)<\s*(br|/p|/div|/li|/h\d)\b[^>]*>", "\n", text)
    bare = unescape(nh3.clean(broken, tags=set())).replace("\xa0", " ")
    bare = "".join(c for c in bare if c == "\n" or c.isprintable())
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in bare.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def without_secrets(text: str) -> str:
    """A description without the block of a video meeting: its address, number and code."""
    told = INVITATION.sub("", GOOGLE_BLOCK.sub("", text))
    told = SECRET_LINE.sub("", told)
    told = SECRET_ADDRESS.sub(lambda m: "" if is_meeting(m[0].strip("<>")) else m[0], told)
    return re.sub(r"\n{3,}", "\n\n", told).strip()


def is_meeting(address: str) -> bool:
    """Whether a web address is that of a video meeting."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    return any(host == one or host.endswith(f".{one}") for one in MEETINGS)


def web_address(text: str) -> str:
    """The text when it is an address of the web that can be shown, else ""."""
    bare = text.strip()
    try:
        parts = urlsplit(bare)
    except ValueError:
        return ""
    fits = parts.scheme in {"http", "https"} and parts.netloc and " " not in bare
    return bare if fits and len(bare) <= LONGEST_ADDRESS and not is_meeting(bare) else ""


def told_texts(
    name: Text, summary: Text, description: Text
) -> tuple[Text, Text, Text, tuple[Remark, ...]]:
    """Texts no longer than we take; a short first line is the summary when none is told."""
    cut: list[Remark] = []
    done: list[Text] = []
    for text, part in ((name, "name"), (summary, "summary"), (description, "description")):
        most = LONGEST[part]
        if part != "summary" and any(len(each) > most for each in text.values()):
            cut.append("long_name" if part == "name" else "long_text")
        done.append(Text({lang: each[:most] for lang, each in text.items()}))
    heads, bodies = dict(done[1]), dict(done[2])
    for lang, body in done[2].items():
        first = body.split("\n")[0]
        if lang not in heads and len(first) <= LONGEST["summary"]:
            heads[lang] = first
        if bodies[lang] == heads.get(lang):
            del bodies[lang]
    return done[0], Text(heads), Text(bodies), tuple(cut)


def place_of(line: str) -> PlaceContent | None:
    """Where it is: "Seurantalo, Seuratie 3, 73300 Nilsiä" into its parts; None when untold."""
    told = plain(line).replace("\n", ", ")[:300]
    if not told or re.match(r"https?://", told):
        return None
    parts = [part.strip() for part in told.split(",") if part.strip()]
    street = next((part for part in parts if re.search(r"[^\W\d]{2,}\s\d+", part)), "")
    postal = re.search(r"\b\d{5}\b", told)
    named = (one for one in parts if one != street and not re.match(r"(FI-)?\d{5}\b", one))
    return PlaceContent(
        name=Text(fi=next(named, "")[:150]),
        street_address=Text(fi=street[:150]),
        postal_code=postal[0] if postal else "",
    )


def once(events: Iterable[FoundEvent]) -> list[FoundEvent]:
    """Each event once: what is told twice under one name is what was told last."""
    return list({event.uid: event for event in events}.values())
