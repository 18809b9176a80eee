"""The form of a term: a line for each language, words separated by commas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seurantalo.common.text import Text
from seurantalo.taxonomy.models import Term
from seurantalo.taxonomy.term_files import split_words

LANGUAGES = {"fi": _("Finnish"), "sv": _("Swedish"), "en": _("English"), "se": _("Northern Sámi")}


class ByLanguage(forms.MultiWidget):
    """One control for each language, named for those who see and for those who hear the page."""

    def __init__(self, widget: type[forms.Widget]) -> None:
        super().__init__(
            {
                lang: widget(attrs={"lang": lang, "placeholder": name, "aria-label": name})
                for lang, name in LANGUAGES.items()
            }
        )

    def decompress(self, value: Mapping[str, Any] | None) -> list[str]:
        """The texts in the order of the languages; lists of words become one line."""
        texts = [(value or {}).get(lang, "") for lang in LANGUAGES]
        return [text if isinstance(text, str) else ", ".join(text) for text in texts]


class TextField(forms.MultiValueField):
    """A `Text`, a line for each language."""

    def __init__(self, widget: type[forms.Widget] = forms.TextInput, **more: Any) -> None:
        fields = [forms.CharField(required=False) for _lang in LANGUAGES]
        super().__init__(fields, widget=ByLanguage(widget), require_all_fields=False, **more)

    def compress(self, data_list: list[str]) -> Text:
        """The texts that were given, by language."""
        return Text(dict(zip(LANGUAGES, data_list, strict=False)))


class TermForm(forms.ModelForm[Term]):
    """A term as coordinators edit it; texts in other languages are kept as they are."""

    label = TextField(label=_("label"))
    plain = TextField(label=_("in plain words"), required=False)
    words = TextField(
        widget=forms.Textarea,
        label=_("everyday words"),
        required=False,
        help_text=_("What people say when they look for this. Separate with commas."),
    )

    class Meta:
        model = Term
        exclude = ["loaded"]  # noqa: DJ006 - the administration names the fields it shows

    def clean_label(self) -> Text:
        """The label with its other languages."""
        return self._with_others("label")

    def clean_plain(self) -> Text:
        """The plain words with their other languages."""
        return self._with_others("plain")

    def clean_words(self) -> dict[str, list[str]]:
        """The words as lists by language, with the other languages."""
        given = {lang: list(words) for lang, words in split_words(self._given("words")).items()}
        return {**self._others("words"), **given}

    def _with_others(self, field: str) -> Text:
        return Text({**self._others(field), **self._given(field)})

    def _given(self, field: str) -> Mapping[str, str]:
        return self.cleaned_data[field] or {}

    def _others(self, field: str) -> dict[str, Any]:
        kept = getattr(self.instance, field) or {}
        return {lang: text for lang, text in kept.items() if lang not in LANGUAGES}
