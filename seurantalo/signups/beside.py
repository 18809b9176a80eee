"""How full it is, in words: on the activity's page and in the form."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from seurantalo.activities.signing_up import Door
from seurantalo.records.schemas import ActivityRecord
from seurantalo.signups import queries
from seurantalo.signups.offers import Offer


def doors(record: ActivityRecord) -> list[Door]:
    """What the activity's page says of signing up here. Four queries."""
    found = queries.of(int(record.id))
    return [
        Door(
            channel=each.time.channel,
            original_start=each.time.original_start,
            words=words(each),
            url=address(int(record.id), each) if each.takes else "",
            full=each.state in ("full", "waiting"),
        )
        for each in found
    ]


def address(pk: int, offer: Offer) -> str:
    """Where one signs up for it."""
    return f"{reverse('sign-up', args=[pk])}?{urlencode({'kerta': offer.key})}"


def words(offer: Offer) -> str:
    """ "3 places left", "Full. You can join the waiting list."; no number of people."""
    if offer.state == "open":
        return _open(offer)
    return {
        "waiting": _("Full. You can join the waiting list."),
        "full": _("Full"),
        "closed": _("Sign-up has closed."),
        "cancelled": _("Cancelled"),
        "past": _("Over"),
    }[offer.state]


def _open(offer: Offer) -> str:
    if offer.rule.here == "interest":
        return _("Tell if you are interested.")
    if not offer.limited:
        return _("There is room.")
    return ngettext("%(n)s place left", "%(n)s places left", offer.left) % {"n": offer.left}
