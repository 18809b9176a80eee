"""From a cell's words to a value; what cannot be read raises CellError with what to do."""

from __future__ import annotations

import re

import phonenumbers
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as NumberError
from stdnum.fi import ytunnus

from seurantalo.common.text import LANGUAGE_TAG, Text
from seurantalo.interop.codes import Codes
from seurantalo.records.content import AreaCode
from seurantalo.records.formats.ptv.contacts import EMAIL, web_address
from seurantalo.records.schemas import ActivityKind, ChannelKind, PriceRecord

KINDS: dict[ActivityKind, str] = {
    "support": r"tu(ki|kea)|apu|vertaistuki|stöd|hjälp|support|help",
    "hobby": r"harrast|vapaa-aika|kerho|kurssi|hobb|fritid|leisure",
    "volunteering": r"vapaaehto|talkoo|frivillig|volunt",
    "event": r"tapahtum|tilaisuus|retki|evenemang|händelse|event",
}
CHANNELS: dict[ChannelKind, str] = {
    "hybrid": r"hybrid|paikalla ja|paikassa ja",
    "online": r"verko|netis|etä|online|distans|nätet",
    "phone": r"puhel|telefon|phone",
    "place": r"paika|paikassa|lähi|plats|place",
}
FREE = r"maksu(ton|tta)|ilmai\w*|vapaa pääsy|gratis|avgiftsfri\w*|free|0( ?€| euroa)?"
PAID = r"\d|€|euro|maksu|avgift|fee|costs"
EVERYWHERE = {"koko maa", "koko suomi", "valtakunnallinen", "hela landet", "whole country"}
ALL_AGES = r"kaiken ?ikäi\w*|kaikki|alla åldrar|all ages|kaikille"
COUNTRY = AreaCode(kind="country", code="FI")


class CellError(ValueError):
    """A cell that cannot be read; the message is for the one who filled it."""


def several(text: str, separators: str = r"[,;\n/|]") -> list[str]:
    """The parts of a cell that lists several."""
    return [part.strip() for part in re.split(separators, text) if part.strip()]


def business_id(text: str) -> str:
    """A Finnish business id as 1234567-8."""
    try:
        bare = re.sub(r"^(FI)?\s*", "", text.strip().upper())
        return str(ytunnus.format(ytunnus.validate(bare)))
    except NumberError as error:
        message = _("“%(text)s” is not a business id. Check its numbers: 1234567-8.")
        raise CellError(message % {"text": text}) from error


def registration_number(text: str) -> str:
    """A number of the register of associations: "204.123"."""
    bare = re.sub(r"\s", "", text)
    if not re.fullmatch(r"[\d.\-/]{3,20}", bare):
        raise CellError(_("“%(text)s” is not a register number: digits and dots.") % {"text": text})
    return bare


def phone(text: str) -> str:
    """A phone number as it is dialled in Finland, spaced for reading."""
    try:
        parsed = phonenumbers.parse(text, "FI")
    except phonenumbers.NumberParseException as error:
        raise CellError(_("“%(text)s” is not a phone number.") % {"text": text}) from error
    short = 3 <= len(str(parsed.national_number)) <= 6
    if not phonenumbers.is_possible_number(parsed) and not short:
        raise CellError(_("“%(text)s” is not a phone number.") % {"text": text})
    if not phonenumbers.is_valid_number(parsed):
        return " ".join(text.split())[:40]  # service numbers and new ranges: as written
    national = phonenumbers.PhoneNumberFormat.NATIONAL
    abroad = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    style = national if parsed.country_code == 358 else abroad
    return str(phonenumbers.format_number(parsed, style))


def email(text: str) -> str:
    """A mail address."""
    bare = text.removeprefix("mailto:").strip()
    if len(bare) > 100 or not EMAIL.match(bare):
        raise CellError(_("“%(text)s” is not an e-mail address.") % {"text": text})
    return bare


def website(text: str) -> str:
    """A web address; "yhdistys.fi" gets its scheme."""
    bare = text.strip()
    found = web_address(bare if "://" in bare else f"https://{bare}")
    if not found:
        raise CellError(_("“%(text)s” is not a web address.") % {"text": text})
    return found


def postal_code(text: str) -> str:
    """Five digits; the zeros that a spreadsheet dropped are put back."""
    digits = text.strip().split(" ")[0]
    if not re.fullmatch(r"\d{2,5}", digits, re.ASCII):
        raise CellError(_("“%(text)s” is not a postal code: five digits.") % {"text": text})
    return digits.zfill(5)


def municipality(text: str, codes: Codes) -> str:
    """The code of a municipality by its name."""
    area = codes.area_named(re.sub(r" (kunta|kaupunki|kommun|stad)$", "", text.strip(), flags=re.I))
    if area is None or area.kind != "municipality":
        message = _("“%(text)s” is not a municipality of Finland. Write its name as it is now.")
        raise CellError(message % {"text": text})
    return area.code


def areas(text: str, codes: Codes) -> tuple[AreaCode, ...]:
    """Municipalities, regions, counties, districts or the whole country, by their names."""
    found = []
    for name in several(text):
        area = COUNTRY if name.casefold() in EVERYWHERE else codes.area_named(name)
        if area is None:
            message = _("“%(text)s” is not a municipality, region or wellbeing services county.")
            raise CellError(message % {"text": name})
        found.append(area)
    return tuple(dict.fromkeys(found))


def terms(text: str, taxonomy: str, codes: Codes) -> tuple[str, ...]:
    """Terms by their labels or everyday words."""
    whole = codes.named(taxonomy, text)
    if whole:
        return (whole,)
    found = []
    for word in several(text):
        code = codes.named(taxonomy, word)
        if not code:
            near = _near(word, codes.words.get(taxonomy, {}))
            if near:
                said = {"text": word, "near": near}
                raise CellError(_("“%(text)s” is not in our list. Did you mean “%(near)s”?") % said)
            raise CellError(_("“%(text)s” is not in our list.") % {"text": word})
        found.append(code)
    return tuple(dict.fromkeys(found))


def _near(word: str, words: dict[str, str]) -> str:
    start = word.casefold()[:4]
    return min((one for one in words if one.startswith(start)), key=len, default="")


def languages(text: str, codes: Codes) -> tuple[str, ...]:
    """Languages by name or tag: "suomi, ukraina", "fi"."""
    found = []
    for word in several(re.sub(r"\b(ja|och|and)\b", ",", text)):
        tag = codes.named("language", word) or word.casefold()
        if not LANGUAGE_TAG.match(tag) or (len(tag) > 3 and not codes.term("language", tag)):
            raise CellError(_("“%(text)s” is not a language we know.") % {"text": word})
        found.append(tag)
    return tuple(dict.fromkeys(found))


def activity_kind(text: str) -> ActivityKind:
    """Which door: support, hobby, volunteering or event."""
    for kind, words in KINDS.items():
        if re.search(rf"\b({words})", text.casefold()):
            return kind
    message = _(
        "“%(text)s” is not a kind. Write tuki, harrastus, vapaaehtoistoiminta or tapahtuma."
    )
    raise CellError(message % {"text": text})


def channel_kind(text: str) -> ChannelKind:
    """How one takes part."""
    for kind, words in CHANNELS.items():
        if re.search(words, text.casefold()):
            return kind
    message = _("“%(text)s” is not understood. Write paikassa, verkossa, puhelimessa or hybridi.")
    raise CellError(message % {"text": text})


def price(text: str) -> PriceRecord:
    """Free, paid with the words, or only the words."""
    bare = text.strip().casefold()
    if re.fullmatch(FREE, bare.rstrip(".")):
        return PriceRecord(kind="free")
    if re.search(FREE.split("|0(")[0], bare) and not re.search(r"[1-9]", bare):
        return PriceRecord(kind="free", text=Text(fi=text))
    shown = f"{text} €" if re.fullmatch(r"\d+([.,]\d+)?", bare) else text
    return PriceRecord(kind="paid" if re.search(PAID, bare) else "unknown", text=Text(fi=shown))


def ages(text: str) -> tuple[int | None, int | None]:
    """The youngest and the oldest, in years: "7–12", "yli 65", "65+", "alle 18", "kaikenikäiset"."""
    bare = re.sub(r"[–—]", "-", text.casefold())
    if re.search(ALL_AGES, bare):
        return None, None
    if span := re.search(r"(\d{1,3})\s*-\s*(\d{1,3})", bare):
        return _ages(int(span[1]), int(span[2]), text)
    number = re.search(r"\d{1,3}", bare)
    if number is None:
        raise CellError(_("“%(text)s” is not an age: 7–12, yli 65, alle 18.") % {"text": text})
    years = int(number[0])
    if re.search(r"alle|under|below", bare):
        return _ages(None, max(years - 1, 0), text)
    if re.search(r"enintään|korkeintaan|högst|up to", bare):
        return _ages(None, years, text)
    older = re.search(r"\+|yli|täyttän|vähintään|alkaen|över|minst|over|from|-$|-v", bare)
    return _ages(years, None if older else years, text)


def _ages(low: int | None, high: int | None, text: str) -> tuple[int | None, int | None]:
    if max(low or 0, high or 0) > 120 or (low is not None and high is not None and low > high):
        raise CellError(_("“%(text)s” is not an age: 7–12, yli 65, alle 18.") % {"text": text})
    return low, high
