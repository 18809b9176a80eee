"""What the buttons of the advice send along with the form of a plan."""

from __future__ import annotations

import re
from datetime import timedelta

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from seurantalo.planning.collisions import MARGIN

KEY = re.compile(r"(?:activity|plan):[0-9]{1,18}")
SLOT = re.compile(r"([0-9]{1,2}) ([0-9]{4}-[0-9]{2}-[0-9]{2})")
BUTTONS = ("check", "free", "slot", "dismiss", "undismiss")
MOST = 60
MARGINS = {  # hours; a day means the same day
    "0": gettext_lazy("Only at the same time"),
    "3": gettext_lazy("At most 3 hours apart"),
    "6": gettext_lazy("At most 6 hours apart"),
    "24": gettext_lazy("On the same day"),
}


class MarginForm(forms.Form):
    """How far in time the advice looks; asked each time and kept nowhere."""

    margin = forms.ChoiceField(
        label=gettext_lazy("How near in time is looked at?"),
        help_text=gettext_lazy("The further apart two things are, the less they clash."),
        choices=tuple(MARGINS.items()),
        initial="3",
        required=False,
    )

    def told(self) -> timedelta:
        """What was chosen, else the usual."""
        chosen = self.cleaned_data.get("margin") if self.is_valid() else ""
        return timedelta(hours=int(chosen)) if chosen else MARGIN


def moved(sent: QueryDict) -> QueryDict:
    """The form with the free day that was chosen in the place of the one typed.

    The number is that of the advice: dates that could not be read had none.
    """
    chosen = SLOT.fullmatch(sent.get("slot", ""))
    if not chosen:
        return sent
    changed = sent.copy()
    rows = [name for name in sorted(sent) if re.fullmatch(r"dates-[0-9]{1,2}-day", name)]
    rows = [name for name in rows if sent[name] and f"{name[:-4]}-DELETE" not in sent]
    rows.sort(key=lambda name: int(name.split("-")[1]))
    number = int(chosen[1])
    if number < len(rows):
        changed[rows[number]] = chosen[2]
    return changed


def dismissed(sent: QueryDict) -> list[str]:
    """What was said to be no clash, with the last word."""
    said = [*sent.getlist("dismissed"), sent.get("dismiss", "")]
    taken_back = sent.get("undismiss", "")
    known = dict.fromkeys(key for key in said if KEY.fullmatch(key) and key != taken_back)
    return list(known)[:MOST]
