"""What has been told, in few words for each question: the list one changes things from."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from seurantalo.search import vocabulary
from seurantalo.telling import answers as reading
from seurantalo.telling.models import Report
from seurantalo.telling.steps import STEPS, Step
from seurantalo.ui.templatetags.ui import LABELS


class Row(NamedTuple):
    """A question, what was answered, and what has to be mended."""

    step: Step
    lines: list[str]
    problems: list[str]


def rows(report: Report, problems: dict[str, list[str]]) -> list[Row]:
    """One row for each question; `problems` by the step."""
    return [
        Row(step, [line for line in _said(step.name, report) if line], problems.get(step.name, []))
        for step in STEPS
        if step.name != "kuka" or report.activity is None
    ]


PIECES = {
    "title": gettext_lazy("Title"),
    "text": gettext_lazy("In one or two sentences"),
    "more": gettext_lazy("Would you like to tell more?"),
    "kind": gettext_lazy("Which of these is it?"),
    "times": gettext_lazy("Days and times"),
    "address": gettext_lazy("Where is it?"),
    "themes": gettext_lazy("What is it about?"),
    "target_groups": gettext_lazy("For whom?"),
    "youngest": gettext_lazy("Ages"),
    "price": gettext_lazy("Does it cost something?"),
    "languages": gettext_lazy("Languages spoken there"),
    "phone": gettext_lazy("Contact"),
    "joining": gettext_lazy("How does one come along?"),
    "web": gettext_lazy("Web page of this activity"),
    "accessibility": gettext_lazy("Accessibility"),
    "picture": gettext_lazy("Picture"),
}


def label_of(name: str) -> str:
    """What the piece is called that begins with this answer."""
    return str(PIECES[name])


def words(names: tuple[str, ...], told: dict[str, Any]) -> str:
    """Answers in words, for two versions side by side."""
    found = [_word(name, told.get(name)) for name in names]
    return ", ".join(filter(None, found)) or _("nothing")


def _word(name: str, value: Any) -> str:
    if name in ("themes", "target_groups", "accessibility", "languages"):
        return labels(name, value or ())
    if name == "kind":
        return str(LABELS["kind"].get(str(value), ""))
    if name == "price":
        return str(LABELS["price"].get(str(value), ""))
    if name == "joining":
        return _("One has to sign up first") if value == "sign_up" else ""
    if name in ("way", "confidential", "consent", "known_place"):
        return ""
    if name == "irregular":
        return _("times are agreed on") if value else ""
    if name == "picture":
        return _("a picture") if value else ""
    return str(value or "")


TAXONOMY = {
    "themes": "theme",
    "target_groups": "target_group",
    "accessibility": "accessibility",
    "languages": "language",
}


def labels(name: str, codes: Any) -> str:
    """The labels of terms in the reader's language."""
    known, lang = vocabulary.current(), get_language() or "fi"
    return ", ".join(known.label(TAXONOMY[name], code).pick(lang).text for code in codes)


NAMES = {
    "mita": ("title", "kind", "text", "more"),
    "missa": ("place_name", "address", "online", "area", "directions"),
    "kenelle": ("target_groups", "youngest", "oldest", "themes", "price", "price_text"),
    "yhteys": ("phone", "email", "person", "joining", "joining_url", "web"),
    "lisaa": ("accessibility", "picture_alt"),
}


def _said(step: str, report: Report) -> list[str]:
    told = report.answers
    if step == "milloin":
        if told.get("irregular"):
            return [_("Times are agreed on.")]
        return [reading.times_of(told, report.language, report.created.date())]
    if step == "kuka":
        return [str(report.organization or told.get("org_name") or "")]
    return [_word(name, told.get(name)) for name in NAMES[step]]
