"""The one letter of this room: are these still true? With three links for each thing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from seurantalo.common.text import Text
from seurantalo.common.time import say_date
from seurantalo.mail import kinds
from seurantalo.mail.messages import Button, Listing, Message, Part, Row, absolute
from seurantalo.quality import tokens
from seurantalo.quality.tokens import Letter

KIND = "quality.still_true"


class Question(NamedTuple):
    """One thing that is asked about, as the letter tells it.

    `first_asked` is set in the second letter; `broken` are links of it that do not work; `over`
    says that no coming time of it is known.
    """

    asking: int
    name: Text
    confirmed: date
    organization: bool = False
    first_asked: date | None = None
    broken: tuple[str, ...] = ()
    over: bool = False


def still_true(
    questions: Sequence[Question], *, letter: Letter, marked_after: int, name: str = ""
) -> Message:
    """Are these still true? `letter` is the reader's link; `marked_after` days readers are told."""
    again = all(each.first_asked for each in questions)
    everything = absolute(reverse("confirm", args=[tokens.make(letter.about(tokens.ALL))]))
    rows = tuple(_row(each, letter) for each in questions)
    parts: list[Part] = [_("Hello!"), _opening(len(questions), again=again)]
    if len(questions) > 1:
        parts.append(Button(_("All of these are still true"), everything))
    parts.append(Listing(rows))
    parts.append(
        ngettext(
            "If we hear nothing within a day, readers are told that nobody has confirmed it lately.",
            "If we hear nothing within %(days)s days of the first letter, readers are told that"
            " nobody has confirmed it lately.",
            marked_after,
        )
        % {"days": marked_after}
    )
    parts.append(_("The links work without signing in, for 60 days. Keep this letter to yourself."))
    parts.append(_("Would you rather talk? Ask us to ring you:"))
    parts.append(Button(_("Please ring me"), everything + "?soita#call"))
    return Message(
        kind=KIND,
        subject=_subject(questions, again=again),
        parts=tuple(parts),
        values={"name": name, "count": str(len(questions))},
    )


def _subject(questions: Sequence[Question], *, again: bool) -> str:
    if len(questions) == 1:
        words = (
            _("Reminder: is “%(name)s” still true?") if again else _("Is “%(name)s” still true?")
        )
        return words % {"name": _said(questions[0].name)[:80]}
    words = (
        _("Reminder: are these %(n)s still true?") if again else _("Are these %(n)s still true?")
    )
    return words % {"n": len(questions)}


def _opening(count: int, *, again: bool) -> str:
    if again:
        return _(
            "We asked you a while ago whether this is still true and have not heard from you."
            " One tap is enough."
        )
    return ngettext(
        "People look for this and trust what they read. Is it still true? One tap is enough.",
        "People look for these and trust what they read. Are they still true? One tap is enough.",
        count,
    )


def _row(question: Question, letter: Letter) -> Row:
    token = tokens.make(letter.about(question.asking))
    return Row(
        title=_said(question.name),
        text=" ".join(_facts(question)),
        buttons=(
            Button(_("Still true"), absolute(reverse("confirm", args=[token]))),
            Button(_("Edit"), absolute(reverse("confirm-edit", args=[token]))),
            Button(
                _("No longer active") if question.organization else _("Ended"),
                absolute(reverse("confirm-ended", args=[token])),
            ),
        ),
    )


def _facts(question: Question) -> list[str]:
    told = [_("Last confirmed %(date)s.") % {"date": _day(question.confirmed)}]
    if question.over:
        told.append(_("No coming time of it is known."))
    if question.broken:
        told.append(_("This link does not work: %(url)s") % {"url": question.broken[0]})
    return told


def _said(text: Text) -> str:
    return text.pick(get_language() or "fi").text


def _day(day: date) -> str:
    return say_date(day, get_language() or "fi", year=True)


def _sample() -> Message:
    club = Question(1, Text(fi="Ystäväkahvila", sv="Vänkafé", en="Friends' café"), date(2026, 3, 3))
    choir = Question(
        2, Text(fi="Nilsiän kuoro", sv="Nilsiä kör", en="Nilsiä choir"), date(2026, 2, 1), over=True
    )
    friends = Question(
        3,
        Text(fi="Nilsiän ystävät ry"),
        date(2026, 1, 7),
        organization=True,
        broken=("https://nilsianystavat.example/ohjelma",),
    )
    return still_true([club, choir, friends], letter=Letter("u1"), marked_after=30, name="Aino")


kinds.register(KIND, gettext_lazy("Is it still true?"), sample=_sample)
