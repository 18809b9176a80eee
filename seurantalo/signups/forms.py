"""What is asked of one who signs up, and of an organiser who adds, writes or chooses how long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from phonenumbers import NumberParseException, is_possible_number, parse

from seurantalo.signups.about import when
from seurantalo.signups.beside import words
from seurantalo.signups.commands import Told
from seurantalo.signups.models import MOST_KEPT_DAYS, MOST_PEOPLE
from seurantalo.signups.offers import Offer


def time_words(offer: Offer) -> str:
    """A time as a choice: "ti 8.12. klo 18–19.30"; of a series that it is all the times."""
    if offer.series:
        return _("All the times")
    return when(offer.start, offer.end, whole_day=offer.whole_day)


class PersonForm(forms.Form):
    """Who comes: a name, a way to reach her, and how many they are."""

    time = forms.ChoiceField(
        label=gettext_lazy("Which time?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the time.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Email"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"},
        ),
    )
    people = forms.IntegerField(
        label=gettext_lazy("How many are you?"),
        min_value=1,
        max_value=MOST_PEOPLE,
        initial=1,
        help_text=gettext_lazy("You and those who come with you."),
    )

    def __init__(self, *args: Any, offers: Sequence[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.offers = {each.key: each for each in offers}
        choices = [
            (key, f"{time_words(each)} – {words(each)}") for key, each in self.offers.items()
        ]
        self.fields["time"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        if len(choices) == 1:
            self.fields["time"].widget = forms.HiddenInput()
            self.initial["time"] = choices[0][0]  # whatever the address asked for

    def clean_phone(self) -> str:
        """A number that can be called."""
        typed = str(self.cleaned_data["phone"]).strip()
        if typed:
            try:
                possible = is_possible_number(parse(typed, "FI"))
            except NumberParseException:
                possible = False
            if not possible:
                raise ValidationError(_("This is no phone number. Write it so: 040 123 4567."))
        return typed

    @property
    def offer(self) -> Offer:
        """What she chose."""
        return self.offers[self.cleaned_data["time"]]

    @property
    def told(self) -> Told:
        """What she told."""
        kept = {name: self.cleaned_data[name] for name in ("name", "email", "phone", "people")}
        return Told(**kept)


class SignUpForm(PersonForm):
    """By herself: one way to reach her is enough. `homepage` is a trap that only programs fill."""

    homepage = forms.CharField(label="Homepage", required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("The confirmation and word of any change come here.")
        self.fields["phone"].help_text = _(
            "If you have no email. The organiser rings you if something changes."
        )

    def clean(self) -> dict[str, Any]:
        """Somebody must be able to reach her."""
        told = self.cleaned_data
        if (
            not told.get("email")
            and not told.get("phone")
            and not {"email", "phone"} & set(self.errors)
        ):
            self.add_error("email", _("Give an email address or a phone number."))
        return told

    @property
    def by_program(self) -> bool:
        """Whether the trap was filled."""
        return bool(self.cleaned_data.get("homepage"))


class AddForm(PersonForm):
    """By the organiser, of somebody who rang or asked at the door: a name will do."""


class MessageForm(forms.Form):
    """What an organiser writes to those who come."""

    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=100)
    text = forms.CharField(
        label=gettext_lazy("Message"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Empty lines make paragraphs. Each gets a letter of her own."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False


class KeepForm(forms.Form):
    """How long sign-ups are kept after the last time."""

    days = forms.IntegerField(
        label=gettext_lazy("Days after the last time"), min_value=1, max_value=MOST_KEPT_DAYS
    )
