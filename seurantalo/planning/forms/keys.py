"""The form by which one makes a private calendar address."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy


class KeyForm(forms.Form):
    """What the address is for, and whose plans it shows."""

    name = forms.CharField(
        label=gettext_lazy("Name of the calendar"),
        help_text=gettext_lazy("For yourself: by it you know which program reads it."),
        max_length=80,
    )
    whose = forms.ChoiceField(
        label=gettext_lazy("What it shows"),
        choices=[
            ("all", gettext_lazy("All plans that I may see")),
            ("own", gettext_lazy("Only the plans of my own organisations")),
        ],
        widget=forms.RadioSelect,
        initial="all",
    )
