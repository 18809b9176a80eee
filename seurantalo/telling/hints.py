"""Friendly remarks beside a field while one writes: pure functions, none of them forbids anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from phonenumbers import PhoneNumberMatcher

from seurantalo.activities import plain_times
from seurantalo.telling import plain_text

LONG_TITLE, LONG_TEXT, SHORT_TEXT, LONG_MORE = 70, 300, 40, 2500
LONG_SENTENCE, LONG_WORD, HARD = 22, 13, 0.3
ENOUGH_WORDS = 12
LANGUAGE_OF_PHONES = "FI"
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SENTENCE = re.compile(r"[.!?…]+(?:\s|$)|\n+")
CAPITALS = re.compile(r"\b[A-ZÅÄÖ]{4,}\b")
DATED = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
# Somebody is named when a given name stands before a family name, or a role before a name.
FAMILY = r"[A-ZÅÄÖ][a-zåäö]+(?:nen|sen|lainen|läinen|la|lä|mäki|niemi|ström|berg|sson|qvist)"
ROLES = (
    r"ohjaaja|vetäjä|vetäjänä|yhteyshenkilö|yhteydenotot|ilmoittautumiset|lisätietoja|tiedustelut|puheenjohtaja"
    r"|ledare|kontaktperson|anmälan|ordförande|instructor|contact|led by"
)
PERSON = re.compile(
    rf"(?<![.!?]\s)\b[A-ZÅÄÖ][a-zåäö]+ {FAMILY}(?:lle|lta|ltä|n)?\b"
    rf"|\b(?i:{ROLES})[:\s]+(?:antaa\s)?[A-ZÅÄÖ][a-zåäö]+ [A-ZÅÄÖ][a-zåäö]+"
)


class Hint(NamedTuple):
    """A remark about the answer of a field."""

    field: str
    text: str


def of(answers: Mapping[str, Any], today: date) -> list[Hint]:
    """All that may help with what has been written so far, in the order of the fields."""
    return [
        Hint(field, said)
        for field, remarks in REMARKS.items()
        for remark in remarks
        for said in remark(str(answers.get(field) or ""), answers, today)
    ]


Remark = Callable[[str, Mapping[str, Any], date], Iterator[str]]


def _long_title(text: str, answers: Mapping[str, Any], today: date) -> Iterator[str]:
    if len(text) > LONG_TITLE:
        yield _("A short title is found and remembered best: a few words are enough.")


def _length(text: str, answers: Mapping[str, Any], today: date) -> Iterator[str]:
    if 0 < len(text.strip()) < SHORT_TEXT:
        yield _("Tell a little more: what is done together, and need one be able to do anything?")
    if len(text) > LONG_TEXT:
        yield _("This is shown in lists. Keep one or two sentences here, and tell the rest below.")


def _long_more(text: str, answers: Mapping[str, Any], today: date) -> Iterator[str]:
    if len(text) > LONG_MORE:
        yield _("Few read as far as this. Could half of it be left out?")


def _capitals(text: str, answers: Mapping[str, Any], today: date) -> Iterator[str]:
    words = CAPITALS.findall(text)
    if len(words) > 1 or any(len(word) > 8 for word in words):
        yield _("Capital letters are slow to read and sound like shouting.")


def _phones(text: str, answers: Mapping[str, Any], today: date) -> Iterator[str]:
    if any(PhoneNumberMatcher(text, LANGUAGE_OF_PHONES)):
        yield _("There is a phone number here. It has a place of its own under “Contact”.")


def _people(text: str, answers: Mapping[str, Any], today: date) -> Iterator[str]:
    if match := PERSON.search(text):
        yield _(
            "Is “%(name)s” a person? A name is told under “Contact”, with the person’s consent."
        ) % {"name": match[0].strip()}


def _codes(text: str, answers: Mapping[str, Any], today: date) -> Iterator[str]:
    if plain_text.has_codes(text):
        yield _("Codes of web pages are left out: only the words are kept.")


def _past(text: str, answers: Mapping[str, Any], today: date) -> Iterator[str]:
    for match in DATED.finditer(text):
        day, month, year = (int(part) for part in match.groups())
        if (year, month, day) < (today.year, today.month, today.day):
            yield _("The date %(date)s is past. Is it still needed?") % {"date": match[0]}
            return


def _readable(text: str, answers: Mapping[str, Any], today: date) -> Iterator[str]:
    if is_hard(text):
        yield _("This is rather heavy to read. Try shorter sentences and everyday words.")


def _vague(text: str, answers: Mapping[str, Any], today: date) -> Iterator[str]:
    if text and plain_times.is_vague(text):
        yield _("Write also from which day on, so that the right weeks are counted.")


def _alternative(text: str, answers: Mapping[str, Any], today: date) -> Iterator[str]:
    if answers.get("picture") and not text.strip():
        yield _("Say in a few words what the picture shows, for those who do not see it.")


def _price(text: str, answers: Mapping[str, Any], today: date) -> Iterator[str]:
    if answers.get("price") == "paid" and not text.strip():
        yield _("How much? “5 € a time” helps one to decide.")


REMARKS: dict[str, tuple[Remark, ...]] = {
    "title": (_codes, _long_title, _capitals, _phones),
    "text": (_codes, _length, _capitals, _phones, _people, _past, _readable),
    "more": (_codes, _long_more, _capitals, _phones, _people, _past, _readable),
    "times": (_vague,),
    "price_text": (_price,),
    "picture_alt": (_alternative,),
}


def is_hard(text: str) -> bool:
    """Whether a text is heavy: long sentences, or many long words, as LIX counts them.

    Finnish words are long, so "long" here is more than a dozen letters and not six.
    """
    words = WORD.findall(text)
    if len(words) < ENOUGH_WORDS:
        return False
    sentences = max(1, len([part for part in SENTENCE.split(text) if part.strip()]))
    long_ones = sum(len(word) >= LONG_WORD for word in words)
    return len(words) / sentences > LONG_SENTENCE or long_ones / len(words) > HARD
