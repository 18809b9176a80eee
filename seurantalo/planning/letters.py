"""The letters of the room: asked to plan together, what became of it, and what was said."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core import signing
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from seurantalo.accounts.models import User
from seurantalo.common.text import Text
from seurantalo.common.time import local_day, now, say_time
from seurantalo.mail.kinds import register
from seurantalo.mail.messages import Button, absolute
from seurantalo.mail.messages import Message as Letter
from seurantalo.organizations.models import Organization
from seurantalo.planning.models import Follow, Message, Plan, PlanPartner, PlanTime

SALT = "seurantalo.planning.follow"
SHOWN = 3000
NEAR = timedelta(days=60)  # a letter is read later: no "tomorrow", and another year is told


class News(NamedTuple):
    """What changed of a plan, as one reader may know it.

    `before` and `now` are as `following.as_it_is` says; `who` is "" to who sees only a hint; `open`
    says that she sees the plan still.
    """

    plan: int
    title: str
    who: str
    before: dict[str, Any]
    now: dict[str, Any]
    open: bool


def named(organization: Organization) -> str:
    """The organisation's name in the language of the letter."""
    return str(organization.name.pick(get_language() or "fi").text)


def _page(plan: Plan) -> str:
    return absolute(reverse("plan", args=[plan.pk]))


def invited(partner: PlanPartner, by: Any) -> Letter:
    """To those who manage the organisation that is asked."""
    values = {
        "plan": partner.plan.name,
        "organization": named(partner.plan.organization),
        "invited": named(partner.organization),
        "who": str(by),
    }
    return Letter(
        kind="planning.invited",
        subject=_("Shall we do it together: %(plan)s") % values,
        parts=(
            _("%(who)s, %(organization)s, asks %(invited)s to plan this together: %(plan)s.")
            % values,
            Button(_("Look and answer"), _page(partner.plan)),
            _("If you say yes, both of you plan it and both can change it. Nothing is public yet."),
        ),
        values=values,
    )


def accepted(partner: PlanPartner, by: Any) -> Letter:
    """To those who plan it already."""
    values = {"plan": partner.plan.name, "organization": named(partner.organization)}
    return Letter(
        kind="planning.accepted",
        subject=_("%(organization)s takes part: %(plan)s") % values,
        parts=(
            _("%(organization)s said yes. From now on you plan it together: %(plan)s.") % values,
            Button(_("Open the plan"), _page(partner.plan)),
        ),
        values=values,
    )


def refused(partner: PlanPartner, by: Any) -> Letter:
    """To those who asked."""
    values = {"plan": partner.plan.name, "organization": named(partner.organization)}
    return Letter(
        kind="planning.refused",
        subject=_("Not this time: %(plan)s") % values,
        parts=(
            _("%(organization)s cannot take part in %(plan)s this time.") % values,
            Button(_("Open the plan"), _page(partner.plan)),
        ),
        values=values,
    )


def left(plan: Plan, organization: Organization) -> Letter:
    """To those who go on."""
    values = {"plan": plan.name, "organization": named(organization)}
    return Letter(
        kind="planning.left",
        subject=_("%(organization)s no longer takes part: %(plan)s") % values,
        parts=(
            _("%(organization)s left the plan %(plan)s. It stays with you.") % values,
            Button(_("Open the plan"), _page(plan)),
        ),
        values=values,
    )


def said(message: Message, follow: Follow, title: str, reply_to: str) -> Letter:
    """To one who follows the thread; her answer above the marked line comes in by mail.

    `title` is what the plan is called to her: what a hint hides does not go by mail.
    """
    values = {
        "plan": title,
        "organization": named(message.organization),
        "who": str(message.author or ""),
    }
    words = message.text if len(message.text) <= SHOWN else message.text[:SHOWN] + " …"
    paragraphs = [line for line in words.splitlines() if line.strip()]
    above = (_("— Write your answer above this line —"),) if reply_to else ()
    return Letter(
        kind="planning.said",
        subject=_("Message about the plan: %(plan)s") % values,
        parts=(
            *above,
            _("%(who)s, %(organization)s, writes:") % values,
            *paragraphs,
            Button(_("Open the talk"), _page(message.plan) + "#talk"),
            _no_more(follow),
        ),
        values=values,
        reply_to=reply_to,
    )


def _no_more(follow: Follow) -> Button:
    stop = signing.dumps(follow.pk, salt=SALT)
    return Button(
        _("No more letters about this plan"), absolute(reverse("plan-quiet", args=[stop]))
    )


def changed(news: News, follow: Follow) -> Letter:
    """To one who follows a plan: what its dates were and are, or that it was dropped."""
    values = {"plan": news.title, "who": news.who}
    subject, told = _what_happened(news)
    page = reverse("plan", args=[news.plan]) if news.open else reverse("plans")
    return Letter(
        kind="planning.changed",
        subject=subject % values,
        parts=(
            told % values,
            *(() if news.now["dropped"] else _lines(news.before["times"], news.now["times"])),
            *((_("It was changed by: %(who)s.") % values,) if news.who else ()),
            Button(_("Open the plan") if news.open else _("Other plans"), absolute(page)),
            _no_more(follow),
        ),
        values=values,
    )


def _what_happened(news: News) -> tuple[str, str]:
    if news.now["dropped"]:
        return _("The plan was dropped: %(plan)s"), _("This is not planned any more: %(plan)s.")
    if news.before["dropped"]:
        return _("The plan goes on: %(plan)s"), _("This is planned after all: %(plan)s.")
    return _("New dates: %(plan)s"), _("The dates of this plan have changed: %(plan)s.")


def _lines(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """A line for each date that is not as it was: from what to what."""
    lines = [
        _("No longer: %(when)s") % {"when": _when(time)}
        for pk, time in before.items()
        if pk not in after
    ]
    for pk, time in after.items():
        old = before.get(pk)
        if old is None:
            told = {"when": _when(time), "stage": _stage(time)}
            lines.append(_("A new date: %(when)s (%(stage)s)") % told)
        elif old != time:
            lines.append(_moved(old, time))
    return lines


def _moved(old: list[Any], new: list[Any]) -> str:
    when = _when(new) if old[:3] == new[:3] else f"{_when(old)} → {_when(new)}"
    return when if old[3] == new[3] else f"{when}: {_stage(old)} → {_stage(new)}"


def _when(time: list[Any]) -> str:
    """A date in words that stay true."""
    start, end = (datetime.fromisoformat(each) for each in time[:2])
    lang = (get_language() or "fi").split("-")[0]
    read = min(local_day(now()), local_day(start) - NEAR)
    return say_time(start, end, lang, read, whole_day=time[2])


def _stage(time: list[Any]) -> str:
    return str(PlanTime.Stage(time[3]).label).lower()


def _sample(status: str = "invited") -> PlanPartner:
    """Of somebody invented; nothing is saved."""
    friends = Organization(pk=1, name=Text(fi="Nilsiän ystävät ry"))
    martat = Organization(pk=2, name=Text(fi="Iisalmen Martat ry"))
    plan = Plan(pk=1, name="Ikäihmisten kevättanssit", organization=friends)
    return PlanPartner(plan=plan, organization=martat, status=status)


def _aino() -> User:
    return User(first_name="Aino", last_name="Virtanen", email="aino@seurantalo.example")


def _sample_said() -> Letter:
    plan = _sample().plan
    message = Message(
        plan=plan,
        author=_aino(),
        organization=plan.organization,
        text="Hei! Meillä olisi sali vapaana torstaina.\nSopisiko teille?",
    )
    follow = Follow(pk=1, plan=plan, user=_aino())
    return said(message, follow, plan.name, "plan+esimerkki@seurantalo.example")


def _sample_changed() -> Letter:
    plan = _sample().plan
    old = ["2027-03-02T16:00:00+00:00", "2027-03-02T18:00:00+00:00", False, "idea"]
    new = ["2027-03-09T16:00:00+00:00", "2027-03-09T18:00:00+00:00", False, "tentative"]
    was, is_now = ({"dropped": False, "times": {"1": time}} for time in (old, new))
    news = News(1, plan.name, f"{_aino()}, {named(plan.organization)}", was, is_now, open=True)
    return changed(news, Follow(pk=1, plan=plan, user=_aino()))


register(
    "planning.invited",
    gettext_lazy("Asked to plan something together"),
    sample=lambda: invited(_sample(), _aino()),
)
register(
    "planning.accepted",
    gettext_lazy("An organisation takes part in a plan"),
    sample=lambda: accepted(_sample(), _aino()),
)
register(
    "planning.refused",
    gettext_lazy("An organisation does not take part in a plan"),
    sample=lambda: refused(_sample(), _aino()),
)
register(
    "planning.left",
    gettext_lazy("An organisation left a plan"),
    sample=lambda: left(_sample().plan, _sample().organization),
)
register(
    "planning.said",
    gettext_lazy("A message about a plan"),
    sample=_sample_said,
)
register(
    "planning.changed",
    gettext_lazy("The dates of a plan changed, or it was dropped"),
    sample=_sample_changed,
)
