"""The letters of the desk: sent back, public now, and what waits for a coordinator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from seurantalo.common.text import Text
from seurantalo.mail.kinds import register
from seurantalo.mail.messages import Button, Listing, Message, Row, absolute


class Told(NamedTuple):
    """A thing as the letters need it; `kind` is "activity" or "organization", `whose` may be empty."""

    kind: str
    pk: int
    name: Text
    whose: Text = Text()
    new: bool = False

    def say(self) -> str:
        """Its name in the language of the letter."""
        return self.name.pick(get_language() or "fi").text

    def page(self, name: str, *args: object) -> str:
        """A page about it, in the language of the letter."""
        return absolute(reverse(name, args=[*args, self.pk]))


def returned(thing: Told, comment: str) -> Message:
    """To her who sent it, and to the managers."""
    name = thing.say()
    return Message(
        kind="desk.returned",
        subject=_("One more thing: %(name)s") % {"name": name},
        parts=(
            _("A coordinator has read “%(name)s” and asks:") % {"name": name},
            comment,
            Button(_("Mend and send"), thing.page(f"edit-{thing.kind}")),
            _("What you wrote is kept. What was public before stays public meanwhile."),
        ),
        values={"name": name, "comment": comment},
    )


def approved(thing: Told, comment: str) -> Message:
    """To her who sent it."""
    name = thing.say()
    more = (_("The coordinator writes: %(comment)s") % {"comment": comment},) if comment else ()
    return Message(
        kind="desk.approved",
        subject=_("Public now: %(name)s") % {"name": name},
        parts=(
            _("“%(name)s” is public now and is found by the search. Thank you!") % {"name": name},
            *more,
            Button(_("Look at the page"), thing.page(thing.kind)),
            _("We ask you now and then whether it is still true. One press is enough then."),
        ),
        values={"name": name},
    )


def waiting(sent: Sequence[Told], total: int) -> Message:
    """To a coordinator: what was sent since her last letter, all in one."""
    rows = tuple(
        Row(
            each.say(),
            _said(each),
            (Button(_("Look and decide"), each.page("review-item", each.kind)),),
        )
        for each in sent[:20]
    )
    subject = ngettext("%(n)s thing to review", "%(n)s things to review", len(sent))
    told = ngettext(
        "%(n)s thing was sent for you to read.",
        "%(n)s things were sent for you to read.",
        len(sent),
    )
    return Message(
        kind="desk.waiting",
        subject=subject % {"n": len(sent)},
        parts=(
            told % {"n": len(sent)},
            Listing(rows),
            _("All that waits for you: %(total)s.") % {"total": total},
            Button(_("Open the desk"), absolute(reverse("desk"))),
        ),
        values={"n": str(len(sent)), "total": str(total)},
    )


def _said(each: Told) -> str:
    whose = each.whose.pick(get_language() or "fi").text
    return " · ".join(filter(None, [whose, _("new") if each.new else _("changed")]))


def _samples() -> list[Told]:
    whose = Text(fi="Nilsiän ystävät ry")
    return [
        Told("activity", 1, Text(fi="Ystäväkahvila", sv="Vänkafé"), whose, True),
        Told("activity", 2, Text(fi="Lukupiiri", sv="Läsecirkel"), whose),
    ]


register(
    "desk.returned",
    gettext_lazy("Sent back to be mended"),
    sample=lambda: returned(
        _samples()[0], _("At what time does it begin? Add a phone number, too.")
    ),
)
register("desk.approved", gettext_lazy("Public now"), sample=lambda: approved(_samples()[0], ""))
register(
    "desk.waiting",
    gettext_lazy("What waits for a coordinator"),
    sample=lambda: waiting(_samples(), 5),
    optional=True,
)
