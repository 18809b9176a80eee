"""What a reader of a letter may type."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seurantalo.common.time import parse_day


class DayField(forms.CharField):
    """A day as people type it: "12.5.", "1. joulukuuta", "eilen"."""

    def clean(self, value: Any) -> Any:
        """The day, None when nothing was typed."""
        text = super().clean(value)
        if not text:
            return None
        day = parse_day(text, timezone.localdate())
        if day is None:
            raise forms.ValidationError(_("Write the day like this: 12.5.2027"))
        return day


class EndForm(forms.Form):
    """When it ends or ended."""

    last = DayField(
        label=_("Last day"),
        required=False,
        max_length=40,
        help_text=_("For example 12.5.2027. Leave empty if it has ended already."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_last(self) -> date | None:
        """Not a day in the far future: that is no end."""
        last: date | None = self.cleaned_data["last"]
        if last and (last - timezone.localdate()).days > 3 * 366:
            raise forms.ValidationError(_("That is more than three years away. Check the year."))
        return last


class CallForm(forms.Form):
    """A wish to be rung."""

    note = forms.CharField(
        label=_("To which number, and when does it suit you?"),
        max_length=200,
        help_text=_("For example 040 123 4567, on weekday afternoons."),
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
