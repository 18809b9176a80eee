"""Returning with a comment: ready sentences to pick from, and room for one's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

READY = {
    "when": _("Tell when it happens: the day, the time and until when."),
    "where": _("Tell where it happens: the address, or that it is online."),
    "whom": _("Tell for whom it is, and whether a newcomer may just come along."),
    "price": _("Tell what it costs, or that it is free of charge."),
    "contact": _("Give a phone number or an email address where one can ask more."),
    "plain": _("Write the text shorter and plainer, please."),
    "person": _("Take personal matters or names of people out of the text, please."),
    "twice": _("This seems to be told already. Is it the same? Then mend the earlier one."),
}


class ReturnForm(forms.Form):
    """Why it is returned; at least one sentence, ready or own."""

    ready = forms.MultipleChoiceField(
        label=_("What should be mended?"),
        choices=list(READY.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    own = forms.CharField(
        label=_("In your own words"),
        help_text=_("The sender reads this as you write it."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """One of the two has to say something."""
        told = super().clean() or {}
        if not told.get("ready") and not (told.get("own") or "").strip():
            raise forms.ValidationError(_("Pick a sentence or write what should be mended."))
        return told

    def comment(self, language: str) -> str:
        """The whole comment, the ready sentences in the language of the one who sent it."""
        with override(language):
            ready = [str(READY[key]) for key in self.cleaned_data["ready"]]
        return "\n".join([*ready, self.cleaned_data["own"].strip()]).strip()
