"""The dates of a plan, one to ten: more of them without a script."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seurantalo.common.numbers import whole
from seurantalo.common.time import helsinki, wall_clock
from seurantalo.planning.models import Plan, PlanTime
from seurantalo.planning.told import TimeTold

MOST = 10
USUAL = timedelta(hours=2)
FARTHEST = timedelta(days=5 * 366)


class DateForm(forms.Form):
    """One date: a day, hours or the whole day, and how sure it is. `time` is the one it changes."""

    time = forms.IntegerField(required=False, widget=forms.HiddenInput)
    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    start = forms.TimeField(
        label=gettext_lazy("Begins"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    end = forms.TimeField(
        label=gettext_lazy("Ends"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("How sure is it?"), choices=PlanTime.Stage, initial=PlanTime.Stage.IDEA
    )

    def clean(self) -> dict[str, Any]:
        """A new date is ahead; an evening may run over midnight."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        day = data.get("day")
        if day is None or data.get("DELETE"):
            return data
        moved = data.get("time") is None or "day" in self.changed_data
        if moved and not timezone.localdate() <= day <= timezone.localdate() + FARTHEST:
            self.add_error("day", _("Give a day that is still ahead."))
        if data.get("end") and not data.get("start"):
            self.add_error("start", _("When does it begin?"))
        return data

    def told(self) -> TimeTold:
        """The date as a command takes it."""
        data = self.cleaned_data
        day, start, end = data["day"], data.get("start"), data.get("end")
        if start is None:
            first = helsinki(datetime.combine(day, time()))
            last = helsinki(datetime.combine(day + timedelta(days=1), time()))
            return TimeTold(first, last, True, data["stage"], data.get("time"))
        begins = datetime.combine(day, start)
        ends = datetime.combine(day, end) if end else begins + USUAL
        if ends <= begins:
            ends += timedelta(days=1)
        return TimeTold(helsinki(begins), helsinki(ends), False, data["stage"], data.get("time"))


class Dates(BaseFormSet[DateForm]):
    """All the dates of a plan."""

    def clean(self) -> None:
        """At least one, and none twice."""
        if any(self.errors):
            return
        told = self.told()
        if not told:
            raise ValidationError(_("Give at least one date."))
        if len({each.start for each in told}) < len(told):
            raise ValidationError(_("The same time is there twice."))

    def told(self) -> tuple[TimeTold, ...]:
        """The dates that were filled in and are right."""
        return tuple(
            form.told()
            for form in self.forms
            if form.is_valid() and form.cleaned_data.get("day") and not form.cleaned_data["DELETE"]
        )


def dates_of(
    plan: Plan | None, sent: QueryDict | None = None, *, more: bool = False, day: str = ""
) -> Dates:
    """The dates of a plan, as kept or as sent now, with one more empty row when asked for."""
    first = [_initial(each) for each in plan.times.all()] if plan else []
    if not first and day:
        first = [{"day": day, "start": "18:00"}]
    made = formset_factory(
        DateForm,
        formset=Dates,
        extra=0 if first else 1,
        can_delete=True,
        max_num=MOST,
        absolute_max=MOST + 5,
        validate_max=True,
    )
    data = sent.copy() if sent is not None else None
    if data is not None and more:
        data["dates-TOTAL_FORMS"] = str((whole(data.get("dates-TOTAL_FORMS", "0")) or 0) + 1)
    formset: Dates = made(data, initial=first, prefix="dates")  # type: ignore[assignment]
    return formset


def _initial(each: PlanTime) -> dict[str, Any]:
    begins, ends = wall_clock(each.start), wall_clock(each.end)
    return {
        "time": each.pk,
        "day": begins.date(),
        "start": None if each.whole_day else begins.time(),
        "end": None if each.whole_day else ends.time(),
        "stage": each.stage,
    }
