"""The texts of a notice or an organisation in one language, beside their original."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seurantalo.telling import languages
from seurantalo.telling.plain_text import plain


class TranslationForm(forms.Form):
    """A field for each text, with a tick to say that it is right where that is in doubt.

    Words of a machine (`machine`) come in as if they were typed, with a hidden mark of what they were.
    """

    def __init__(
        self,
        lines: list[languages.Line],
        lang: str,
        data: Any = None,
        machine: Mapping[str, str] | None = None,
    ) -> None:
        self.lines = {line.key: line for line in lines if line.original.lang != lang}
        self.lang, self.machine = lang, machine or {}
        super().__init__(data=data)
        self.use_required_attribute = False
        for key, line in self.lines.items():
            self._add(key, line)

    def _add(self, key: str, line: languages.Line) -> None:
        cell, drafted = line.cell(self.lang), self.machine.get(key, "")
        long = languages.longest(key) > 300
        widget = forms.Textarea(attrs={"rows": 5}) if long else forms.Textarea(attrs={"rows": 2})
        widget.attrs["lang"] = self.lang
        self.fields[key] = forms.CharField(
            label=str(line.label),
            max_length=languages.longest(key),
            required=False,
            initial=cell.text,
            show_hidden_initial=True,
            widget=widget,
        )
        mark = languages.fingerprint(drafted) if drafted else ""
        self.fields[f"{key}-machine"] = forms.CharField(
            widget=forms.HiddenInput, required=False, max_length=40, initial=mark
        )
        self.fields[f"{key}-right"] = forms.BooleanField(
            label=gettext_lazy("I have read this, and it is right"), required=False
        )

    @classmethod
    def with_drafts(
        cls, lines: list[languages.Line], lang: str, data: Any, drafted: Mapping[str, str]
    ) -> TranslationForm:
        """What is typed so far, its empty fields filled by the machine."""
        typed: Any = data.copy()
        empty = {key: text for key, text in drafted.items() if not typed.get(key, "").strip()}
        for key, text in empty.items():
            typed[key] = text
            typed[f"{key}-machine"] = languages.fingerprint(text)
        return cls(lines, lang, typed, machine=empty)

    def rows(self) -> list[dict[str, Any]]:
        """Each text with its original, its state and its fields."""
        return [
            {
                "line": line,
                "cell": line.cell(self.lang),
                "drafted": key in self.machine,
                "field": self[key],
                "mark": self[f"{key}-machine"],
                "right": self[f"{key}-right"] if self._in_doubt(key, line) else None,
            }
            for key, line in self.lines.items()
        ]

    def _in_doubt(self, key: str, line: languages.Line) -> bool:
        """Whether a person is asked to say that it is right."""
        return key in self.machine or line.cell(self.lang).state in {"machine", "older"}

    def clean(self) -> Any:
        """Plain words; what another changed meanwhile is told, and nothing is lost."""
        for key, line in self.lines.items():
            if key in self.cleaned_data:
                self.cleaned_data[key] = plain(self.cleaned_data[key])
            now = line.cell(self.lang).text
            drawn = plain(self.data.get(self.add_initial_prefix(key), ""))
            if key in self.changed_data and plain(now) not in (drawn, self.cleaned_data.get(key)):
                said = {"text": now or "–"}
                self.add_error(
                    key,
                    _("Somebody changed this meanwhile to “%(text)s”. Save again to use yours.")
                    % said,
                )
        return self.cleaned_data

    def redrawn(self) -> TranslationForm:
        """As typed, with what stands there now as its starting point: saving again means it."""
        data: Any = self.data
        data = data.copy()
        for key, line in self.lines.items():
            if key in self.errors:
                data[self.add_initial_prefix(key)] = line.cell(self.lang).text
        self.data = data
        return self

    @property
    def told(self) -> dict[str, str]:
        """The texts as they are to be."""
        changed = {key for key in self.lines if key in self.changed_data}
        return {key: self.cleaned_data[key] for key in self.lines if key in changed | self.right}

    @property
    def right(self) -> set[str]:
        """The keys that she says are right."""
        return {key for key in self.lines if self.cleaned_data.get(f"{key}-right")}

    @property
    def untouched(self) -> set[str]:
        """The keys whose words are still those of the machine."""
        return {
            key
            for key in self.lines
            if self.cleaned_data.get(f"{key}-machine")
            == languages.fingerprint(self.cleaned_data.get(key, ""))
        }
