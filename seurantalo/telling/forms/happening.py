"""The questions of what it is, when and where. What the answers mean is in `telling.answers`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.functional import Promise, lazy
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seurantalo.telling import answers, placing, timing
from seurantalo.telling.forms.asking import StepForm, line
from seurantalo.telling.when import times_of

LONGEST_TITLE, LONGEST_TEXT, LONGEST_MORE = 120, 600, 8000
# HTML allows no maxlength on a clock, so the length is asked after.
CLOCK: dict[str, Any] = {"attrs": {"type": "time"}, "validators": [MaxLengthValidator(12)]}


def _said(name: Promise, more: Promise) -> str:
    return format_html("<span><strong>{}</strong> <span>{}</span></span>", name, more)


def _card(name: Any, more: Any) -> Any:
    """A choice with a word on what it means, in the language of the page."""
    return _lazily(name, more)


_lazily = lazy(_said, str)
KINDS = (
    ("hobby", _card(gettext_lazy("Club or hobby"), gettext_lazy("something to do together"))),
    ("support", _card(gettext_lazy("Support or help"), gettext_lazy("a friend, a peer, advice"))),
    ("event", _card(gettext_lazy("Event"), gettext_lazy("once or a few times"))),
    (
        "volunteering",
        _card(gettext_lazy("Volunteering"), gettext_lazy("you look for people to help")),
    ),
)
WAYS = (
    ("place", gettext_lazy("In a place")),
    ("home", gettext_lazy("We come to people’s homes")),
    ("online", gettext_lazy("Online")),
    ("hybrid", gettext_lazy("In a place and online")),
    ("phone", gettext_lazy("By phone")),
)
RHYTHMS = (
    ("weekly", gettext_lazy("Every week")),
    ("fortnightly", gettext_lazy("Every other week")),
    ("monthly", gettext_lazy("Once a month")),
    ("once", gettext_lazy("Once")),
    ("dates", gettext_lazy("On certain days")),
)
WEEKDAYS = (
    ("0", gettext_lazy("Mon")),
    ("1", gettext_lazy("Tue")),
    ("2", gettext_lazy("Wed")),
    ("3", gettext_lazy("Thu")),
    ("4", gettext_lazy("Fri")),
    ("5", gettext_lazy("Sat")),
    ("6", gettext_lazy("Sun")),
)
NTHS = (
    ("1", gettext_lazy("the first of the month")),
    ("2", gettext_lazy("the second")),
    ("3", gettext_lazy("the third")),
    ("4", gettext_lazy("the fourth")),
    ("-1", gettext_lazy("the last")),
)


class WhatForm(StepForm):
    """What it is."""

    title = line(
        gettext_lazy("Title"),
        most=LONGEST_TITLE,
        error_messages={"required": gettext_lazy("Write what it is called.")},
        help_text=gettext_lazy("For example “Chair exercise for seniors”."),
    )
    text = line(
        gettext_lazy("In one or two sentences"),
        most=LONGEST_TEXT,
        error_messages={"required": gettext_lazy("Tell in a sentence what is done there.")},
        widget=forms.Textarea,
        attrs={"rows": 3},
        help_text=gettext_lazy("What is done there? Say that one may come alone, if one may."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Which of these is it?"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the nearest of the four.")},
    )
    more = line(
        gettext_lazy("Would you like to tell more?"),
        most=LONGEST_MORE,
        widget=forms.Textarea,
        attrs={"rows": 4},
        required=False,
    )


class WhenForm(StepForm):
    """When it happens: a sentence, or taps that make one."""

    asked = ("times", "rhythm", "weekdays", "nth", "starts", "season")

    times = line(
        gettext_lazy("Days and times"),
        most=1000,
        required=False,
        widget=forms.Textarea,
        attrs={"rows": 2},
        help_text=gettext_lazy("For example “Tuesdays 18–19.30, 12.1.–24.5., not 17.2.”"),
    )
    irregular = forms.BooleanField(
        label=gettext_lazy("There are no fixed times: they are agreed on"), required=False
    )
    no_school = forms.BooleanField(
        label=gettext_lazy("Not during school holidays"),
        required=False,
        help_text=gettext_lazy("By the holidays of the schools where it is held."),
    )
    no_holidays = forms.BooleanField(label=gettext_lazy("Not on public holidays"), required=False)
    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often?"),
        choices=RHYTHMS,
        widget=forms.RadioSelect,
        required=False,
    )
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("On which days?"),
        choices=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    nth = forms.ChoiceField(label=gettext_lazy("Which week?"), choices=NTHS, required=False)
    dates = line(
        gettext_lazy("Which days?"),
        most=1000,
        required=False,
        widget=forms.Textarea,
        attrs={"rows": 2},
        help_text=gettext_lazy(
            "For example “3.12., 17.12. and 14.1.”, or each on a line of its own."
        ),
    )
    starts = line(gettext_lazy("Begins at"), most=None, required=False, **CLOCK)
    ends = line(gettext_lazy("Ends at"), most=None, required=False, **CLOCK)
    season = forms.ChoiceField(
        label=gettext_lazy("How long does it go on?"), widget=forms.RadioSelect, required=False
    )
    first = line(gettext_lazy("First day"), most=40, required=False)
    last = line(gettext_lazy("Last day"), most=40, required=False)
    skip = line(gettext_lazy("Not on these days"), most=200, required=False)

    def supposed(self) -> dict[str, Any]:
        """Most things are every week, until further notice."""
        return {"rhythm": "weekly", "season": ""}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = [
            (
                season.code,
                f"{season.label} {timing.said(season.first)}–{timing.said(season.last)}",
            )
            for season in timing.seasons(timezone.localdate())
        ]
        season = self.fields["season"]
        season.choices = [("", _("Until further notice")), *said]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """The sentence must be understood, or fixed times ruled out."""
        told, today = self.cleaned_data, timezone.localdate()
        words = times_of(told, self.report.language, today)
        before = self.report.content
        untouched = before and words == answers.from_content(before, self.report.language)["times"]
        if not words and not told.get("irregular"):
            self.add_error("times", _("Tell when it is, or tick that times are agreed on."))
        elif words and not untouched:
            try:
                timing.read_times(words, today)
            except ValidationError as error:
                self.add_error("times", error.messages)
        return told


class WhereForm(StepForm):
    """Where it happens."""

    asked = ("address", "online", "area")

    way = forms.ChoiceField(
        label=gettext_lazy("How does one take part?"), choices=WAYS, widget=forms.RadioSelect
    )
    address = line(
        gettext_lazy("Address"),
        required=False,
        attrs={"autocomplete": "off"},
        help_text=gettext_lazy("For example “Seuratie 3, Nilsiä”. The village alone will do."),
    )
    place_name = line(gettext_lazy("Name of the place"), most=120, required=False)
    directions = line(
        gettext_lazy("How does one find the door?"), most=500, required=False, widget=forms.Textarea
    )
    confidential = forms.BooleanField(
        label=gettext_lazy("The address is secret: show the municipality alone"), required=False
    )
    online = forms.URLField(
        label=gettext_lazy("Web address to take part at"),
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    area = line(
        gettext_lazy("In which municipalities?"),
        most=500,
        required=False,
        help_text=gettext_lazy("For example “Nilsiä, Juankoski” or “the whole of Finland”."),
    )

    def supposed(self) -> dict[str, Any]:
        """Most things happen in a place."""
        return {"way": "place"}

    def clean(self) -> dict[str, Any]:
        """A place needs its municipality; the rest an area, and online an address."""
        told = self.cleaned_data
        way = told.get("way")
        if way in answers.PLACED:
            self._check("address", placing.resolved, told.get("address"))
        elif way in ("home", "phone") or told.get("area"):
            self._check("area", placing.read_areas, told.get("area"))
        if way in ("online", "hybrid") and not told.get("online") and "online" not in self.errors:
            self.add_error("online", _("Give the web address at which one takes part."))
        return told

    def _check(self, name: str, read: Any, words: Any) -> None:
        if not words:
            self.add_error(name, _("Tell where: the municipality at least."))
            return
        try:
            read(words)
        except ValidationError as error:
            self.add_error(name, error.messages)
