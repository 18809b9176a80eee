"""What has been told, in few words for each question: the list one changes things from."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from seurantalo.search import vocabulary
from seurantalo.telling.models import Report
from seurantalo.telling.steps import STEPS, Step
from seurantalo.telling.when import times_of
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
    "no_school": gettext_lazy("Days off"),
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


SKIPPED = {
    "no_school": gettext_lazy("Not during school holidays"),
    "no_holidays": gettext_lazy("Not on public holidays"),
}
GIVEN = {
    **SKIPPED,
    "irregular": gettext_lazy("times are agreed on"),
    "picture": gettext_lazy("a picture"),
    "signup_limit": gettext_lazy("places: %(n)s"),
}
JOINED = {
    "sign_up": gettext_lazy("One has to sign up first"),
    "here": gettext_lazy("One signs up here in this service"),
}
# What says nothing by itself, beside its neighbours.
SILENT = (
    "way", "confidential", "consent", "known_place",
    "signup_kind", "signup_waiting", "signup_closes", "signup_series",
)  # fmt: skip


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
    if name in ("kind", "price"):
        return str(LABELS[name].get(str(value), ""))
    if name == "joining":
        return str(JOINED.get(str(value), ""))
    if name in SILENT:
        return ""
    if name in GIVEN:
        return str(GIVEN[name]) % {"n": value} if value else ""
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
    "yhteys": ("phone", "email", "person", "joining", "joining_url", "signup_limit", "web"),
    "lisaa": ("accessibility", "picture_alt"),
}


def _said(step: str, report: Report) -> list[str]:
    told = report.answers
    if step == "milloin":
        if told.get("irregular"):
            return [_("Times are agreed on.")]
        words = times_of(told, report.language, report.created.date())
        return [words, *(_word(name, told.get(name)) for name in SKIPPED)]
    if step == "kuka":
        return [str(report.organization or told.get("org_name") or "")]
    return [_word(name, told.get(name)) for name in NAMES[step]]
