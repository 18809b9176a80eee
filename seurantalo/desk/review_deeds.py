"""What the buttons of a review item do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.translation import gettext as _

from seurantalo.common.numbers import whole
from seurantalo.desk import review_queue
from seurantalo.desk.review_commands import approve_together
from seurantalo.desk.review_forms import ReturnForm
from seurantalo.desk.sections import words
from seurantalo.publishing import commands as publishing
from seurantalo.publishing import queries


class Done(NamedTuple):
    """What is said, whether one stays on the page, and whether it can be undone."""

    told: str
    stays: bool = False
    undoable: bool = False


def _seen(request: HttpRequest, name: str = "seen") -> int | None:
    return whole(request.POST.get(name, ""))


def _name(thing: Any) -> dict[str, str]:
    return {"name": words(thing.name)}


def approve(thing: Any, request: HttpRequest, form: ReturnForm) -> Done:
    """Publish what she read."""
    publishing.approve(thing, by=request.user, seen=_seen(request))
    return Done(_("“%(name)s” is approved.") % _name(thing), undoable=True)


def approve_both(thing: Any, request: HttpRequest, form: ReturnForm) -> Done:
    """Publish a new organisation and what it sent with itself, each as she read it."""
    house = getattr(thing, "organization", thing)
    notices = [thing] if house is not thing else []
    if house is thing:
        notices = [each.thing for each in review_queue.notices_of(request.user, house)]
    seen = {each: _seen(request, f"seen-activity-{each.pk}") for each in notices}
    approve_together({house: _seen(request, "seen-organization"), **seen}, by=request.user)
    return Done(_("“%(name)s” and what it sent are approved.") % _name(house), undoable=True)


def give_back(thing: Any, request: HttpRequest, form: ReturnForm) -> Done:
    """Return it with the comment."""
    waiting = queries.waits(thing)
    language = getattr(waiting and waiting.sender, "language", "fi")
    publishing.give_back(thing, by=request.user, comment=form.comment(language))
    told = _("“%(name)s” is returned. The sender gets your words by email.")
    return Done(told % _name(thing))  # the letter has gone: nothing to undo


def take(thing: Any, request: HttpRequest, form: ReturnForm) -> Done:
    """Say to the others that she is reading it."""
    publishing.take(thing, by=request.user)
    return Done(_("You have taken this. The others see it."), stays=True)


def take_over(thing: Any, request: HttpRequest, form: ReturnForm) -> Done:
    """Take it from another who had taken it."""
    publishing.take(thing, by=request.user, over=True)
    return Done(_("You have taken this. The others see it."), stays=True)


def release(thing: Any, request: HttpRequest, form: ReturnForm) -> Done:
    """Give it back to the queue."""
    publishing.release(thing, by=request.user)
    return Done(_("It is in the queue again, for anybody to take."))


def check(thing: Any, request: HttpRequest, form: ReturnForm) -> Done:
    """Note that she has looked at what was published at once."""
    publishing.check(thing, by=request.user)
    return Done(_("“%(name)s” is noted as looked at.") % _name(thing), undoable=True)


DECISIONS: dict[str, Callable[[Any, HttpRequest, ReturnForm], Done]] = {
    "approve": approve,
    "approve-both": approve_both,
    "return": give_back,
    "take": take,
    "take-over": take_over,
    "release": release,
    "check": check,
}
