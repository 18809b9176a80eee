"""Between what a person answers and what is told of an activity, part by part.

A part whose answers were not touched keeps the content it came from, word for word: other
languages, further contacts and places, what an import brought. Only what was changed is made anew.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from seurantalo.common.numbers import whole
from seurantalo.common.text import Text
from seurantalo.records.content import (
    ActivityContent,
    ContactPointContent,
    PlaceContent,
)
from seurantalo.records.schemas import (
    ImageRecord,
    LinkRecord,
    PriceRecord,
)
from seurantalo.telling import placing
from seurantalo.telling.joining import JOINING
from seurantalo.telling.parts import (
    Answers,
    Part,
    Reading,
    Told,
    first_channel,
    same,
    with_channel,
)
from seurantalo.telling.plain_text import plain
from seurantalo.telling.when import SKIPS, TIMES, without_days_off

PLACED = ("place", "hybrid")
EMPTY = ActivityContent(kind="hobby", name=Text())


def from_content(content: ActivityContent, lang: str = "fi") -> Told:
    """The answers that would have told this."""
    return {name: value for part in PARTS for name, value in part.tell(content, lang).items()}


def to_content(
    answers: Answers, *, base: ActivityContent | None = None, lang: str = "fi", today: date
) -> ActivityContent:
    """What the answers tell, on top of `base`, whose untouched parts stay as they are.

    Raises ValidationError by the names of the answers that cannot be read.
    """
    content = base or EMPTY
    problems: dict[str, list[str]] = {}
    before = from_content(base, lang) if base else {}
    read: set[str] = set()
    for part in PARTS:
        if base and same(part.names, answers, before):
            continue
        read.add(part.names[0])
        try:
            content = content.model_copy(update=part.read(answers, Reading(content, lang, today)))
        except ValidationError as error:
            problems[part.names[0]] = list(error.messages)
    if problems:
        raise ValidationError(problems)
    if read & {"times", "address", "no_school"}:
        kept = base if base and "times" not in read else None
        content = without_days_off(content, answers, kept, today)
    return content


def language_of(content: ActivityContent, wished: str) -> str:
    """The language in which the wizard shows the texts: the Finnish original, else what there is."""
    return "fi" if "fi" in content.name or not content.name else content.name.pick(wished).lang


# -- Texts --------------------------------------------------------------------------------------------


def _text(field: str, answer: str) -> Part:
    def tell(content: ActivityContent, lang: str) -> Told:
        return {answer: getattr(content, field).get(lang, "")}

    def read(answers: Answers, reading: Reading) -> Told:
        return {field: _said(getattr(reading.content, field), reading.lang, answers.get(answer))}

    return Part((answer,), tell, read)


def _said(before: Text, lang: str, words: Any) -> Text:
    """The text with the words of one language changed."""
    return Text({**before, lang: plain(str(words or ""))})


def _choice(field: str, answer: str, fallback: Any) -> Part:
    return Part(
        (answer,),
        lambda content, lang: {answer: getattr(content, field)},
        lambda answers, reading: {field: answers.get(answer) or fallback},
    )


def _codes(field: str) -> Part:
    return Part(
        (field,),
        lambda content, lang: {field: list(getattr(content, field))},
        lambda answers, reading: {field: tuple(answers.get(field) or ())},
    )


# -- When and where -----------------------------------------------------------------------------------


def _tell_place(content: ActivityContent, lang: str) -> Told:
    channel = first_channel(content)
    place = channel.place
    bare = place and not (place.name or place.street_address or place.postal_code)
    roams = bool(channel.kind == "place" and bare and content.service_areas)
    at = place if place and not roams else PlaceContent()
    return {
        "way": "home" if roams else channel.kind,
        "address": placing.say_place(at, lang),
        "place_name": at.name.pick(lang).text,
        "directions": at.directions.get(lang, ""),
        "confidential": "on" if at.confidential else "",
        "online": channel.url,
        "area": placing.say_areas(content.service_areas, lang),
    }


def _read_place(answers: Answers, reading: Reading) -> Told:
    way = str(answers.get("way") or "place")
    changes: Told = {"kind": "place" if way == "home" else way, "url": "", "place": None}
    if way in PLACED:
        changes["place"] = _place(answers, reading)
    if way in ("online", "hybrid"):
        changes["url"] = answers.get("online") or ""
    told = with_channel(reading.content, **changes)
    if way in PLACED:
        return told
    areas = placing.read_areas(str(answers.get("area") or ""))
    if way == "home" and areas:
        code = next((area.code for area in areas if area.kind == "municipality"), "")
        told = with_channel(
            reading.content, **{**changes, "place": PlaceContent(municipality=code)}
        )
    return {**told, "service_areas": areas}


def _place(answers: Answers, reading: Reading) -> PlaceContent:
    """A known place where the line names it, the place told before with changes, or a new one."""
    address, lang = str(answers.get("address") or ""), reading.lang
    before = first_channel(reading.content).place
    known = known_place(answers)
    name, directions = (plain(str(answers.get(key) or "")) for key in ("place_name", "directions"))
    for place in filter(None, (known, before)):
        if placing.say_place(place, lang) == address.strip():
            return place.model_copy(
                update={
                    "name": place.name
                    if place.name.pick(lang).text == name
                    else _said(place.name, lang, name),
                    "directions": _said(place.directions, lang, directions),
                    "confidential": bool(answers.get("confidential")),
                }
            )
    return placing.read_place(
        address,
        name=name,
        directions=directions,
        lang=lang,
        confidential=bool(answers.get("confidential")),
    )


def known_place(answers: Answers) -> PlaceContent | None:
    """The earlier place that was chosen by a tap."""
    told = answers.get("known_place")
    return PlaceContent.model_validate(told) if told else None


# -- For whom, what it costs, who answers -------------------------------------------------------------


def _tell_ages(content: ActivityContent, lang: str) -> Told:
    ages = {"youngest": content.minimum_age, "oldest": content.maximum_age}
    return {name: "" if age is None else str(age) for name, age in ages.items()}


def _read_ages(answers: Answers, reading: Reading) -> Told:
    young, old = (str(answers.get(name) or "").strip() for name in ("youngest", "oldest"))
    return {
        "minimum_age": whole(young),
        "maximum_age": whole(old),
    }


def _tell_price(content: ActivityContent, lang: str) -> Told:
    return {"price": content.price.kind, "price_text": content.price.text.get(lang, "")}


def _read_price(answers: Answers, reading: Reading) -> Told:
    text = _said(reading.content.price.text, reading.lang, answers.get("price_text"))
    return {"price": PriceRecord(kind=answers.get("price") or "unknown", text=text)}


def _tell_contact(content: ActivityContent, lang: str) -> Told:
    contact = content.contacts[0] if content.contacts else ContactPointContent()
    return {
        "phone": contact.phone,
        "email": contact.email,
        "person": contact.name,
        "consent": "on" if contact.consent else "",
    }


def _read_contact(answers: Answers, reading: Reading) -> Told:
    before = reading.content.contacts[0] if reading.content.contacts else ContactPointContent()
    changed = before.model_copy(
        update={
            "phone": str(answers.get("phone") or "").strip(),
            "email": str(answers.get("email") or "").strip(),
            "name": plain(str(answers.get("person") or "")),
            "consent": bool(answers.get("consent")),
        }
    )
    told = (changed,) if changed.phone or changed.email or changed.name or changed.url else ()
    contacts = {"contacts": (*told, *reading.content.contacts[1:])}
    how = first_channel(reading.content).registration
    if how and not how.here and (how.phone, how.email) == (before.phone, before.email):
        how = how.model_copy(update={"phone": changed.phone, "email": changed.email})
        return {**contacts, **with_channel(reading.content, registration=how)}
    return contacts


def _tell_web(content: ActivityContent, lang: str) -> Told:
    return {"web": content.links[0].url if content.links else ""}


def _read_web(answers: Answers, reading: Reading) -> Told:
    url = str(answers.get("web") or "").strip()
    others = reading.content.links[1:]
    return {"links": (LinkRecord(url=url), *others) if url else others}


# -- Accessibility and the picture --------------------------------------------------------------------


def _tell_picture(content: ActivityContent, lang: str) -> Told:
    image = content.images[0] if content.images else None
    return {
        "picture": image.model_dump(mode="json") if image else None,
        "picture_alt": image.alt.get(lang, "") if image else "",
    }


def _read_picture(answers: Answers, reading: Reading) -> Told:
    others = (reading.content.images or ())[1:]
    if not answers.get("picture"):
        return {"images": others}
    image = ImageRecord.model_validate(answers["picture"])
    alt = _said(image.alt, reading.lang, answers.get("picture_alt"))
    return {"images": (image.model_copy(update={"alt": alt}), *others)}


PARTS = (
    _text("name", "title"),
    _text("summary", "text"),
    _text("description", "more"),
    _choice("kind", "kind", "hobby"),
    TIMES,
    SKIPS,
    Part(
        ("address", "way", "place_name", "directions", "confidential", "online", "area"),
        _tell_place,
        _read_place,
    ),
    _codes("themes"),
    _codes("target_groups"),
    Part(("youngest", "oldest"), _tell_ages, _read_ages),
    Part(("price", "price_text"), _tell_price, _read_price),
    _codes("languages"),
    Part(("phone", "email", "person", "consent"), _tell_contact, _read_contact),
    JOINING,
    Part(("web",), _tell_web, _read_web),
    Part(
        ("accessibility",),
        lambda content, lang: {"accessibility": list(first_channel(content).accessibility)},
        lambda answers, reading: with_channel(
            reading.content, accessibility=tuple(answers.get("accessibility") or ())
        ),
    ),
    Part(("picture", "picture_alt"), _tell_picture, _read_picture),
)
