"""The forms of registering, claiming and inviting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from seurantalo.common.text import Text
from seurantalo.organizations.models import Membership
from seurantalo.organizations.told import read_areas, read_number
from seurantalo.records.content import ContactPointContent, OrganizationContent
from seurantalo.records.schemas import LinkRecord
from seurantalo.taxonomy import queries as taxonomy


def kinds() -> list[tuple[str, str]]:
    """The kinds of organisations, as the reader calls them."""
    lang = get_language() or "fi"
    return [
        (term.code, term.label.pick(lang).text) for term in taxonomy.in_use("organization_kind")
    ]


def read_into(form: forms.Form, field: str, read: Any) -> Any:
    """Read a field's text by a function of `told`; what is wrong stands beside the field."""
    try:
        return read(form.cleaned_data.get(field, ""))
    except ValidationError as error:
        form.add_error(field, error)
        return None


class FindForm(forms.Form):
    """Is it here already?"""

    q = forms.CharField(
        label=_("Name, business id or register number"),
        help_text=_("For example Nilsiän ystävät, 0201256-6 or 204.123."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Write the name of your group, or a part of it.")},
    )


class RegisterForm(forms.Form):
    """The short form: what a citizen and a coordinator need to know, and nothing else."""

    name = forms.CharField(label=_("Name of the organisation or group"), max_length=200)
    kind = forms.ChoiceField(label=_("What kind is it?"), choices=kinds, initial="association")
    number = forms.CharField(
        label=_("Business id or register number"),
        help_text=_("If you have one. A group without any number is just as welcome."),
        max_length=30,
        required=False,
    )
    areas = forms.CharField(
        label=_("Where do you work?"),
        help_text=_("Municipalities with commas between: Kuopio, Siilinjärvi. Or a region."),
        max_length=1000,
    )
    summary = forms.CharField(
        label=_("What do you do, in a sentence or two?"),
        help_text=_("For example: Company and help for the people of Nilsiä. Everyone is welcome."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    contact_name = forms.CharField(
        label=_("Who answers questions?"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    consent = forms.BooleanField(
        label=_("The name may be shown on the page. The person has agreed to it."), required=False
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("Email address for questions"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    url = forms.URLField(
        label=_("Web page or Facebook page"),
        max_length=300,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}),
    )

    def clean(self) -> dict[str, Any]:
        """Numbers and places are read; there has to be some way to ask."""
        data = super().clean() or self.cleaned_data
        self.numbers = read_into(self, "number", read_number)
        self.areas_told = read_into(self, "areas", read_areas)
        if not any(data.get(way) for way in ("phone", "email", "url")):
            self.add_error(
                "phone", _("Give a phone number, an email address or a web page: one is enough.")
            )
        return data

    def content(self) -> OrganizationContent:
        """What was told, in the language of the page."""
        told, lang = self.cleaned_data, get_language() or "fi"
        business_id, registration_number = self.numbers
        contact = ContactPointContent(
            name=told["contact_name"],
            phone=told["phone"],
            email=told["email"],
            consent=told["consent"],
        )
        return OrganizationContent(
            name=Text({lang: told["name"]}),
            kind=told["kind"],
            business_id=business_id,
            registration_number=registration_number,
            summary=Text({lang: told["summary"]}),
            service_areas=self.areas_told,
            contacts=(contact,) if contact != ContactPointContent(consent=contact.consent) else (),
            links=(LinkRecord(url=told["url"]),) if told["url"] else (),
        )


class AssistedForm(forms.Form):
    """For a coordinator who writes what somebody tells by phone."""

    speaker = forms.CharField(
        label=_("Who tells this? (name)"),
        help_text=_("The history will tell that you entered this for them."),
        max_length=120,
        required=False,
    )
    speaker_email = forms.EmailField(
        label=_("Their email address"),
        help_text=_("They get an invitation to take over."),
        required=False,
    )


class ClaimForm(forms.Form):
    """Who are you?"""

    evidence = forms.CharField(
        label=_("What do you do in it?"),
        help_text=_(
            "For example: I have been its secretary since 2019; the chair is Liisa, 040 123 4567."
            " It helps the one who decides, but you can leave it empty."
        ),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DecideForm(forms.Form):
    """Yes, or no with a reason."""

    reason = forms.CharField(
        label=_("If no: why?"),
        help_text=_("It is sent to the one who asked."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class InviteForm(forms.Form):
    """Whom, and what may she do?"""

    email = forms.EmailField(
        label=_("Email address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(
        label=_("What may they do?"),
        choices=[
            (Membership.Role.EDITOR, _("Editor: writes and mends notices")),
            (Membership.Role.MANAGER, _("Manager: also decides who works here")),
        ],
        initial=Membership.Role.EDITOR,
        widget=forms.RadioSelect,
    )
