"""The form of all that people tell of an organisation: texts by language, and 1–n of the rest.

It starts from the content as last told and gives a content back; what it does not ask (other
languages, coordinates, the source) stays as it was.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from seurantalo.common.text import Text
from seurantalo.organizations.forms.joining import kinds, read_into
from seurantalo.organizations.told import (
    main_language,
    read_areas,
    read_business_id,
    read_register_number,
    say_areas,
)
from seurantalo.records.content import OrganizationContent
from seurantalo.taxonomy import queries as taxonomy

LANGUAGES = {
    "fi": _("in Finnish"),
    "sv": _("in Swedish"),
    "en": _("in English"),
    "se": _("in Sámi"),
}
TEXTS = {
    "name": (_("Name"), 200, 1),
    "summary": (_("In short"), 400, 3),
    "description": (_("Tell more"), 10_000, 8),
}
HINTS = {
    "summary": _("One or two sentences. It is shown in search results."),
    "description": _("What you do, for whom, how one comes along. Empty lines make paragraphs."),
}


def themes() -> list[tuple[str, list[tuple[str, str]]]]:
    """The themes in groups, as the reader calls them."""
    lang = get_language() or "fi"
    groups: dict[str, list[tuple[str, str]]] = {}
    for term in taxonomy.in_use("theme").order_by("order", "code"):
        top = term.parent or term
        named = (term.code, term.label.pick(lang).text)
        groups.setdefault(top.label.pick(lang).text, []).append(named)
    return list(groups.items())


class ThemesWidget(forms.CheckboxSelectMultiple):
    """Themes in groups that open; those with a chosen one are open."""

    template_name = "organizations/widgets/themes.html"
    use_fieldset = True


class OrganizationForm(forms.Form):
    """One organisation; 1–n addresses, contacts and links stand in their own forms beside it."""

    alternate_names = forms.CharField(
        label=_("Also known as"),
        help_text=_("Short names and old names people search by, with commas between."),
        max_length=400,
        required=False,
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=kinds)
    business_id = forms.CharField(label=_("Business id"), max_length=12, required=False)
    registration_number = forms.CharField(
        label=_("Number in the register of associations"), max_length=12, required=False
    )
    areas = forms.CharField(
        label=_("Where do you work?"),
        help_text=_("Municipalities with commas between: Kuopio, Siilinjärvi. Or a region."),
        max_length=3000,
    )
    themes = forms.MultipleChoiceField(
        label=_("What is it about?"), choices=themes, required=False, widget=ThemesWidget
    )
    logo = forms.FileField(
        label=_("Logo or picture"),
        help_text=_("JPEG, PNG or WebP, at most 10 MB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    logo_alt = forms.CharField(
        label=_("What is in the picture?"),
        help_text=_("In a few words, for those who cannot see it."),
        max_length=250,
        required=False,
    )
    logo_remove = forms.BooleanField(label=_("Take the picture away"), required=False)

    def __init__(self, *args: Any, told: OrganizationContent, **kwargs: Any) -> None:
        self.told = told
        self.language = main_language(told.name)
        kwargs.setdefault("initial", initial(told))
        super().__init__(*args, **kwargs)
        own = {
            f"{field}_{lang}": _text_field(field, lang, self.language)
            for lang in LANGUAGES
            for field in TEXTS
        }
        self.fields = {**own, **self.fields}

    def main_texts(self) -> list[Any]:
        """The texts in the language in which it tells of itself."""
        return [self[f"{field}_{self.language}"] for field in TEXTS]

    def other_texts(self) -> list[tuple[Any, bool, list[Any]]]:
        """Of each other language: its name, whether anything is written in it, the fields."""
        others = [lang for lang in LANGUAGES if lang != self.language]
        return [(LANGUAGES[lang], self._written(lang), self._texts(lang)) for lang in others]

    def _texts(self, lang: str) -> list[Any]:
        return [self[f"{field}_{lang}"] for field in TEXTS]

    def _written(self, lang: str) -> bool:
        return any(field.value() or field.errors for field in self._texts(lang))

    def clean(self) -> dict[str, Any]:
        """Numbers and places are read; a picture needs its words."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["business_id"] = read_into(self, "business_id", read_business_id)
        data["registration_number"] = read_into(self, "registration_number", read_register_number)
        data["service_areas"] = read_into(self, "areas", read_areas)
        if data.get("logo") and not data.get("logo_alt"):
            self.add_error("logo_alt", _("Tell in a few words what is in the picture."))
        return data

    def content(self) -> OrganizationContent:
        """What is told now; whatever this form does not ask is as it was."""
        data, old = self.cleaned_data, self.told
        texts = {
            field: Text(
                {**getattr(old, field), **{lang: data[f"{field}_{lang}"] for lang in LANGUAGES}}
            )
            for field in TEXTS
        }
        same = ("kind", "business_id", "registration_number", "service_areas")
        return old.model_copy(
            update={
                **texts,
                **{field: data[field] for field in same},
                "themes": tuple(data["themes"]),
                "alternate_names": _names(data["alternate_names"], old, self.language),
            }
        )


def _text_field(field: str, lang: str, main: str) -> forms.CharField:
    label, longest, rows = TEXTS[field]
    widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
    widget.attrs["lang"] = lang
    return forms.CharField(
        label=label if lang == main else _joined(label, LANGUAGES[lang]),
        help_text=HINTS.get(field, "") if lang == main else "",
        max_length=longest,
        required=lang == main and field == "name",
        widget=widget,
    )


def _joined(label: Any, language: Any) -> str:
    return f"{label} {language}"


def _names(typed: str, old: OrganizationContent, lang: str) -> tuple[Text, ...]:
    """Other names; one that was known keeps its languages."""
    known = {name.pick(lang).text: name for name in old.alternate_names}
    names = dict.fromkeys(name.strip() for name in typed.split(",") if name.strip())
    return tuple(known.get(name) or Text({lang: name}) for name in names)


def initial(told: OrganizationContent) -> dict[str, Any]:
    """What the form shows at first."""
    lang = main_language(told.name)
    texts = {
        f"{field}_{each}": getattr(told, field).get(each, "")
        for field in TEXTS
        for each in LANGUAGES
    }
    return {
        **texts,
        "alternate_names": ", ".join(name.pick(lang).text for name in told.alternate_names),
        "kind": told.kind,
        "business_id": told.business_id,
        "registration_number": told.registration_number,
        "areas": say_areas(told.service_areas),
        "themes": list(told.themes),
    }


def as_sent(sent: QueryDict) -> dict[str, Any]:
    """What was typed, to be shown again without judging it."""
    return {**sent.dict(), "themes": sent.getlist("themes")}
