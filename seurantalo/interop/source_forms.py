"""The address of a source, and how it is taken in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from seurantalo.interop.models import Connection
from seurantalo.interop.whose import ForOrganization
from seurantalo.places import queries as places
from seurantalo.taxonomy import queries as taxonomy

HOURS = (
    (1, _("every hour")),
    (3, _("every three hours")),
    (6, _("four times a day")),
    (24, _("once a day")),
    (168, _("once a week")),
)


class SourceForm(ForOrganization):
    """Where the events are; a user name and password only for a calendar server."""

    url = forms.CharField(
        label=_("Address of the calendar, feed or page"),
        max_length=2000,
        help_text=_(
            "For example the address in iCal format of a Google calendar, a published Outlook or"
            " Nextcloud calendar, Linked Events, or the events page of your own site."
        ),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}),
        error_messages={"required": _("Paste the address of your calendar.")},
    )
    user_name = forms.CharField(
        label=_("User name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=500,
        required=False,
        help_text=_(
            "Make an app password for this in your calendar's settings. It is kept encrypted, and"
            " nobody can read it here."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("url", "organization", "user_name", "password")

    def clean(self) -> dict[str, Any]:
        """A name needs its password."""
        data = super().clean() or {}
        if data.get("user_name") and not data.get("password"):
            self.add_error("password", _("Write the password too."))
        return data

    @property
    def credentials(self) -> tuple[str, str] | None:
        """The user name and password of a calendar server, None when none was told."""
        data = self.cleaned_data
        return (data["user_name"], data["password"]) if data.get("user_name") else None


class SettingsForm(forms.Form):
    """How a source is taken in."""

    name = forms.CharField(label=_("What do you call it?"), max_length=200)
    takes = forms.ChoiceField(
        label=_("New and changed events come"),
        choices=Connection.Takes.choices,
        widget=forms.RadioSelect,
    )
    gone = forms.ChoiceField(
        label=_("When the source no longer has an event"),
        choices=Connection.Gone.choices,
        widget=forms.RadioSelect,
    )
    hours = forms.TypedChoiceField(label=_("We read it"), choices=HOURS, coerce=int)
    municipality = forms.CharField(
        label=_("Municipality, where an event does not tell it"),
        max_length=80,
        required=False,
    )
    themes = forms.MultipleChoiceField(
        label=_("What is it about?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    target_groups = forms.MultipleChoiceField(
        label=_("For whom?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, connection: Connection, data: Any = None, *, straight: bool) -> None:
        super().__init__(data, initial=_initial(connection))
        for name, code in (("themes", "theme"), ("target_groups", "target_group")):
            self.fields[name].choices = _terms(code)  # type: ignore[attr-defined]
        if not straight:
            field: Any = self.fields["takes"]
            field.choices = [Connection.Takes.choices[0]]
            field.help_text = _("A coordinator reads what you send before it is public.")

    def clean_municipality(self) -> str:
        """The code of the municipality that was named."""
        typed = str(self.cleaned_data["municipality"]).strip()
        found = places.resolve_place(typed) if typed else None
        if typed and (found is None or found.municipality is None):
            raise forms.ValidationError(_("We know no such municipality. For example Kuopio."))
        return found.municipality.code if found and found.municipality else ""


def _initial(connection: Connection) -> dict[str, Any]:
    usual = connection.usual
    town = places.area("municipality", usual.get("municipality", "")) if usual else None
    return {
        "name": str(connection),
        "takes": connection.takes,
        "gone": connection.gone,
        "hours": connection.hours,
        "municipality": town.name.pick(get_language() or "fi").text if town else "",
        "themes": usual.get("themes", ()),
        "target_groups": usual.get("target_groups", ()),
    }


def _terms(code: str) -> list[tuple[str, str]]:
    """The broad terms of a taxonomy: a whole calendar is about something broad."""
    lang = get_language() or "fi"
    return [
        (term.code, term.label.pick(lang).text)
        for term in taxonomy.in_use(code)
        if term.parent_id is None
    ]
