"""What the administrators' pages show: how everything is, at a glance."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from seurantalo.accounts.models import RegionalRole
from seurantalo.common import switches
from seurantalo.jobs import queries as jobs
from seurantalo.mail import queries as post
from seurantalo.mail.kinds import kinds
from seurantalo.organizations.models import RegionRule
from seurantalo.places import queries as places
from seurantalo.places.models import Area
from seurantalo.planning import verdicts


class Card(NamedTuple):
    """A thing to look after: where, what it is, how it is now, and whether it needs somebody."""

    url: str
    title: str
    text: str
    state: str
    urgent: bool = False


@dataclass
class Region:
    """A region with its rule and those who look after it."""

    area: Area
    rule: RegionRule
    roles: list[RegionalRole] = field(default_factory=list)


def rule_of(area: Area) -> RegionRule:
    """The region's own rule, or the defaults for it, not saved."""
    return RegionRule.objects.filter(area=area).first() or RegionRule(area=area)


def roles_of(area: Area) -> QuerySet[RegionalRole]:
    """Who looks after the region."""
    return RegionalRole.objects.filter(area=area).select_related("user").order_by("pk")


def regions() -> list[Region]:
    """Every region of today, by its code."""
    rules = {rule.area_id: rule for rule in RegionRule.objects.all()}
    roles: dict[int, list[RegionalRole]] = defaultdict(list)
    for role in RegionalRole.objects.select_related("user").order_by("pk"):
        roles[role.area_id].append(role)
    return [
        Region(area, rules.get(area.pk) or RegionRule(area=area), roles[area.pk])
        for area in places.areas("region")
    ]


def cards() -> list[Card]:
    """The front page of the administration."""
    return [_regions(), _queue(), _letters(), _switches(), _collisions(), *_elsewhere()]


def _regions() -> Card:
    lonely = sum(not each.roles for each in regions())
    without = ngettext(
        "%(n)s region has no coordinator", "%(n)s regions have no coordinator", lonely
    )
    return Card(
        reverse("administration-regions"),
        _("Regions and coordinators"),
        _("Who reviews, how often one asks whether it is still true, and whom citizens may ask."),
        without % {"n": lonely} if lonely else _("Every region has a coordinator"),
    )


def _letters() -> Card:
    return Card(
        reverse("administration-letters"),
        _("Texts of letters"),
        _("What the service writes to people, in each language."),
        _("%(n)s kinds, %(own)s texts of your own")
        % {"n": len(kinds()), "own": len(post.mail_texts())},
    )


def _switches() -> Card:
    off = sum(not switches.on(name) for name in switches.SWITCHES)
    told = ngettext("%(n)s is off", "%(n)s are off", off) % {"n": off}
    return Card(
        reverse("administration-switches"),
        _("Switches"),
        _("What can be turned off for the whole service."),
        told if off else _("Everything is on"),
    )


def _collisions() -> Card:
    told = verdicts.overall()
    rate = _("%(rate)s %% false alarms") % {"rate": told.false_alarms}
    return Card(
        reverse("administration-collisions"),
        _("Advice about collisions"),
        _("How often planners are warned of a clash, and how often in vain."),
        _("Nobody has been advised yet.") if told.false_alarms is None else rate,
    )


def _elsewhere() -> list[Card]:
    """What has its page in another room."""
    return [
        Card(
            reverse("see-as"),
            _("See as somebody else"),
            _("Look at the service as another person sees it. It is recorded."),
            "",
        ),
        Card(
            reverse("admin:taxonomy_term_changelist"),
            _("Themes and other words"),
            _("What activities are about and for whom, and the words that lead there."),
            "",
        ),
        Card(
            reverse("admin:index"),
            _("Everything else"),
            _("Tables as they are. Only for what has no better page."),
            "",
        ),
    ]


def _queue() -> Card:
    health: Any = jobs.health()
    bounced = post.bounces().count()
    state = _("Everything is well")
    if not health.workers:
        state = _("Nobody is working: start the worker")
    elif health.dead:
        state = ngettext("%(n)s thing failed", "%(n)s things failed", health.dead) % {
            "n": health.dead
        }
    elif health.late:
        state = _("The queue is late")
    elif bounced:
        state = ngettext(
            "%(n)s address takes no letters", "%(n)s addresses take no letters", bounced
        ) % {"n": bounced}
    return Card(
        reverse("administration-queue"),
        _("Queue and letters"),
        _("What is done in the background, what failed, which addresses take no letters."),
        state,
        urgent=not health.well,
    )
