"""Phones, mails, web pages and areas of PTV items."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import phonenumbers

from seurantalo.common.text import Text
from seurantalo.records.content import AreaCode, ContactPointContent
from seurantalo.records.formats.ptv.payload import (
    Notes,
    gettext_noop,
    joined,
    language,
    mapping,
    objects,
    string,
    texts,
)
from seurantalo.records.schemas import AreaKind, LinkRecord

EMAIL = re.compile(r"^[^@\s<>,;]{1,64}@[^@\s<>,;]+\.[^@\s<>,;.]{2,24}$")
EXAMPLE_HOSTS = {"example.com", "example.org", "example.net"}
AREA_KINDS: dict[str, AreaKind] = {
    "Municipality": "municipality",
    "Region": "region",
    "Province": "region",
    "WellbeingServiceCounties": "county",
    "WellbeingServicesCounty": "county",
}
PHONE_TYPES = {"", "Phone", "Sms"}


def phones(value: Any, notes: Notes) -> tuple[ContactPointContent, ...]:
    """Phone numbers with what they are for and what a call costs; faxes are left out."""
    found: dict[str, ContactPointContent] = {}
    for one in objects(value):
        kind = string(one.get("type"))
        if kind == "Fax" or not string(one.get("number")):
            continue
        number = phone_number(one)
        if kind not in PHONE_TYPES or not number:
            reason = gettext_noop("“%(value)s” is not a phone number; it was left out.")
            notes.leave_out("phoneNumbers", reason, value=one.get("number"))
            continue
        tag = language(one.get("language")) or "fi"
        told = [string(one.get("additionalInformation")), string(one.get("chargeDescription"))]
        role = Text({tag: ", ".join(part for part in told if part)})
        found[number] = _merged(
            found.get(number), ContactPointContent(phone=number, role=role), tag
        )
    return tuple(found.values())


def phone_number(phone: dict[str, Any]) -> str:
    """A PTV phone as people in Finland dial it, "" when it cannot be one.

    >>> phone_number({"prefixNumber": "+358", "number": "447943552"})
    '044 7943552'
    """
    prefix = string(phone.get("prefixNumber"))
    digits = re.sub(r"[\s().–-]", "", string(phone.get("number")))
    if not re.fullmatch(r"\+?\d{3,20}", digits):
        return ""
    if digits.startswith("+") or not re.fullmatch(r"\+\d{1,4}", prefix):
        return digits
    full = prefix + digits.removeprefix("0")
    try:
        parsed = phonenumbers.parse(full)
    except phonenumbers.NumberParseException:
        return full
    style = phonenumbers.PhoneNumberFormat
    form = style.NATIONAL if parsed.country_code == 358 else style.INTERNATIONAL
    return str(phonenumbers.format_number(parsed, form))


def _merged(
    old: ContactPointContent | None, new: ContactPointContent, tag: str
) -> ContactPointContent:
    if old is None:
        return new.model_copy(update={"languages": (tag,)})
    role = joined(old.role, new.role, by=", ")
    languages = tuple(dict.fromkeys((*old.languages, tag)))
    return old.model_copy(update={"role": role, "languages": languages})


def emails(value: Any, notes: Notes) -> tuple[ContactPointContent, ...]:
    """Mail addresses with what they are for."""
    found: dict[str, ContactPointContent] = {}
    for one in objects(value):
        address = string(one.get("value"))
        if not address:
            continue
        if len(address) > 100 or not EMAIL.match(address):
            reason = gettext_noop("“%(value)s” is not an e-mail address; it was left out.")
            notes.leave_out("emails", reason, value=address)
            continue
        tag = language(one.get("language")) or "fi"
        role = Text({tag: string(one.get("description"))})
        found[address] = _merged(
            found.get(address), ContactPointContent(email=address, role=role), tag
        )
    return tuple(found.values())


def links(value: Any, notes: Notes) -> tuple[LinkRecord, ...]:
    """Web pages; older shapes keep the address in `value`."""
    labels: dict[str, Text] = {}
    for one in objects(value):
        address = string(one.get("url")) or string(one.get("value"))
        if not address:
            continue
        url = web_address(address)
        if not url:
            reason = gettext_noop("“%(value)s” is not a web address; it was left out.")
            notes.leave_out("webPages", reason, value=address)
            continue
        label = string(one.get("value")) if one.get("url") else ""
        tag = language(one.get("language")) or "fi"
        labels[url] = joined(labels.get(url, Text()), Text({tag: label}), by=", ")
    return tuple(LinkRecord(url=url, label=label) for url, label in labels.items())


def web_address(address: str) -> str:
    """An absolute http(s) address of at most 500 characters, else ""; "www.…" gets its scheme."""
    if address.lower().startswith("www."):
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
        _ = parts.port
    except ValueError:
        return ""
    fit = parts.scheme.lower() in {"http", "https"} and "." in host and len(address) <= 500
    return address if fit and host not in EXAMPLE_HOSTS and " " not in address else ""


def areas(area_type: Any, value: Any, notes: Notes) -> tuple[AreaCode, ...]:
    """Where it is offered; nation-wide is the country, also without Åland."""
    if string(area_type).startswith("Nationwide"):
        return (AreaCode(kind="country", code="FI"),)
    found: list[AreaCode] = []
    for area in objects(value):
        kind = AREA_KINDS.get(string(area.get("type")))
        code = string(area.get("code"))
        if kind in {"region", "county"} and re.fullmatch(r"\d{1,2}", code):
            found.append(AreaCode(kind=kind, code=code.zfill(2)))
            continue
        codes = [municipality_code(one.get("code")) for one in objects(area.get("municipalities"))]
        if kind == "municipality" and municipality_code(code):
            codes.append(municipality_code(code))
        if not any(codes):
            reason = gettext_noop("The area “%(value)s” has no code we know; it was left out.")
            notes.leave_out("areas", reason, value=code or area.get("type"))
        found += [AreaCode(kind="municipality", code=one) for one in codes if one]
    return tuple(dict.fromkeys(found))


def municipality_code(value: Any) -> str:
    """Three digits, "" when it is no municipality code: "91" and 91 are "091"."""
    code = string(mapping(value).get("code") if isinstance(value, dict) else value)
    return code.zfill(3) if re.fullmatch(r"[0-9]{1,3}", code) else ""


def languages(value: Any) -> tuple[str, ...]:
    """The language tags of a list."""
    tags = (language(one) for one in value) if isinstance(value, list) else ()
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def labels(value: Any) -> tuple[Text, ...]:
    """The names of classification items or keywords that have any."""
    found = (texts(one.get("name"), one_line=True) for one in objects(value))
    return tuple(dict.fromkeys(text for text in found if text))


def codes(value: Any, pattern: str) -> tuple[str, ...]:
    """The codes of classification items: `code`, or the end of their uri when it is missing."""
    found: list[str] = []
    for one in objects(value):
        uris = [string(one.get(key)).rpartition("/")[2] for key in ("newUri", "uri")]
        found += [code for code in (string(one.get("code")), *uris) if re.fullmatch(pattern, code)][
            :1
        ]
    return tuple(dict.fromkeys(found))
