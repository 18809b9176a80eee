"""The interface texts: collected from code and templates, kept in locale/<lang>/…/django.po.

English is the msgid. The .po files are the truth and are edited by hand or by any PO editor;
`./dev messages` keeps their msgids in step with the code. Babel does all of it: no GNU gettext.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

# Languages beside English, and whether each must be complete.
COMPLETE = ("fi", "sv")
FRAME_ONLY = ("se",)
FRAME = (  # whose texts Northern Sámi must cover: the frame of the page, and search
    "seurantalo/ui/templates/ui/base.html",
    "seurantalo/ui/templates/ui/components/",
    "seurantalo/search/templates/",
)
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """\
# Seurantalo: the interface in {lang}. English is the msgid. Collected by ./dev messages.
msgid ""
msgstr ""
"Language: {lang}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


class Fault(NamedTuple):
    """Something wrong with a translation, said so that it can be mended."""

    lang: str
    msgid: str
    why: str

    def __str__(self) -> str:
        return f"{self.lang}: {self.msgid!r}: {self.why}"


def sources(root: Path) -> Iterator[Path]:
    """Python files and templates of the package whose texts people read."""
    for path in sorted((root / "seurantalo").rglob("*")):
        parts = path.relative_to(root).parts
        if {"tests", "migrations", "management", "static"} & set(parts):
            continue
        if path.suffix == ".py" or (path.suffix in {".html", ".txt"} and "templates" in parts):
            yield path


def collect(root: Path) -> Catalog:
    """Every text that the code and the templates mark for translation."""
    catalog = Catalog(charset="utf-8")
    for path in sources(root):
        text, name = path.read_text(encoding="utf-8"), path.relative_to(root).as_posix()
        if path.suffix != ".py":
            lines = templatize(text, origin=name).splitlines()
            text = "\n".join(line.strip() for line in lines)
        found = extract("python", io.BytesIO(text.encode()), KEYWORDS, ("Translators:",))
        for _line, msgid, comments, context in found:
            catalog.add(msgid, locations=[(name, 0)], auto_comments=comments, context=context)
    return catalog


def po_path(root: Path, lang: str) -> Path:
    """Where the texts of a language are."""
    return root / "locale" / lang / "LC_MESSAGES" / "django.po"


def load(root: Path, lang: str) -> Catalog:
    """The kept translations of a language; empty when there are none yet."""
    path = po_path(root, lang)
    if not path.is_file():
        return Catalog(locale=None, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, charset="utf-8")


def forms(text: object) -> tuple[str, ...]:
    """A msgid or a translation as a tuple: one text, or one for each plural form."""
    return tuple(map(str, text)) if isinstance(text, tuple | list) else (str(text or ""),)


def translated(message: Message, kept: Catalog) -> str | tuple[str, ...]:
    """The translation of a message as kept in the .po, else empty."""
    ids = forms(message.id)
    old = kept.get(message.id, message.context)
    chosen = forms(old.string if old is not None else "")
    if len(chosen) != len(ids):
        chosen = ("",) * len(ids)
    return chosen if len(ids) > 1 else chosen[0]


def refresh(root: Path) -> None:
    """Write every .po anew: today's msgids with the translations kept."""
    found = collect(root)
    for lang in (*COMPLETE, *FRAME_ONLY):
        kept, fresh = load(root, lang), Catalog(charset="utf-8")
        for message in found:
            if message.id:
                fresh.add(
                    message.id,
                    translated(message, kept),
                    locations=message.locations,
                    auto_comments=message.auto_comments,
                    context=message.context,
                )
        path, body = po_path(root, lang), io.BytesIO()
        write_po(body, fresh, omit_header=True, sort_output=True, include_lineno=False, width=98)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADER.format(lang=lang) + body.getvalue().decode(), encoding="utf-8")


def compile_all(root: Path) -> None:
    """Write the .mo beside each .po, as gettext reads it."""
    for path in sorted((root / "locale").glob("*/LC_MESSAGES/django.po")):
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, charset="utf-8"))


def faults(root: Path) -> list[Fault]:
    """What is missing, unsure or broken in the kept translations, against today's code."""
    found, wrong = collect(root), []
    for lang in (*COMPLETE, *FRAME_ONLY):
        kept = load(root, lang)
        for message in found:
            if message.id and (lang in COMPLETE or in_frame(message)):
                why = fault(message, kept.get(message.id, message.context))
                wrong += [Fault(lang, str(message.id), why)] if why else []
    return wrong


def in_frame(message: Message) -> bool:
    """Is the text a part of the frame or of search?"""
    return any(place.startswith(FRAME) for place, _line in message.locations)


def fault(wanted: Message, kept: Message | None) -> str:
    """What is wrong with one translation; "" when nothing is."""
    if kept is None:
        return "not in the .po: run ./dev messages"
    ids, texts = forms(wanted.id), forms(kept.string)
    if not all(texts) or len(texts) != len(ids):
        return "not translated"
    if kept.fuzzy:
        return "marked fuzzy"
    for position, (msgid, text) in enumerate(zip(ids, texts, strict=True)):
        wants, has = (set(PLACEHOLDER.findall(each)) for each in (msgid, text))
        number_in_words = len(ids) > 1 and position == 0 and has < wants  # "one hit"
        if wants != has and not number_in_words:
            return f"placeholders differ: {sorted(map(''.join, wants ^ has))}"
    return ""
