"""Forms of the administrators' pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seurantalo.accounts.models import RegionalRole
from seurantalo.mail import wording
from seurantalo.organizations.models import RegionRule
from seurantalo.records.content import ContactPointContent

LONGEST_WAIT = 3650


class RuleForm(forms.ModelForm[RegionRule]):
    """How a region reviews what is told, and how often it asks again."""

    confirm_months = forms.IntegerField(
        label=_("Ask whether it is still true every … months"), min_value=1, max_value=60
    )
    remind_after_days = forms.IntegerField(
        label=_("Remind again after … days"), min_value=1, max_value=LONGEST_WAIT
    )
    mark_after_days = forms.IntegerField(
        label=_("Say “not confirmed lately” … days after the first letter"),
        min_value=1,
        max_value=LONGEST_WAIT,
    )
    hide_after_days = forms.IntegerField(
        label=_("Hide it … days after the first letter"), min_value=1, max_value=LONGEST_WAIT
    )

    class Meta:
        model = RegionRule
        fields = (
            "review",
            "confirm_months",
            "confirm_hobbies_at_term_start",
            "remind_after_days",
            "mark_after_days",
            "hide_after_days",
        )
        widgets = {"review": forms.RadioSelect}

    def clean(self) -> dict[str, Any]:
        """First the reminder, then the mark, then hiding."""
        told = super().clean() or {}
        days = [told[name] for name in self.Meta.fields if name.endswith("_days") and name in told]
        if days != sorted(days):
            self.add_error(
                "mark_after_days",
                gettext("The days must grow: first the reminder, then the mark, then hiding."),
            )
        return told


class GrantForm(forms.Form):
    """Who is to look after the region."""

    email = forms.EmailField(
        label=_("Email address of the new coordinator"),
        max_length=254,
        help_text=_("She gets a letter. If she has no account, she gets one too."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the letter"), choices=lambda: settings.LANGUAGES, initial="fi"
    )


class ContactForm(forms.Form):
    """Whom citizens of the region are told to ask."""

    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    consent = forms.BooleanField(
        label=_("She has agreed that her name is shown to everybody"), required=False
    )
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    email = forms.EmailField(label=_("Email address"), max_length=254, required=False)

    @classmethod
    def of(cls, role: RegionalRole, data: Any = None) -> ContactForm:
        """The form as the role's first contact is now."""
        first = role.contacts[0] if role.contacts else ContactPointContent()
        return cls(data, initial=first.model_dump(include=set(cls.base_fields)))

    def contacts(self, role: RegionalRole) -> tuple[ContactPointContent, ...]:
        """The contacts of the role with the first as told; none when all is empty."""
        told = self.cleaned_data
        rest = tuple(role.contacts[1:])
        if not (told["name"] or told["phone"] or told["email"]):
            return rest
        first = role.contacts[0] if role.contacts else ContactPointContent()
        return (first.model_copy(update=told), *rest)


class WordsForm(forms.Form):
    """Own words of a letter. What stays as it was is not kept, and follows the service's own."""

    subject = forms.CharField(label=_("Subject"), max_length=160)
    opening = forms.CharField(
        label=_("Text before the button"), widget=forms.Textarea(attrs={"rows": 8}), max_length=4000
    )
    closing = forms.CharField(
        label=_("Text after the button"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        required=False,
    )

    def __init__(
        self, *args: Any, values: Mapping[str, str], standard: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.values, self.standard = values, standard
        hint = gettext("An empty line begins a new paragraph.")
        if values:
            names = ", ".join(f"{{{name}}}" for name in values)
            hint += " " + gettext("These are filled in for each letter: %(names)s.") % {
                "names": names
            }
        self.fields["opening"].help_text = hint

    def clean(self) -> dict[str, Any]:
        """Every {name} must be one that the letter knows."""
        told = super().clean() or {}
        for field, text in list(told.items()):
            if wrong := wording.unknown(str(text), self.values):
                names = ", ".join(f"{{{name}}}" for name in wrong)
                self.add_error(
                    field, gettext("This letter does not know %(names)s.") % {"names": names}
                )
        return told

    def words(self) -> dict[str, str]:
        """What was written anew; "" for what is as the service says it."""
        told = {name: self.cleaned_data.get(name, "") for name in ("subject", "opening", "closing")}
        return {
            name: "" if _same(text, self.standard[name]) else text for name, text in told.items()
        }


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()
