"""What a person brings: a file or an address, and for which of her organisations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seurantalo.interop.uploads import LARGEST_FILE
from seurantalo.interop.whose import ForOrganization


class SpreadsheetForm(ForOrganization):
    """A list of activities as a file."""

    file = forms.FileField(
        label=_("Your list"),
        help_text=_("An Excel file (.xlsx) or a CSV file, at most 200 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={
            "required": _("Choose the file that has your activities."),
            "missing": _("Choose the file that has your activities."),
            "empty": _("The file is empty. Choose the file that has your activities."),
        },
    )
    field_order = ("file", "organization")

    def clean_file(self) -> Any:
        """Refused before it is read when it is far too large."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            size = LARGEST_FILE // 1024**2
            raise forms.ValidationError(
                _("The file is larger than %(size)s MB. Divide it into parts."),
                params={"size": size},
            )
        return file


class CalendarForm(ForOrganization):
    """The address of a calendar."""

    url = forms.CharField(
        label=_("Address of the calendar"),
        max_length=2000,
        help_text=_(
            "In your calendar it is called “public address in iCal format” or “subscribe”."
            " It often ends in .ics."
        ),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}),
        error_messages={"required": _("Paste the address of your calendar.")},
    )
    field_order = ("url", "organization")
