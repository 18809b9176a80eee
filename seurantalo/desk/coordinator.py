"""What waits for a coordinator: what her regions sent, what has gone stale, what people miss."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from seurantalo.accounts.policies import is_national_admin
from seurantalo.activities.models import Activity
from seurantalo.desk import queries
from seurantalo.desk.mine import Mine
from seurantalo.desk.organiser import edit_url, page_url
from seurantalo.desk.sections import SHOWN, Action, Item, Section, on, section, thing_key, words
from seurantalo.organizations import queries as organizations
from seurantalo.publishing import queries as publishing
from seurantalo.publishing.queries import Waiting
from seurantalo.quality import duplicates
from seurantalo.quality import queries as quality
from seurantalo.quality.models import Asking

APPROVE = Action(gettext_lazy("Approve"), deed="approve")
CHECK = Action(gettext_lazy("Looked at"), deed="check")
PHONE = Action(gettext_lazy("They say it is true"), deed="phone")
HIDE = Action(gettext_lazy("Hide"), deed="withdraw")


def to_review(mine: Mine) -> Section | None:
    """What was sent and waits for her."""
    waiting = publishing.awaiting(mine.user)
    items = (
        Item(
            _named(each),
            _sent(each),
            reverse("review-item", args=[each.kind, each.thing.pk]),
            f"{thing_key(each.thing)}:{each.revision}",
            actions=(
                Action(
                    _("Look and decide"), reverse("review-item", args=[each.kind, each.thing.pk])
                ),
                APPROVE,
            ),
        )
        for each in waiting[:SHOWN]
    )
    hint = _("The oldest first. Somebody waits for each of these.")
    return section(
        "review",
        _("To review"),
        hint,
        items,
        total=len(waiting),
        more=reverse("review"),
        deeds=(APPROVE,),
        urgent=True,
    )


def afterwards(mine: Mine) -> Section | None:
    """What trusted people published at once."""
    waiting = publishing.after_review(mine.user)
    items = (
        Item(
            _named(each),
            _sent(each),
            page_url(each.thing),
            thing_key(each.thing),
            actions=(CHECK, Action(_("Edit"), edit_url(each.thing)), HIDE),
        )
        for each in waiting[:SHOWN]
    )
    hint = _("Trusted organisations published these at once. Look through them when you have time.")
    return section(
        "afterwards",
        _("To look at afterwards"),
        hint,
        items,
        total=len(waiting),
        more=f"{reverse('review')}?nayta=jalkikateen",
        deeds=(CHECK,),
    )


def _named(waiting: Waiting) -> str:
    return words(waiting.thing.name)


def _sent(waiting: Waiting) -> str:
    what = _("new") if waiting.new else _("changed")
    thing = waiting.thing
    whose = words(thing.organization.name) if isinstance(thing, Activity) else _("organisation")
    told = [whose, what, on(waiting.since)]
    if waiting.taken_by:
        told.append(_("%(name)s is reading it") % {"name": waiting.taken_by})
    return " · ".join(told)


def wishes(mine: Mine) -> Section | None:
    """Where somebody would like to be rung."""
    hint = _("They asked for a call instead of a form. Note what you hear.")
    return _asked("calls", _("Please ring them"), hint, quality.calls_for(mine.user), urgent=True)


def stale(mine: Mine) -> Section | None:
    """What nobody has confirmed lately and everybody still sees."""
    hint = _("The organiser has not answered two letters. A call often helps.")
    return _asked("stale", _("Not confirmed lately"), hint, quality.stale_for(mine.user))


def hidden(mine: Mine) -> Section | None:
    """What was hidden because nobody confirmed it."""
    hint = _("Nobody has confirmed these for months. If they go on, one press brings them back.")
    return _asked("hidden", _("Hidden as too old"), hint, quality.hidden_for(mine.user))


def unreachable(mine: Mine) -> Section | None:
    """What nobody could be asked about by letter."""
    hint = _("There is no address that takes letters. Ring them, or find them a manager.")
    found = quality.unreachable_for(mine.user)
    return _asked("unreachable", _("Nobody to write to"), hint, found)


def _asked(
    key: str, title: str, hint: str, askings: QuerySet[Asking], *, urgent: bool = False
) -> Section | None:
    rows = list(askings[:SHOWN])
    things = quality.things(rows)
    items = (
        Item(
            words(thing.name),
            _since(each, thing),
            page_url(thing),
            thing_key(thing),
            quote=each.call_note,
            actions=(
                PHONE,
                Action(_("Edit"), edit_url(thing)),
                *((HIDE,) if thing.live else ()),
            ),
        )
        for each in rows
        if (thing := things.get((each.kind, each.object_id)))
    )
    total = askings.count() if len(rows) == SHOWN else len(rows)
    deeds = (PHONE, HIDE) if key != "hidden" else (PHONE,)
    more = reverse("confirmations")
    return section(key, title, hint, items, total=total, deeds=deeds, urgent=urgent, more=more)


def _since(asking: Asking, thing: Any) -> str:
    asked = _("asked on %(day)s") % {"day": on(asking.asked)}
    if isinstance(thing, Activity):
        return f"{words(thing.organization.name)} · {asked}"
    return asked


def managerless(mine: Mine) -> Section | None:
    """Organisations whose last manager has gone."""
    items = (
        Item(
            words(each.name),
            _("since %(day)s") % {"day": on(each.without_manager_since)},
            page_url(each),
            actions=(
                Action(_("Invite a manager"), reverse("organization-people", args=[each.pk])),
            ),
        )
        for each in organizations.without_manager(mine.user)[:100]
    )
    hint = _("Nobody keeps these up to date. Find somebody who takes over.")
    return section("managerless", _("Without a manager"), hint, items)


def bounced(mine: Mine) -> Section | None:
    """People whose letters come back."""
    items = (
        Item(
            f"{each.membership.user} · {each.membership.user.email}",
            words(each.membership.organization.name),
            quote=each.reason,
            actions=(
                Action(
                    _("People of the organisation"),
                    reverse("organization-people", args=[each.membership.organization_id]),
                ),
            ),
        )
        for each in queries.letters_returned(mine.user)
    )
    hint = _("Their address takes no letters. Ask them for a new one.")
    return section("bounced", _("Letters that came back"), hint, items)


def told_twice(mine: Mine) -> Section | None:
    """What may be one and the same, found at night."""
    found = duplicates.pairs_for(mine.user)
    rows = list(found[:SHOWN])
    things = duplicates.both(rows)
    items = (
        Item(
            f"{words(one.name)} · {words(other.name)}",
            ", ".join(map(str, duplicates.reasons(pair))),
            actions=(
                Action(
                    _("Look at both"),
                    reverse("duplicates-merge", args=[pair.kind, pair.second, pair.first]),
                ),
            ),
        )
        for pair in rows
        if (one := things.get((pair.kind, pair.first)))
        and (other := things.get((pair.kind, pair.second)))
    )
    total = found.count() if len(rows) == SHOWN else len(rows)
    hint = _("Look at them side by side, and make them one if they are.")
    more = reverse("duplicates")
    return section("twins", _("Told twice?"), hint, items, total=total, more=more)


def incomplete(mine: Mine) -> Section | None:
    """Public notices that lack what everybody asks first."""
    rows = list(queries.incomplete(mine.user)[:SHOWN])
    items = (
        Item(
            words(each.name),
            f"{words(each.organization.name)} · {', '.join(_lacks(each))}",
            page_url(each),
            thing_key(each),
            actions=(Action(_("Complete it"), edit_url(each)),),
        )
        for each in rows
    )
    total = queries.incomplete(mine.user).count() if len(rows) == SHOWN else len(rows)
    hint = _("What everybody asks first is missing of these.")
    return section("incomplete", _("Incomplete"), hint, items, total=total, waits=False)


def _lacks(activity: Activity) -> Iterator[str]:
    if not activity.summary:
        yield _("no summary")
    if not activity.contacts:
        yield _("no contact")
    if activity.summary and activity.contacts:
        yield _("no theme")


def gaps(mine: Mine) -> Section | None:
    """What people looked for and did not find."""
    found = queries.gaps(mine.user)
    search = reverse("search")
    items = (
        Item(
            f"”{each.words}”",
            ngettext("%(n)s time in 30 days", "%(n)s times in 30 days", each.times)
            % {"n": each.times},
            actions=(Action(_("Try the search"), f"{search}?{urlencode({'q': each.words})}"),),
        )
        for each in found[:SHOWN]
    )
    hint = _("Is there such activity that nobody has told of? Ask those who would know.")
    return section("gaps", _("Looked for in vain"), hint, items, total=len(found), waits=False)


def imports(mine: Mine) -> Section | None:
    """Readings of other registers in which something was left out; for the whole country."""
    if not is_national_admin(mine.user):
        return None
    items = (
        Item(
            str(run.source),
            ngettext(
                "%(n)s row was not taken in", "%(n)s rows were not taken in", len(run.problems)
            )
            % {"n": len(run.problems)}
            + f" · {on(run.started)}",
            actions=(Action(_("See why"), reverse("admin:interop_run_change", args=[run.pk])),),
        )
        for run in queries.troubled_runs()
    )
    hint = _("What other registers told and we could not read, or what people here had edited.")
    return section("imports", _("Conflicts of imports"), hint, items)


SECTIONS: tuple[Callable[[Mine], Section | None], ...] = (
    to_review,
    wishes,
    afterwards,
    stale,
    hidden,
    unreachable,
    managerless,
    bounced,
    told_twice,
    incomplete,
    gaps,
    imports,
)
