"""When a thing becomes public and when that ends, as people write days and hours."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seurantalo.common.time import helsinki, parse_day, wall_clock

DAY = {"autocomplete": "off", "placeholder": "1.12.2026"}


class ScheduleForm(forms.Form):
    """Both may be left empty: then it becomes public when it is approved, and does not end."""

    on = forms.CharField(
        label=_("Public from (day)"),
        help_text=_("For example 1.12. Left empty: at once when it is approved."),
        required=False,
        widget=forms.TextInput(attrs=DAY),
    )
    clock = forms.TimeField(
        label=_("At (time)"),
        help_text=_("For example 8.00. Left empty: at midnight."),
        required=False,
        input_formats=["%H.%M", "%H:%M", "%H"],
    )
    last = forms.CharField(
        label=_("Last day in public"),
        help_text=_("It leaves the search when this day is over. Left empty: no end."),
        required=False,
        widget=forms.TextInput(attrs=DAY),
    )

    def clean_on(self) -> date | None:
        """The day it becomes public."""
        return self._day("on")

    def clean_last(self) -> date | None:
        """The last day."""
        return self._day("last")

    def _day(self, name: str) -> date | None:
        told = self.cleaned_data[name].strip()
        if not told:
            return None
        day = parse_day(told, timezone.localdate())
        if day is None:
            raise forms.ValidationError(_("This is not a day. Write it so: 1.12.2026."))
        return day

    @property
    def at(self) -> datetime | None:
        """The moment it becomes public; None for at once."""
        day, clock = self.cleaned_data.get("on"), self.cleaned_data.get("clock")
        return helsinki(datetime.combine(day, clock or time())) if day else None

    @property
    def until(self) -> datetime | None:
        """The moment it ends: the midnight after the last day."""
        last = self.cleaned_data.get("last")
        return helsinki(datetime.combine(last + timedelta(days=1), time())) if last else None

    @staticmethod
    def told_of(thing: Any) -> dict[str, Any]:
        """What the form shows at first, of a thing in its newest words."""
        now, initial = timezone.now(), {}
        if thing.go_live_at and thing.go_live_at > now:
            starts = wall_clock(thing.go_live_at)
            initial = {"on": _written(starts.date()), "clock": f"{starts:%H.%M}"}
        if thing.expire_at and thing.expire_at > now:
            ends = wall_clock(thing.expire_at) - timedelta(seconds=1)
            initial["last"] = _written(ends.date())
        return initial


def _written(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"
