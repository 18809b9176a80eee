"""What a national administrator may turn off for the whole service, in one list.

    if switches.on("registration"): …

A switch is on until somebody turns it off. The names are kept by django-waffle; a name that is not
in this list is a mistake.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from waffle import get_waffle_switch_model


@dataclass(frozen=True)
class Switch:
    """Something that can be turned off: its name in the code, its title, what it does."""

    name: str
    title: str | Promise
    explanation: str | Promise


SWITCHES: dict[str, Switch] = {
    each.name: each
    for each in (
        Switch(
            "registration",
            _("Organisations can be registered"),
            _("Off: nobody can register a new organisation by herself. Coordinators still can."),
        ),
        Switch(
            "report-without-account",
            _("Telling of an activity without signing in"),
            _("Off: one signs in before the first question, not before sending."),
        ),
        Switch(
            "machine-translation",
            _("Machine translation is offered"),
            _("Off: translations are written by people only, even where an engine is plugged in."),
        ),
        Switch(
            "link-checks",
            _("Links in public information are checked every week"),
            _("Off: no web page is asked whether it is still there."),
        ),
        Switch(
            "connected-sources",
            _("Connected calendars are read"),
            _("Off: nothing comes from the calendars of organisations. What has come stays."),
        ),
        Switch(
            "freshness-letters",
            _("Letters that ask whether information is still true"),
            _("Off: nobody is asked and nothing is marked. On again, it goes on where it was."),
        ),
    )
}


def on(name: str) -> bool:
    """Is the switch on? KeyError when there is none of that name."""
    known = SWITCHES[name]
    kept = get_waffle_switch_model().objects.filter(name=known.name)  # waffle's cache lags behind
    active = kept.values_list("active", flat=True).first()
    return True if active is None else bool(active)


def turn(name: str, active: bool) -> object:
    """Turn a switch on or off; the row that keeps it. KeyError when there is none of that name."""
    kept, _made = get_waffle_switch_model().objects.update_or_create(
        name=SWITCHES[name].name, defaults={"active": active}
    )
    return kept
