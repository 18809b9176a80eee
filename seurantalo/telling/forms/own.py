"""The table of many notices: a row is a form, mended by itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seurantalo.activities import queries
from seurantalo.activities.models import Activity
from seurantalo.telling.forms.asking import check_phone
from seurantalo.telling.forms.days import DayField
from seurantalo.telling.own_changes import brief, repeats
from seurantalo.telling.plain_text import plain


class RowForm(forms.Form):
    """One notice in a row. What was there when the page was drawn comes along, hidden: only what
    the person changed is written, and another's change meanwhile is noticed.
    """

    name = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    price = forms.CharField(label=gettext_lazy("Price"), max_length=200, required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False)
    email = forms.EmailField(
        label=gettext_lazy("Email"),
        max_length=100,
        required=False,
        error_messages={"invalid": gettext_lazy("Write the address as name@example.fi.")},
    )
    last_day = DayField(label=gettext_lazy("Last day"), required=False)

    def __init__(self, activity: Activity, data: Any = None) -> None:
        content = queries.content(activity)
        self.activity = activity
        self.now = brief(content)._asdict()
        super().__init__(data=data, prefix=f"n{activity.pk}", initial=self.now)
        self.use_required_attribute = False
        if not repeats(content):
            del self.fields["last_day"]
        for name, field in self.fields.items():
            field.show_hidden_initial = True
            field.widget.attrs |= {"aria-label": f"{field.label}: {activity.name}"}
            if name in ("phone", "email"):
                field.widget.attrs["inputmode"] = {"phone": "tel"}.get(name, "email")
        self.theirs: dict[str, Any] = {}

    def clean_name(self) -> str:
        """Plain words."""
        return plain(self.cleaned_data["name"])

    def clean_price(self) -> str:
        """Plain words."""
        return plain(self.cleaned_data["price"])

    def clean_phone(self) -> str:
        """A number that can be dialled."""
        number = str(self.cleaned_data["phone"])
        if number and number != self.now["phone"]:
            check_phone(number)
        return number

    def clean(self) -> Any:
        """Notice what another changed since the page was drawn: neither may be lost unseen."""
        for name in self.changed_data:
            drawn = self._drawn(name)
            if drawn != _plain(self.now[name]) != _plain(self.cleaned_data.get(name)):
                self.theirs[name] = self.now[name]
                said = {"text": _plain(self.now[name]) or "–"}
                self.add_error(
                    name,
                    _("Somebody changed this meanwhile to “%(text)s”. Save again to use yours.")
                    % said,
                )
        return self.cleaned_data

    def _drawn(self, name: str) -> str:
        """What stood in the field when the page was drawn."""
        hidden = self.data.get(self.add_initial_prefix(name))
        return _plain(self.fields[name].clean(hidden)) if hidden else ""

    @property
    def told(self) -> dict[str, Any]:
        """What the person changed."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


def redrawn(form: RowForm) -> RowForm:
    """The row as typed, with what stands there now as its new starting point: shown once more,
    saving again means it.
    """
    typed: Any = form.data
    data = typed.copy()
    for name in form.theirs:
        field = form.fields[name]
        data[form.add_initial_prefix(name)] = field.prepare_value(form.now[name]) or ""
    form.data = data
    return form


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


class EndForm(forms.Form):
    """When a notice ends: now, or after its last day."""

    when = forms.ChoiceField(
        label=gettext_lazy("When does it end?"),
        choices=[
            ("now", gettext_lazy("It has ended: take it away now")),
            ("later", gettext_lazy("It goes on until a day")),
        ],
        widget=forms.RadioSelect,
        initial="now",
    )
    last = DayField(label=gettext_lazy("Last day"), required=False)

    def clean(self) -> Any:
        """A day is asked only when it goes on."""
        told = self.cleaned_data
        if told.get("when") == "later" and not told.get("last") and "last" not in self.errors:
            self.add_error("last", _("Write the last day, for example 31.5."))
        if told.get("when") == "now":
            told["last"] = None
        return told


class CopyForm(forms.Form):
    """How a notice is copied: as it is, or for the next season."""

    how = forms.ChoiceField(
        label=gettext_lazy("What is it like?"),
        choices=[
            ("season", gettext_lazy("The same for a new season: weekdays and hours stay")),
            ("same", gettext_lazy("Much the same: I change what is different")),
        ],
        widget=forms.RadioSelect,
        initial="season",
    )
    first = DayField(
        label=gettext_lazy("First day of the season"),
        error_messages={"required": gettext_lazy("Write the first day, for example 7.9.")},
    )
    last = DayField(
        label=gettext_lazy("Last day of the season"),
        required=False,
        help_text=gettext_lazy("Leave it empty if it goes on until further notice."),
    )

    def __init__(self, *args: Any, seasonal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        if not seasonal:
            for name in ("first", "last"):
                del self.fields[name]
            self.fields["how"].widget = forms.HiddenInput()
            self.fields["how"].initial = "same"
        elif self.data.get("how") == "same":
            self.fields["first"].required = False


class TemplateForm(forms.Form):
    """What a kept template is called."""

    name = forms.CharField(label=gettext_lazy("Name of the template"), max_length=120)
