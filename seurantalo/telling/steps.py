"""The questions in their order: one screen each, few, and only what a citizen needs."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Step(NamedTuple):
    """A screen: its word in the address, its question, and its name in a list."""

    name: str
    question: str | Promise
    short: str | Promise
    lead: str | Promise = ""


STEPS = (
    Step("mita", _("What do you want to tell about?"), _("What")),
    Step("milloin", _("When is it?"), _("When"), _("Write as you would say it.")),
    Step("missa", _("Where is it?"), _("Where")),
    Step("kenelle", _("For whom, and about what?"), _("For whom and about what")),
    Step(
        "yhteys",
        _("Who answers, if somebody asks?"),
        _("Contact"),
        _("This is shown to everybody. A phone number or an email address is enough."),
    ),
    Step(
        "lisaa",
        _("Getting in, and a picture"),
        _("Accessibility and picture"),
        _("You may skip this. Tick only what is surely so."),
    ),
    Step("kuka", _("Who organises this?"), _("Organiser")),
)
NAMES = tuple(step.name for step in STEPS)
BY_NAME = {step.name: step for step in STEPS}
FIRST = NAMES[0]


def after(name: str) -> str:
    """The next question, "" after the last."""
    at = NAMES.index(name) + 1
    return NAMES[at] if at < len(NAMES) else ""


def before(name: str) -> str:
    """The question before, "" before the first."""
    at = NAMES.index(name)
    return NAMES[at - 1] if at else ""
