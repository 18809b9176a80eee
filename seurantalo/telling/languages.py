"""The same words in several languages: what is missing, what is older than the original.

Pure functions of a content. `TranslationNote.original` is the fingerprint of the wording that a
translation was made of; a translation without a note is one whose making nobody recorded.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from typing import Any, Literal, NamedTuple, cast

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from seurantalo.common.text import Picked, Text
from seurantalo.records.content import (
    ActivityContent,
    ChannelContent,
    OrganizationContent,
    TranslationNote,
)
from seurantalo.records.schemas import RegistrationRecord

SELKO = "fi-x-selko"
LANGUAGES = ("fi", "sv", "en", "se", SELKO)
NAMES: dict[str, str | Promise] = {
    "fi": _("Finnish"),
    "sv": _("Swedish"),
    "en": _("English"),
    "se": _("Northern Sámi"),
    SELKO: _("Plain Finnish"),
}
LABELS: dict[str, str | Promise] = {
    "name": _("Title"),
    "summary": _("In short"),
    "description": _("Description"),
    "price": _("Price"),
    "note": _("Taking part"),
    "registration": _("Signing up"),
}
LONGEST = {"name": 200, "summary": 300, "price": 200}  # characters; others 5000
MAIN = ("name", "summary", "description")
State = Literal["original", "missing", "older", "machine", "there"]
Content = ActivityContent | OrganizationContent


class Cell(NamedTuple):
    """A text in one language, and how it is with it."""

    lang: str
    text: str
    state: State


class Line(NamedTuple):
    """One text in all our languages; `key` is the `field` of translation notes."""

    key: str
    label: str | Promise
    original: Picked
    cells: tuple[Cell, ...]

    def cell(self, lang: str) -> Cell:
        """The text in a language."""
        return next(cell for cell in self.cells if cell.lang == lang)


def texts(content: Content) -> dict[str, Text]:
    """Every text that readers see, by its key; the three main ones are there when empty too."""
    found = {key: getattr(content, key) for key in MAIN}
    if isinstance(content, ActivityContent):
        found["price"] = content.price.text
        for number, channel in enumerate(content.channels):
            found[f"note-{number}"] = channel.note
            if channel.registration:
                found[f"registration-{number}"] = channel.registration.text
    return {key: text for key, text in found.items() if text or key in MAIN}


def with_texts[Told: Content](content: Told, told: Mapping[str, Text]) -> Told:
    """The content with some of its texts put in place of the old ones."""
    update: dict[str, Any] = {key: told[key] for key in MAIN if key in told}
    update |= _with_texts_of_activity(content, told)
    return cast("Told", content.model_copy(update=update))


def _with_texts_of_activity(content: Content, told: Mapping[str, Text]) -> dict[str, Any]:
    if not isinstance(content, ActivityContent):
        return {}
    update: dict[str, Any] = {}
    if "price" in told:
        update["price"] = content.price.model_copy(update={"text": told["price"]})
    channels = enumerate(content.channels)
    return {**update, "channels": tuple(_channel(one, n, told) for n, one in channels)}


def _channel(channel: ChannelContent, number: int, told: Mapping[str, Text]) -> ChannelContent:
    change: dict[str, Any] = {}
    if f"note-{number}" in told:
        change["note"] = told[f"note-{number}"]
    if f"registration-{number}" in told:
        signing_up = channel.registration or RegistrationRecord()
        text = {"text": told[f"registration-{number}"]}
        change["registration"] = signing_up.model_copy(update=text)
    return channel.model_copy(update=change)


def longest(key: str) -> int:
    """The most characters of a text."""
    return LONGEST.get(key, 5000)


def label(key: str) -> str | Promise:
    """What a text is called."""
    return LABELS[key.partition("-")[0]]


def original(text: Text) -> Picked:
    """The wording the others are made of: the Finnish one, else the first there is."""
    return text.pick("fi")


def fingerprint(text: str) -> str:
    """A digest of a wording; spaces and line breaks do not count."""
    bare = re.sub(r"\s+", " ", text).strip()
    return hashlib.blake2b(bare.encode(errors="replace"), digest_size=8).hexdigest()


def lines(content: Content) -> list[Line]:
    """All texts that have an original, language by language."""
    notes = {(note.field, note.lang): note for note in content.translation_notes}
    found = []
    for key, text in texts(content).items():
        first = original(text)
        if first.text:
            cells = tuple(_cell(key, lang, text, first, notes) for lang in LANGUAGES)
            found.append(Line(key, label(key), first, cells))
    return found


def older(content: Content) -> list[str]:
    """The languages in which something was translated of a wording that has changed since."""
    cells = (cell for line in lines(content) for cell in line.cells)
    behind = {cell.lang for cell in cells if cell.state == "older"}
    return [lang for lang in LANGUAGES if lang in behind]


def _cell(
    key: str,
    lang: str,
    text: Text,
    first: Picked,
    notes: Mapping[tuple[str, str], TranslationNote],
) -> Cell:
    told, note = text.get(lang, ""), notes.get((key, lang))
    state: State = "there"
    if lang == first.lang:
        state = "original"
    elif not told:
        state = "missing"
    elif note and note.original != fingerprint(first.text):
        state = "older"
    elif note and note.machine:
        state = "machine"
    return Cell(lang, told, state)


def put[Told: Content](
    content: Told,
    lang: str,
    told: Mapping[str, str],
    *,
    checked: Collection[str] = (),
    machine: Collection[str] = (),
) -> Told:
    """The content with texts of a language written, taken away (empty) or confirmed.

    `checked` are the keys that a person says are right as they stand, `machine` those whose words
    came from the engine and were not touched. The original itself is not written here.
    """
    before = texts(content)
    after: dict[str, Text] = {}
    notes = {(note.field, note.lang): note for note in content.translation_notes}
    for key, words in told.items():
        text = before.get(key, Text())
        first = original(text)
        if not first.text or first.lang == lang:
            continue
        changed = text.get(lang, "") != words.strip()
        after[key] = Text({**text, lang: words})
        if not words.strip():
            notes.pop((key, lang), None)
        elif changed or key in checked:
            notes[key, lang] = TranslationNote(
                field=key,
                lang=lang,
                original=fingerprint(first.text),
                machine=key in machine and key not in checked,
            )
    kept = tuple(notes[pair] for pair in sorted(notes))
    written = with_texts(content, after)
    return cast("Told", written.model_copy(update={"translation_notes": kept}))
