"""Who has signed up lately, for those who arrange it: how many, and the way to the list."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.desk.mine import Mine
from seurantalo.desk.sections import Action, Item, Section, section, words
from seurantalo.signups import queries as signups
from seurantalo.signups.letters import Digest, digest_words

LATELY = timedelta(days=3)


def new_sign_ups(mine: Mine) -> Section | None:
    """New sign-ups of the last days, "5 new sign-ups, 2 on the waiting list": to know."""
    found = signups.news([each.pk for each in mine.activities], since=timezone.now() - LATELY)
    items = (
        Item(
            words(each.activity.name),
            digest_words(
                Digest(each.activity.pk, each.activity.name, each.new, each.cancelled, each.waiting)
            ),
            actions=(Action(_("See who comes"), reverse("sign-ups", args=[each.activity.pk])),),
        )
        for each in found
    )
    hint = _("In the last days. Names and numbers are on the list of each.")
    return section("sign-ups", _("New sign-ups"), hint, items, waits=False)
