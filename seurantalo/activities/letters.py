"""The letters of organisers who hold something together: asked, joined, declined, gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from seurantalo.accounts.models import User
from seurantalo.activities.models import Activity
from seurantalo.common.text import Text
from seurantalo.mail.kinds import register
from seurantalo.mail.messages import Button, Message, absolute
from seurantalo.organizations.models import Organization


def _values(activity: Activity, organization: Organization, by: Any) -> dict[str, str]:
    """What the letters name, in the language of the reader."""
    lang = get_language() or "fi"
    return {
        "activity": activity.name.pick(lang).text,
        "organization": organization.name.pick(lang).text,
        "first": activity.organization.name.pick(lang).text,
        "who": str(by),
    }


def _page(name: str, activity: Activity) -> str:
    return absolute(reverse(name, args=[activity.pk]))


def partner_invited(activity: Activity, organization: Organization, by: Any) -> Message:
    """To the managers of the organisation that is asked."""
    values = _values(activity, organization, by)
    return Message(
        kind="activities.partner_invited",
        subject=_("Shall we hold it together? %(activity)s") % values,
        parts=(
            _("%(who)s of %(first)s asks %(organization)s to hold “%(activity)s” together.")
            % values,
            _(
                "If you say yes, the notice is yours as well: both organisers are named, and you"
                " can change it. Either can leave later."
            ),
            Button(_("Look and answer"), _page("activity-partners", activity)),
        ),
        values=values,
    )


def partner_joined(activity: Activity, organization: Organization, by: Any) -> Message:
    """To the managers of the other organisers."""
    values = _values(activity, organization, by)
    return Message(
        kind="activities.partner_joined",
        subject=_("%(organization)s holds it with you: %(activity)s") % values,
        parts=(
            _(
                "%(organization)s said yes. “%(activity)s” now names both of you, and an edit by"
                " either shows on both pages."
            )
            % values,
            Button(_("See who holds it"), _page("activity-partners", activity)),
        ),
        values=values,
    )


def partner_refused(activity: Activity, organization: Organization, by: Any) -> Message:
    """To her who asked."""
    values = _values(activity, organization, by)
    return Message(
        kind="activities.partner_refused",
        subject=_("Not this time: %(activity)s") % values,
        parts=(
            _("%(organization)s cannot hold “%(activity)s” with you. Nothing else changed.")
            % values,
            Button(_("Ask another organisation"), _page("activity-partners", activity)),
        ),
        values=values,
    )


def partner_left(activity: Activity, organization: Organization, by: Any) -> Message:
    """To those who go on."""
    values = _values(activity, organization, by)
    return Message(
        kind="activities.partner_left",
        subject=_("%(organization)s no longer holds it: %(activity)s") % values,
        parts=(
            _(
                "%(organization)s is no longer an organiser of “%(activity)s”. The notice stays, and"
                " is now kept by: %(first)s. Look whether the contacts and the place are still"
                " right."
            )
            % values,
            Button(_("Look at the notice"), _page("edit-activity", activity)),
        ),
        values=values,
    )


def partner_removed(activity: Activity, organization: Organization, by: Any) -> Message:
    """To the managers of the organisation that was let go."""
    values = _values(activity, organization, by)
    return Message(
        kind="activities.partner_removed",
        subject=_("You no longer hold it: %(activity)s") % values,
        parts=(
            _(
                "%(who)s took %(organization)s off the organisers of “%(activity)s”. The notice no"
                " longer names it."
            )
            % values,
            _("If this is a mistake, ask them to invite you again."),
        ),
        values=values,
    )


def _sample(letter: Callable[[Activity, Organization, Any], Message]) -> Callable[[], Message]:
    """The letter about things that are invented; nothing is saved."""

    def write() -> Message:
        first = Organization(pk=1, name=Text(fi="Nilsiän ystävät ry"))
        other = Organization(pk=2, name=Text(fi="Nilsiän Marttayhdistys ry"))
        activity = Activity(pk=1, name=Text(fi="Joulupuuro torilla"), organization=first)
        return letter(activity, other, User(first_name="Aino", last_name="Virtanen"))

    return write


TITLES: tuple[tuple[Callable[..., Message], Promise], ...] = (
    (partner_invited, gettext_lazy("Invitation to hold an activity together")),
    (partner_joined, gettext_lazy("Another organiser joined an activity")),
    (partner_refused, gettext_lazy("An invited organiser said no")),
    (partner_left, gettext_lazy("An organiser left an activity")),
    (partner_removed, gettext_lazy("An organiser was taken off an activity")),
)
for _letter, _title in TITLES:
    register(f"activities.{_letter.__name__}", _title, sample=_sample(_letter))
