"""What every screen has in common: filled from the report, kept as typed, whatever it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from phonenumbers import NumberParseException, is_possible_number, parse

from seurantalo.search import vocabulary
from seurantalo.taxonomy.queries import VocabularyEntry
from seurantalo.telling.models import Report

LONGEST_LINE = 300


def terms(name: str) -> list[VocabularyEntry]:
    """The terms of a taxonomy that are offered."""
    return vocabulary.current().of(name)


def choices_of(name: str) -> list[tuple[str, str]]:
    """The terms of a taxonomy as choices in the reader's language."""
    lang = get_language() or "fi"
    return [(entry.code, entry.label.pick(lang).text) for entry in terms(name)]


class StepForm(forms.Form):
    """One screen; filled from the report's answers and checked against the rest of them."""

    # Fields that are not called optional, though one of several may do: `clean` knows.
    asked: tuple[str, ...] = ()

    def __init__(self, report: Report, data: Any = None, files: Any = None) -> None:
        self.report = report
        super().__init__(data=data, files=files, initial={**self.answers})
        self.use_required_attribute = False
        if not self.is_bound:
            self._mark_asked()

    def full_clean(self) -> None:
        """Check, and only then mark what is asked: a mark is no check."""
        super().full_clean()
        self._mark_asked()

    def _mark_asked(self) -> None:
        for name in self.asked:
            self.fields[name].required = True

    @property
    def answers(self) -> Mapping[str, Any]:
        """What has been answered so far, with what we suppose until something is."""
        return {**self.supposed(), **self.report.answers}

    def supposed(self) -> dict[str, Any]:
        """Answers offered before anybody answers."""
        return {}

    def raw(self) -> dict[str, Any]:
        """The answers as typed, whatever they are worth; but PostgreSQL keeps no null bytes."""
        typed = {}
        for name, field in self.fields.items():
            if isinstance(field, forms.FileField):
                continue
            value = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            typed[name] = "on" if value is True else "" if value in (False, None) else _whole(value)
        return typed


def _whole(value: Any) -> Any:
    if isinstance(value, list):
        return [_whole(each) for each in value]
    return value.replace("\x00", "") if isinstance(value, str) else value


def check_phone(number: str) -> None:
    """Raise ValidationError for what cannot be dialled."""
    try:
        possible = is_possible_number(parse(number, "FI"))
    except NumberParseException:
        possible = False
    if not possible:
        raise ValidationError(_("This is no phone number. Write it so: 040 123 4567."))


def line(label: Any, *, most: int | None = LONGEST_LINE, **more: Any) -> forms.CharField:
    """A field of plain text; `attrs` go to its input."""
    attributes = more.pop("attrs", {})
    return forms.CharField(
        label=label,
        max_length=most,
        strip=True,
        widget=more.pop("widget", forms.TextInput)(attrs=attributes),
        **more,
    )
