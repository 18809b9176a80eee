"""How a connected source goes, in words for its people."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from seurantalo.interop.models import Connection

WORDS: dict[str, Promise] = {
    "nobody": gettext_lazy(
        "Nobody works for the organisation here in whose name it could be read."
    ),
    "address": gettext_lazy("The address is not one of the web."),
    "private": gettext_lazy("We do not fetch from this address."),
    "unreachable": gettext_lazy("Nothing answers at the address."),
    "tls": gettext_lazy("The address has no valid certificate, so we do not trust it."),
    "slow": gettext_lazy("The address did not answer in time."),
    "large": gettext_lazy("The answer is too large."),
    "redirects": gettext_lazy("The address sends from one page to another without end."),
    "unreadable": gettext_lazy("What is at the address cannot be read."),
}
COUNTS = {
    "new": ngettext_lazy("%(n)s new", "%(n)s new", "n"),
    "changed": ngettext_lazy("%(n)s updated", "%(n)s updated", "n"),
    "back": ngettext_lazy("%(n)s brought back", "%(n)s brought back", "n"),
    "unchanged": ngettext_lazy("%(n)s unchanged", "%(n)s unchanged", "n"),
    "known": ngettext_lazy("%(n)s was here already", "%(n)s were here already", "n"),
    "away": ngettext_lazy("%(n)s taken away", "%(n)s taken away", "n"),
    "missing": ngettext_lazy("%(n)s missing", "%(n)s missing", "n"),
    "kept": ngettext_lazy("%(n)s left as you have it", "%(n)s left as you have them", "n"),
    "own": ngettext_lazy("%(n)s is your own now", "%(n)s are your own now", "n"),
    "waiting": ngettext_lazy("%(n)s waits for a coordinator", "%(n)s wait for a coordinator", "n"),
    "refused": ngettext_lazy("%(n)s not understood", "%(n)s not understood", "n"),
}


def words(connection: Connection) -> str:
    """What is wrong with it, "" when nothing is."""
    if connection.state == Connection.State.ASKS:
        missed = connection.events.filter(state="missing").count()
        told = ngettext(
            "%(n)s event is gone from the source at once. Is that right?",
            "%(n)s events are gone from the source at once. Is that right?",
            missed,
        )
        return told % {"n": missed}
    if not connection.trouble:
        return ""
    if connection.problems and connection.trouble == "unreadable":
        return str(connection.problems[0].get("reason", ""))
    return str(WORDS.get(connection.trouble, _("Something went wrong.")))


def counts(connection: Connection) -> list[str]:
    """What came of the last reading."""
    told = connection.counts
    return [str(said % {"n": told[name]}) for name, said in COUNTS.items() if told.get(name)]
