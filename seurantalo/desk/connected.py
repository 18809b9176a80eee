"""What waits for an organiser of her connected calendars."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from seurantalo.desk.mine import Mine
from seurantalo.desk.sections import Action, Item, Section, section, words
from seurantalo.interop.connections import queries, trouble


def sources_to_answer(mine: Mine) -> Section | None:
    """Calendars that ask what becomes of what they lost, or that cannot be read."""
    found = queries.to_answer(mine.organizations)
    items = (
        Item(
            str(each),
            trouble.words(each) or _("Something is no longer there. What becomes of it?"),
            actions=(Action(_("Look and answer"), reverse("source", args=[each.pk])),),
        )
        for each in found
    )
    hint = _("Nothing is taken away here before you have answered.")
    title = _("Connected calendars")
    if len({each.organization_id for each in found}) == 1 and len(mine.organizations) > 1:
        title = f"{title}: {words(found[0].organization.name)}"
    return section("sources", title, hint, items, more=reverse("sources"), urgent=True)
