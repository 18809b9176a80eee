"""Small forms of the thread and of asking others along."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from seurantalo.organizations.models import Organization


class MessageForm(forms.Form):
    """A message, and in whose name when she works for several."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=gettext_lazy("In whose name?"), empty_label=None
    )
    text = forms.CharField(
        label=gettext_lazy("Message"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, speakers: list[Organization], **more: Any) -> None:
        super().__init__(*args, **more)
        if len(speakers) > 1:
            known = Organization.objects.filter(pk__in=[each.pk for each in speakers])
            self.fields["organization"].queryset = known  # type: ignore[attr-defined]
        else:
            del self.fields["organization"]


class AskForm(forms.Form):
    """Which organisation to ask along."""

    q = forms.CharField(
        label=gettext_lazy("Name of the organisation"),
        max_length=120,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
