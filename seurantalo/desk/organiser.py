"""What waits for an organiser: her own notices, her organisations, her invitations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from seurantalo.activities import queries as activities
from seurantalo.activities.models import Activity
from seurantalo.desk.connected import sources_to_answer
from seurantalo.desk.mine import Mine, ends
from seurantalo.desk.planned import asked_along, plan_dates, plan_messages
from seurantalo.desk.sections import SHOWN, Action, Item, Section, on, section, thing_key, words
from seurantalo.desk.signing_up import new_sign_ups
from seurantalo.organizations import queries as organizations
from seurantalo.organizations.models import Invitation, Organization
from seurantalo.quality import queries as quality
from seurantalo.telling import guidance, languages
from seurantalo.telling import queries as telling

SOON = timedelta(days=30)
CONFIRM = Action(gettext_lazy("Still true"), deed="confirm")
WITHDRAW = Action(gettext_lazy("Withdraw"), deed="withdraw")
SEND = Action(gettext_lazy("Send"), deed="send")


def edit_url(thing: Any) -> str:
    """Where a thing is told anew."""
    name = "edit-activity" if isinstance(thing, Activity) else "edit-organization"
    return reverse(name, args=[thing.pk])


def page_url(thing: Any) -> str:
    """The public page of a thing, "" when it has none."""
    name = "activity" if isinstance(thing, Activity) else "organization"
    return reverse(name, args=[thing.pk]) if thing.live else ""


def whose(mine: Mine, thing: Any) -> str:
    """Whose a notice is, said only to those who work for several."""
    if isinstance(thing, Organization) or len(mine.organizations) < 2:
        return ""
    return words(thing.organization.name)


def returned(mine: Mine) -> Section | None:
    """What a coordinator sent back, with her words."""
    items = (
        Item(
            words(thing.name),
            whose(mine, thing),
            page_url(thing),
            thing_key(thing),
            quote=stand.comment,
            actions=(Action(_("Mend and send"), edit_url(thing)),),
        )
        for thing, stand in mine.standing("returned")
    )
    hint = _("A coordinator has read these and asks for one more thing.")
    return section("returned", _("Sent back to you"), hint, items, urgent=True)


def invited(mine: Mine) -> Section | None:
    """Organisations that ask her to join, and her own claims that are not decided."""
    now = timezone.now()
    open_ones = Invitation.objects.filter(
        email=mine.user.email, accepted_at=None, withdrawn_at=None, expires__gt=now
    )
    letters = [
        Item(
            words(each.organization.name),
            _("Open the link of the letter that was sent to %(email)s.") % {"email": each.email},
        )
        for each in open_ones.select_related("organization")
    ]
    waiting = organizations.claims_of(mine.user).filter(status="waiting")
    claims = [
        Item(
            words(each.organization.name),
            _("You asked on %(day)s to look after it. A coordinator or a manager answers.")
            % {"day": on(each.created)},
            page_url(each.organization),
        )
        for each in waiting
    ]
    hint = _("Joining an organisation.")
    return section(
        "invited", _("Invitations and requests"), hint, letters + claims, waits=bool(letters)
    )


def to_decide(mine: Mine) -> Section | None:
    """Those who ask to look after what she manages."""
    items = (
        Item(
            words(each.organization.name),
            _("%(person)s asks to look after it.") % {"person": each.user},
            quote=each.evidence,
            actions=(Action(_("Read and answer"), reverse("claim", args=[each.pk])),),
        )
        for each in organizations.waiting_claims(mine.user)
    )
    hint = _("Say yes to those you know. You can also leave it to the coordinator.")
    if not mine.organizations:
        hint = _("They say that they work for these. Ring and ask when you do not know them.")
    return section("claims", _("Who asks to join"), hint, items, urgent=True)


def to_confirm(mine: Mine) -> Section | None:
    """What she is asked: is it still true?"""
    askings = list(quality.to_confirm(mine.user))
    things = quality.things(askings[:100])
    items = (
        Item(
            words(thing.name),
            whose(mine, thing),
            page_url(thing),
            thing_key(thing),
            actions=(CONFIRM, Action(_("Edit"), edit_url(thing)), WITHDRAW),
        )
        for each in askings[:100]
        if (thing := things.get((each.kind, each.object_id)))
    )
    hint = _("Look through each once. When nothing has changed, one press is enough.")
    return section(
        "confirm",
        _("Is this still true?"),
        hint,
        items,
        total=len(askings),
        deeds=(CONFIRM, WITHDRAW),
    )


def unfinished(mine: Mine) -> Section | None:
    """What she began to tell and has not sent."""
    begun = [
        Item(
            report.title,
            _("Begun on %(day)s") % {"day": on(report.created)},
            actions=(Action(_("Go on"), reverse("report-summary", args=[report.pk])),),
        )
        for report in telling.unfinished(mine.user)[:20]
    ]
    drafts = [
        Item(
            words(thing.name),
            _("Changes that are not sent yet") if thing.live else whose(mine, thing),
            page_url(thing),
            thing_key(thing),
            actions=(SEND, Action(_("Edit"), edit_url(thing))),
        )
        for thing, _stand in mine.standing("draft")
        if thing.live or not thing.first_published_at
    ]
    hint = _("Nobody else sees these yet.")
    return section("unfinished", _("Unfinished"), hint, begun + drafts)


def ending(mine: Mine) -> Section | None:
    """What ends within a month, or has ended and is still shown. Single events end by nature."""
    now = timezone.now()
    lasting = [each for each in mine.public if each.kind != Activity.Kind.EVENT]
    soon = [(end, each) for each in lasting if (end := ends(each)) and end < now + SOON]
    items = (
        Item(
            words(each.name),
            (_("Last time was %(day)s") if end < now else _("Last time is %(day)s"))
            % {"day": on(end)},
            page_url(each),
            thing_key(each),
            actions=(
                Action(_("Copy to a new season"), reverse("copy-activity", args=[each.pk])),
                Action(_("Edit"), edit_url(each)),
                WITHDRAW,
            ),
        )
        for end, each in sorted(soon, key=lambda pair: (pair[0], pair[1].pk))
    )
    hint = _("Does it go on after that? Then give it new times.")
    return section("ending", _("Ending soon"), hint, items, deeds=(WITHDRAW,))


def broken_links(mine: Mine) -> Section | None:
    """Links that lead nowhere: her own at once, those of her regions when nobody mended them."""
    uses = quality.broken_for(mine.user)
    rows = list(uses[:SHOWN])
    things = quality.things(rows)
    items = (
        Item(
            words(thing.name),
            _("This address does not answer: %(url)s") % {"url": each.link.url},
            page_url(thing),
            actions=(Action(_("Mend the link"), edit_url(thing)),),
        )
        for each in rows
        if (thing := things.get((each.kind, each.object_id)))
    )
    hint = _("We tried these on several days.")
    total = uses.count() if len(rows) == SHOWN else len(rows)
    return section(
        "links",
        _("Links that lead nowhere"),
        hint,
        items,
        total=total,
        more=reverse("broken-links"),
    )


def waiting(mine: Mine) -> Section | None:
    """What a coordinator has not read yet: nothing to do but to know."""
    items = (
        Item(
            words(thing.name),
            _("Sent on %(day)s") % {"day": on(stand.since)},
            page_url(thing),
            thing_key(thing),
            actions=(Action(_("Edit"), edit_url(thing)),),
        )
        for thing, stand in mine.standing("waiting")
    )
    hint = _("A coordinator reads these. You get a letter as soon as they are public.")
    return section("waiting", _("Waiting for a coordinator"), hint, items, waits=False)


def suggestions(mine: Mine) -> Section | None:
    """What would make a notice found and sent on more often."""
    advised = [(each, list(advice(each))) for each in mine.told]
    items = (
        Item(
            words(each.name),
            " · ".join(found),
            page_url(each),
            actions=(
                Action(_("Complete it"), edit_url(each)),
                Action(_("Languages"), reverse("activity-languages", args=[each.pk])),
            ),
        )
        for each, found in sorted(advised, key=lambda pair: -len(pair[1]))
        if found
    )
    hint = _("With these, service guidance and those who search find you more easily.")
    return section("suggestions", _("Small things that help"), hint, items, waits=False)


def advice(activity: Activity) -> Iterator[str]:
    """What is missing of a public notice, in words. It was read by `with_everything`."""
    content = activities.content_of(activity)
    missing = [str(want.words) for want in guidance.meter(content).missing]
    if missing:
        yield _("Missing: %(list)s") % {"list": ", ".join(missing)}
    if any(not image.alt for image in content.images or ()):
        yield _("A picture has no alternative text")
    if content.name.keys() <= {"fi", "fi-x-selko"}:
        yield _("Only in Finnish")
    if older := languages.older(content):
        told = ", ".join(str(languages.NAMES[lang]) for lang in older)
        yield _("The original has changed since it was translated: %(languages)s") % {
            "languages": told
        }


def looked_at(mine: Mine) -> Section | None:
    """How many looked at each public notice."""
    seen = sorted(mine.public, key=lambda each: -mine.looks.get(each.pk, 0))
    items = (
        Item(
            words(each.name),
            ngettext("%(count)s look", "%(count)s looks", count) % {"count": count},
            page_url(each),
        )
        for each in seen
        if (count := mine.looks.get(each.pk, 0))
    )
    hint = _("Opened pages in the last 30 days. Nothing is kept about who looked.")
    return section("looks", _("Who looked"), hint, items, waits=False)


SECTIONS = (
    returned,
    to_decide,
    asked_along,
    plan_messages,
    sources_to_answer,
    to_confirm,
    invited,
    unfinished,
    ending,
    broken_links,
    plan_dates,
    new_sign_ups,
    waiting,
    suggestions,
    looked_at,
)
