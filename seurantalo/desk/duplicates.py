"""What two things that may be one tell, side by side, and which of it somebody has to choose."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _

from seurantalo.activities import merging as activities
from seurantalo.organizations import merging as organizations
from seurantalo.publishing import queries as publishing
from seurantalo.publishing.comparing import Change

CHOSEN = {"activity": activities.CHOSEN, "organization": organizations.CHOSEN}
PIECES = {"ages": ("minimum_age", "maximum_age"), "price": ("price", "price_text")}


class Both(NamedTuple):
    """One that goes and one that stays, and how they differ."""

    kind: str
    goes: Any
    stays: Any
    changes: list[Change]


def look(kind: str, goes: Any, stays: Any) -> Both:
    """The two side by side: what differs, line by line."""
    return Both(kind, goes, stays, publishing.compare_words(goes, stays))


class ChoicesForm(forms.Form):
    """Whose words stay, asked only of what both tell differently."""

    def __init__(self, both: Both, data: Any = None) -> None:
        super().__init__(data)
        for field in CHOSEN[both.kind]:
            names = PIECES.get(field, (field,))
            ours = [getattr(both.stays, name) for name in names]
            theirs = [getattr(both.goes, name) for name in names]
            if ours != theirs and any(ours) and any(theirs):
                self.fields[field] = self._question(both, field, ours, theirs)

    def _question(self, both: Both, field: str, ours: Any, theirs: Any) -> forms.ChoiceField:
        numbers = field in organizations.NUMBERS
        label = both.stays._meta.get_field(PIECES.get(field, (field,))[0]).verbose_name
        return forms.ChoiceField(
            label=_("ages") if field == "ages" else label,
            required=numbers,
            widget=forms.RadioSelect,
            choices=[("into", _said(both.stays, field, ours)),
                     ("merged", _said(both.goes, field, theirs))],
            initial="" if numbers else _fuller(field, ours, theirs),
        )  # fmt: skip

    @property
    def choices(self) -> dict[str, str]:
        """What was chosen."""
        return {field: side for field, side in self.cleaned_data.items() if side}


def _fuller(field: str, ours: Any, theirs: Any) -> str:
    if field in ("summary", "description"):
        return "merged" if len(str(theirs[0])) > len(str(ours[0])) else "into"
    return "into"


def _said(thing: Any, field: str, values: list[Any]) -> str:
    if field in ("kind", "price") and hasattr(thing, f"get_{field}_display"):
        return str(getattr(thing, f"get_{field}_display")())
    if field == "ages":
        return "–".join("" if each is None else str(each) for each in values)
    return str(values[0])
