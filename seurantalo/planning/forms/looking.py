"""The form by which one looks among the plans of others; a wrong value asks for nothing."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from babel.dates import format_skeleton
from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from seurantalo.common.time import helsinki
from seurantalo.places import queries as places
from seurantalo.planning.forms.plans import SEEKS, groups
from seurantalo.planning.models import PlanTime
from seurantalo.planning.queries import PlanFilter

MONTHS_AHEAD = 18


class LookForm(forms.Form):
    """Which plans one wants to see."""

    hakee = forms.ChoiceField(label=gettext_lazy("Looking for"), required=False)
    kunta = forms.CharField(label=gettext_lazy("Municipality"), max_length=80, required=False)
    kenelle = forms.ChoiceField(label=gettext_lazy("For whom"), required=False)
    vaihe = forms.ChoiceField(label=gettext_lazy("How sure"), required=False)
    kk = forms.ChoiceField(label=gettext_lazy("Month"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offered = {
            "hakee": tuple(SEEKS.items()),
            "kenelle": groups(),
            "vaihe": tuple(PlanTime.Stage.choices),
            "kk": months(),
        }
        for name, choices in offered.items():
            self.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]

    def clean_kunta(self) -> str:
        """The code of the municipality typed."""
        typed = self.cleaned_data["kunta"]
        found = places.resolve_place(typed) if typed else None
        if typed and (found is None or found.municipality is None):
            raise forms.ValidationError(_("We do not know this municipality. Check the name."))
        return found.municipality.code if found and found.municipality else ""

    def wanted(self) -> PlanFilter:
        """What is looked for."""
        if not self.is_valid():
            return PlanFilter()
        data = self.cleaned_data
        return PlanFilter(
            seeks=data["hakee"],
            municipality=data["kunta"],
            target_group=data["kenelle"],
            stage=data["vaihe"],
            month=_month(data["kk"]),
        )

    @property
    def narrows(self) -> bool:
        """Is anything left out?"""
        return self.is_bound and self.wanted() != PlanFilter()


def months() -> list[tuple[str, str]]:
    """The coming months, as one says them."""
    today, lang = timezone.localdate(), get_language() or "fi"
    found = []
    for ahead in range(MONTHS_AHEAD):
        year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        first = today.replace(year=year, month=month + 1, day=1)
        said = format_skeleton("yMMMM", first, locale=lang)
        found.append((f"{first:%Y-%m}", said))
    return found


def _month(word: str) -> tuple[datetime, datetime] | None:
    if not word:
        return None
    year, month = (int(part) for part in word.split("-"))
    after = divmod(year * 12 + month, 12)
    first = timezone.localdate().replace(year=year, month=month, day=1)
    last = first.replace(year=after[0], month=after[1] + 1)
    return helsinki(datetime.combine(first, time())), helsinki(datetime.combine(last, time()))
