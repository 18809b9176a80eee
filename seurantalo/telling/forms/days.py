"""A day as people write it: "31.5.", "ensi tiistai"."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.common.time import parse_day


class DayField(forms.CharField):
    """Reads a day; without a year it is the next one. Cleans to a date, None when empty."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=40, strip=True, **more)

    def prepare_value(self, value: Any) -> Any:
        """A date as it is written here."""
        return f"{value.day}.{value.month}.{value.year}" if isinstance(value, date) else value

    def clean(self, value: Any) -> Any:
        """The date. Raises ValidationError saying how days are written."""
        text = super().clean(value)
        if not text:
            return None
        day = parse_day(text, timezone.localdate())
        if day is None or not 2000 <= day.year <= 2100:
            raise ValidationError(_("We do not know this day. Write it as 31.5.2027."))
        return day
