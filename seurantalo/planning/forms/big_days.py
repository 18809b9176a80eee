"""A big day of a region or a town."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seurantalo.common.text import Text
from seurantalo.places.models import Area
from seurantalo.planning import big_days


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class BigDayForm(forms.Form):
    """Where, what and from which day to which."""

    area = forms.ModelChoiceField(Area.objects.none(), label=gettext_lazy("Where"))
    name_fi = forms.CharField(label=gettext_lazy("Name in Finnish"), max_length=120)
    name_sv = forms.CharField(label=gettext_lazy("Name in Swedish"), max_length=120, required=False)
    first = _day(gettext_lazy("First day"))
    last = _day(gettext_lazy("Last day"))

    def __init__(self, *args: Any, by: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["area"].queryset = big_days.areas_for(by)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Days in order."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", _("The last day cannot be before the first."))
        return data

    def name(self) -> Text:
        """The name in the languages told."""
        told = {lang: self.cleaned_data[f"name_{lang}"] for lang in ("fi", "sv")}
        return Text({lang: name for lang, name in told.items() if name})
