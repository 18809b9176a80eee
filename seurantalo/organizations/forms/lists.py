"""What there are 1–n of: addresses, contacts, links; more of each without a script."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from seurantalo.common.numbers import whole
from seurantalo.common.text import Text
from seurantalo.places import queries as places
from seurantalo.records.content import ContactPointContent, OrganizationContent, PlaceContent
from seurantalo.records.schemas import LinkRecord

of_the_web = URLValidator(schemes=["http", "https"])


class Numbered(forms.Form):
    """A form of a list: `place` says which of the old ones it was; empty means a new one."""

    place = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def of(self, old: tuple[Any, ...], new: Any) -> Any:
        """The old one this form is about, or `new`."""
        place = self.cleaned_data.get("place")
        return old[place] if place is not None and 0 <= place < len(old) else new


class AddressForm(Numbered):
    """Where the organisation itself is met."""

    name = forms.CharField(
        label=_("Name of the place"),
        help_text=_("For example: Village hall."),
        max_length=120,
        required=False,
    )
    street = forms.CharField(label=_("Street address"), max_length=200, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=10, required=False)
    municipality = forms.CharField(label=_("Municipality"), max_length=80, required=False)
    confidential = forms.BooleanField(
        label=_("Keep the address secret; only the municipality is shown."), required=False
    )

    def clean(self) -> dict[str, Any]:
        """The municipality comes from what was typed, or from the postal code."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        typed = data.get("municipality") or data.get("postal_code") or ""
        self.around = places.resolve_place(typed) if typed else None
        known = self.around is not None and self.around.municipality is not None
        if self.has_changed() and not data.get("DELETE") and not known:
            self.add_error("municipality", _("In which municipality is it? For example Kuopio."))
        return data

    def content(self, old: tuple[PlaceContent, ...], lang: str) -> PlaceContent:
        """The place; where it is on the map stays as it was while its address does."""
        data, was = self.cleaned_data, self.of(old, PlaceContent())
        town = self.around.municipality if self.around else None
        told: dict[str, Any] = {
            "name": Text({**was.name, lang: data["name"]}),
            "street_address": Text({**was.street_address, lang: data["street"]}),
            "postal_code": data["postal_code"],
            "municipality": town.code if town else was.municipality,
            "confidential": data["confidential"],
        }
        if any(told[part] != getattr(was, part) for part in WHERE):
            told |= _on_the_map(data)
        kept: PlaceContent = was.model_copy(update=told)
        return kept


WHERE = ("street_address", "postal_code", "municipality")


def _on_the_map(data: dict[str, Any]) -> dict[str, Any]:
    """The point of a street that is known, else none: never the wrong one."""
    around = data["postal_code"] or data["municipality"]
    found = places.resolve_place(f"{data['street']}, {around}") if data["street"] else None
    exact = found if found and found.precision == "address" else None
    return {
        "district": "",
        "latitude": exact.latitude if exact else None,
        "longitude": exact.longitude if exact else None,
    }


class ContactForm(Numbered):
    """Who answers."""

    role = forms.CharField(
        label=_("For what?"),
        help_text=_("For example: Bookings."),
        max_length=120,
        required=False,
    )
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    consent = forms.BooleanField(
        label=_("The name may be shown on the page. The person has agreed to it."), required=False
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    email = forms.EmailField(label=_("Email address"), required=False)

    def content(self, old: tuple[ContactPointContent, ...], lang: str) -> ContactPointContent:
        """The contact; its languages and its page stay as they were."""
        data, was = self.cleaned_data, self.of(old, ContactPointContent())
        told = {field: data[field] for field in ("name", "consent", "phone", "email")}
        role = Text({**was.role, lang: data["role"]})
        kept: ContactPointContent = was.model_copy(update={**told, "role": role})
        return kept


class LinkForm(Numbered):
    """A page elsewhere."""

    url = forms.URLField(
        label=_("Web address"),
        max_length=500,
        assume_scheme="https",
        validators=[of_the_web],
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    label = forms.CharField(
        label=_("What is it?"),
        help_text=_("For example: Our Facebook page."),
        max_length=120,
        required=False,
    )

    def content(self, old: tuple[LinkRecord, ...], lang: str) -> LinkRecord:
        """The link."""
        data, was = self.cleaned_data, self.of(old, None)
        label = was.label if was else Text()
        return LinkRecord(url=data["url"], label=Text({**label, lang: data["label"]}))


FORMS: dict[str, type[Numbered]] = {
    "contacts": ContactForm,
    "addresses": AddressForm,
    "links": LinkForm,
}


class Lists:
    """The three lists of one organisation, as last told or as sent now.

    `more` names the list that gets one more empty form.
    """

    def __init__(
        self,
        told: OrganizationContent,
        lang: str,
        sent: QueryDict | None = None,
        more: str = "",
    ) -> None:
        self.told, self.lang = told, lang
        self.sets = {name: self._set(name, sent, more == name) for name in FORMS}

    def _set(self, name: str, sent: QueryDict | None, more: bool) -> BaseFormSet[Any]:
        first = _initial(name, getattr(self.told, name), self.lang)
        made = formset_factory(
            FORMS[name], extra=0 if first else 1, can_delete=True, max_num=30, absolute_max=40
        )
        data = sent.copy() if sent is not None else None
        if data is not None and more:
            count = data.get(f"{name}-TOTAL_FORMS", "0")
            data[f"{name}-TOTAL_FORMS"] = str((whole(count) or 0) + 1)
        formset: BaseFormSet[Any] = made(data, initial=first, prefix=name)
        return formset

    def is_valid(self) -> bool:
        """Are all of them in order? (Each is asked, so that each shows its errors.)"""
        return all([formset.is_valid() for formset in self.sets.values()])

    def content(self) -> dict[str, tuple[Any, ...]]:
        """What the lists hold now, by their names."""
        return {name: self._content(name) for name in FORMS}

    def _content(self, name: str) -> tuple[Any, ...]:
        old = getattr(self.told, name)
        kept = [form for form in self.sets[name] if not form.cleaned_data.get("DELETE")]
        filled = [form for form in kept if form.has_changed() or _is_old(form)]
        return tuple(form.content(old, self.lang) for form in filled)


def _is_old(form: Numbered) -> bool:
    return form.cleaned_data.get("place") is not None


def _initial(name: str, old: tuple[Any, ...], lang: str) -> list[dict[str, Any]]:
    return [{"place": place, **STARTS[name](each, lang)} for place, each in enumerate(old)]


def _of_address(place: PlaceContent, lang: str) -> dict[str, Any]:
    town = places.area("municipality", place.municipality) if place.municipality else None
    return {
        "name": place.name.pick(lang).text,
        "street": place.street_address.pick(lang).text,
        "postal_code": place.postal_code,
        "municipality": town.name.pick(lang).text if town else "",
        "confidential": place.confidential,
    }


def _of_contact(contact: ContactPointContent, lang: str) -> dict[str, Any]:
    return {
        "role": contact.role.pick(lang).text,
        "name": contact.name,
        "consent": contact.consent,
        "phone": contact.phone,
        "email": contact.email,
    }


def _of_link(link: LinkRecord, lang: str) -> dict[str, Any]:
    return {"url": link.url, "label": link.label.pick(lang).text}


STARTS: dict[str, Any] = {"addresses": _of_address, "contacts": _of_contact, "links": _of_link}
