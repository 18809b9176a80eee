"""The letters of the room: a place, the waiting list, what changed, tomorrow; and to the organisers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from seurantalo.common.text import Text
from seurantalo.common.time import HELSINKI, say_date
from seurantalo.mail.kinds import register
from seurantalo.mail.messages import Button, Listing, Message, Part, Row, absolute
from seurantalo.signups import tokens
from seurantalo.signups.about import About, lang, said, when
from seurantalo.signups.models import SignUp

Status = SignUp.Status


def page(name: str, *args: object) -> str:
    """The whole address of a page of ours, in the language of the letter."""
    return absolute(reverse(name, args=args))


def received(signup: SignUp, about: About) -> Message:
    """She has signed up: with a place, on the waiting list, or as interested."""
    name = said(about.name)
    subject, opening = _received(signup)
    return Message(
        kind="signups.received",
        subject=subject % {"name": name},
        parts=(
            opening % {"name": name},
            *_facts(signup, about),
            _own_button(signup),
            _("Can you not come? Cancel by the link, and somebody else gets your place.")
            if signup.status != Status.INTERESTED
            else _("Did you change your mind? Cancel by the link."),
            _kept(signup, about),
        ),
        values={"name": name},
    )


def _received(signup: SignUp) -> tuple[str, str]:
    if signup.status == Status.WAITING:
        return (
            _("You are on the waiting list: %(name)s"),
            _(
                "It is full just now: %(name)s. You are on the waiting list, and we write to you"
                " at once if you get a place."
            ),
        )
    if signup.status == Status.INTERESTED:
        return (
            _("Your interest was noted: %(name)s"),
            _("You told that you are interested: %(name)s. The organiser knows to expect you."),
        )
    return _("You have signed up: %(name)s"), _("You have a place. Welcome: %(name)s")


def moved_up(signup: SignUp, about: About) -> Message:
    """Somebody cancelled, and she has a place."""
    name = said(about.name)
    return Message(
        kind="signups.moved_up",
        subject=_("You got a place: %(name)s") % {"name": name},
        parts=(
            _("A place became free, and it is yours. Welcome: %(name)s") % {"name": name},
            *_facts(signup, about),
            _own_button(signup),
            _("Can you not come any more? Cancel by the link, so that the next one gets in."),
        ),
        values={"name": name},
    )


def cancelled(signup: SignUp, about: About) -> Message:
    """The organiser took her off the list."""
    name = said(about.name)
    asking = _("If you wonder why, ask the organiser: %(organizer)s") % {
        "organizer": _organizer(about)
    }
    return Message(
        kind="signups.cancelled",
        subject=_("Your sign-up was cancelled: %(name)s") % {"name": name},
        parts=(
            _("The organiser has cancelled your sign-up: %(name)s") % {"name": name},
            *_facts(signup, about)[:1],
            asking,
        ),
        values={"name": name},
    )


def called_off(signup: SignUp, about: About, *, withdrawn: bool = False) -> Message:
    """What she signed up for is cancelled, or is not shown any more."""
    name = said(about.name)
    told = (
        _("“%(name)s” is not in the service any more. Ask the organiser whether it takes place.")
        if withdrawn
        else _("A time you signed up for is cancelled: %(name)s")
    )
    parts: list[Part] = [told % {"name": name}, *_facts(signup, about)[:1]]
    parts.append(_("The organiser: %(organizer)s") % {"organizer": _organizer(about)})
    if not withdrawn:
        parts.append(Button(_("See the other times"), page("activity", about.pk)))
    return Message(
        kind="signups.called_off",
        subject=_("Not as planned: %(name)s") % {"name": name}
        if withdrawn
        else _("Cancelled: %(name)s") % {"name": name},
        parts=tuple(parts),
        values={"name": name},
    )


def changed(signup: SignUp, about: About, *, before: datetime | None) -> Message:
    """Her time has moved; or, when `before` is None, takes place after all."""
    name = said(about.name)
    if before is None:
        subject, opening = (
            _("Takes place after all: %(name)s"),
            _("We told you that it is cancelled. It takes place after all: %(name)s"),
        )
    else:
        subject, opening = (
            _("A new time: %(name)s"),
            _("The time you signed up for has moved: %(name)s"),
        )
    was = (_("Was: %(when)s") % {"when": when(before)},) if before else ()
    return Message(
        kind="signups.changed",
        subject=subject % {"name": name},
        parts=(
            opening % {"name": name},
            *was,
            *_facts(signup, about),
            _own_button(signup),
            _("Does it not suit you? Cancel by the link."),
        ),
        values={"name": name},
    )


def series_changed(signup: SignUp, about: About, *, lines: Sequence[Text]) -> Message:
    """Of the series she comes to some times are cancelled or moved; `lines` say what."""
    name = said(about.name)
    return Message(
        kind="signups.series_changed",
        subject=_("The times have changed: %(name)s") % {"name": name},
        parts=(
            _("Something changed in what you have signed up for: %(name)s") % {"name": name},
            Listing(tuple(Row(said(line)) for line in lines)),
            Button(_("See all the times"), page("activity", about.pk)),
            _own_button(signup),
        ),
        values={"name": name},
    )


def reminder(signup: SignUp, about: About) -> Message:
    """It is tomorrow."""
    name = said(about.name)
    return Message(
        kind="signups.reminder",
        subject=_("Tomorrow: %(name)s") % {"name": name},
        parts=(
            _("You have signed up for tomorrow: %(name)s") % {"name": name},
            *_facts(signup, about),
            _own_button(signup),
            _("Can you not come? Cancel by the link: it takes one press."),
        ),
        values={"name": name},
    )


def message(signup: SignUp, about: About, *, subject: str, text: str) -> Message:
    """The organiser writes to those who come."""
    name, organizer = said(about.name), said(about.organizer)
    told = {"name": name, "organizer": organizer}
    return Message(
        kind="signups.message",
        subject=f"{name}: {subject}",
        parts=(
            _("%(organizer)s writes to those who have signed up: %(name)s") % told,
            *filter(None, (line.strip() for line in text.splitlines())),
            _("To answer, reach the organiser: %(organizer)s") % {"organizer": _organizer(about)},
            _own_button(signup),
        ),
        values=told,
    )


class Digest(NamedTuple):
    """What is new of one activity, for its organisers."""

    pk: int
    name: Text
    new: int
    cancelled: int
    waiting: int


def news(found: Sequence[Digest]) -> Message:
    """Once a day to the organisers: how many signed up. No names: they are behind the sign-in."""
    count = sum(each.new for each in found)
    subject = (
        ngettext("%(n)s new sign-up", "%(n)s new sign-ups", count) % {"n": count}
        if count
        else _("Somebody cancelled a sign-up")
    )
    return Message(
        kind="signups.news",
        subject=subject,
        parts=(
            _("Since yesterday:"),
            Listing(
                tuple(
                    Row(said(each.name), digest_words(each), url=page("sign-ups", each.pk))
                    for each in found
                )
            ),
            Button(_("See who comes"), page("sign-ups", found[0].pk)),
        ),
        values={"count": str(count)},
    )


def digest_words(each: Digest) -> str:
    """ "5 new sign-ups, 1 cancelled, 2 on the waiting list"."""
    told = [
        (each.new, ngettext("%(n)s new sign-up", "%(n)s new sign-ups", each.new)),
        (each.cancelled, _("%(n)s cancelled")),
        (each.waiting, _("%(n)s on the waiting list")),
    ]
    return ", ".join(words % {"n": n} for n, words in told if n)


# -- Parts of letters --------------------------------------------------------------------------------


def _facts(signup: SignUp, about: About) -> tuple[str, ...]:
    """When, where and for how many, each on its own line; those that are not known are left out."""
    told = [_("When: %(when)s") % {"when": when(signup.start)} if signup.start else ""]
    if signup.original_start is None:
        told = [_("You have signed up for all the times.")]
    where = about.where(signup.channel)
    told.append(_("Where: %(where)s") % {"where": where} if where else "")
    if signup.people > 1:
        told.append(_("People: %(n)s") % {"n": signup.people})
    return tuple(filter(None, told))


def _own_button(signup: SignUp) -> Button:
    return Button(_("See or cancel your sign-up"), page("own-sign-up", tokens.make(signup)))


def _organizer(about: About) -> str:
    return ", ".join(filter(None, (said(about.organizer), about.reach)))


def _kept(signup: SignUp, about: About) -> str:
    told = {
        "organizer": said(about.organizer),
        "date": say_date(signup.erase_on, lang(), year=True),
    }
    return (
        _("Only %(organizer)s sees your details. They are erased on %(date)s at the latest.") % told
    )


def time_line(planned: datetime, now: str) -> Text:
    """What became of one time of a series, in every language: cancelled, moved, or as planned."""
    told = {}
    for code in ("fi", "sv", "en"):
        with override(code):
            at = when(planned)
            if now == "cancelled":
                told[code] = _("%(when)s: cancelled") % {"when": at}
            elif now:
                moved = {"when": at, "new": when(datetime.fromisoformat(now))}
                told[code] = _("%(when)s: moved to %(new)s") % moved
            else:
                told[code] = _("%(when)s: takes place as planned") % {"when": at}
    return Text(told)


# -- Samples ------------------------------------------------------------------------------------------

ABOUT = About(
    1,
    Text(fi="Pikkujoulut", sv="Lillajul", en="Christmas party"),
    Text(fi="Nilsiän ystävät ry"),
    phone="050 123 4567",
)
START = datetime(2026, 12, 8, 18, tzinfo=HELSINKI)


def _sample(status: str = Status.COMING) -> SignUp:
    return SignUp(
        pk=1,
        name="Maija Malli",
        people=2,
        status=status,
        original_start=START,
        start=START,
        created=START.replace(month=11),
        erase_on=START.replace(month=1, year=2027).date(),
    )


register(
    "signups.received",
    gettext_lazy("To one who has signed up"),
    sample=lambda: received(_sample(), ABOUT),
)
register(
    "signups.moved_up",
    gettext_lazy("A place from the waiting list"),
    sample=lambda: moved_up(_sample(), ABOUT),
)
register(
    "signups.cancelled",
    gettext_lazy("The organiser cancelled a sign-up"),
    sample=lambda: cancelled(_sample(), ABOUT),
)
register(
    "signups.called_off",
    gettext_lazy("What one signed up for is cancelled"),
    sample=lambda: called_off(_sample(), ABOUT),
)
register(
    "signups.changed",
    gettext_lazy("What one signed up for has moved"),
    sample=lambda: changed(_sample(), ABOUT, before=START.replace(day=7)),
)
register(
    "signups.series_changed",
    gettext_lazy("Times of a series have changed"),
    sample=lambda: series_changed(
        _sample(), ABOUT, lines=[Text(fi="ti 8.12. klo 18: peruttu", en="Tue 8 Dec 18:00: off")]
    ),
)
register(
    "signups.reminder",
    gettext_lazy("Reminder the day before"),
    sample=lambda: reminder(_sample(), ABOUT),
)
register(
    "signups.message",
    gettext_lazy("An organiser writes to those who come"),
    sample=lambda: message(_sample(), ABOUT, subject="Sisäkengät", text="Ottakaa sisäkengät."),
)
register(
    "signups.news",
    gettext_lazy("New sign-ups, to the organisers"),
    sample=lambda: news([Digest(1, ABOUT.name, 5, 1, 2)]),
    optional=True,
)
