"""Those who follow a plan: who they are, and one letter when its dates change or it is dropped.

Whoever changes something seldom changes it once, so the letter waits some minutes and tells then
how it was and how it is. What is changed back meanwhile nobody hears of.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction

from seurantalo.jobs.commands import enqueue
from seurantalo.mail.commands import write as write_letter
from seurantalo.organizations import queries as organizations
from seurantalo.planning import letters
from seurantalo.planning.models import Change, Follow, Plan, PlanPartner
from seurantalo.planning.sight import standing, visible_to, was_visible_to

WAIT = timedelta(minutes=10)
IN_IT = (PlanPartner.Status.ACCEPTED, PlanPartner.Status.INVITED)


def follow(plan: Plan, user: Any) -> Follow:
    """Let a person follow what is said about the plan; as she was when she follows already."""
    return Follow.objects.get_or_create(
        plan=plan, user=user, defaults={"reply_token": secrets.token_hex(16)}
    )[0]


def as_it_is(plan: Plan) -> dict[str, Any]:
    """Whether it is dropped, and each of its dates by key: start, end, whole day, stage. As JSON."""
    dropped = Plan.objects.filter(pk=plan.pk, dropped_at__isnull=False).exists()
    rows = plan.times.order_by("start").values_list("pk", "start", "end", "whole_day", "stage")
    times = {
        str(pk): [start.isoformat(), end.isoformat(), whole_day, stage]
        for pk, start, end, whole_day, stage in rows
    }
    return {"dropped": dropped, "times": times}


def note(plan: Plan, before: dict[str, Any], *, by: Any) -> None:
    """Have those who follow told soon, if it is not as it was before `by` changed it.

    One letter for all that she changes while it waits.
    """
    if as_it_is(plan) == before:
        return
    change, new = Change.objects.get_or_create(plan=plan, by=by, defaults={"before": before})
    if new:
        enqueue("seurantalo.planning.tasks.tell_change", change.pk, after=WAIT)


@transaction.atomic
def tell(pk: int) -> None:
    """Write to those who follow, other than her who changed it, what it was and what it is now."""
    change = (
        Change.objects.select_for_update(of=("self",)).filter(pk=pk).select_related("plan", "by")
    ).first()
    if change is None:
        return  # it was told already
    change.delete()
    plan, before, now = change.plan, change.before, as_it_is(change.plan)
    if (before["dropped"] and now["dropped"]) or before == now:
        return
    for each in _followers(plan, change.by):
        row: Any = was_visible_to(each.user).filter(pk=plan.pk).first()
        if row is not None:
            news = letters.News(
                plan=plan.pk,
                title=plan.name if row.whole else plan.hint,
                who=_named(change.by, plan) if row.whole else "",
                before=before,
                now=now,
                open=visible_to(each.user).filter(pk=plan.pk).exists(),
            )
            write_letter(letters.changed, news, each, to=each.user)


def _followers(plan: Plan, by: Any) -> list[Follow]:
    """Who follows by mail, but for her; of every organisation in it somebody does.

    Where nobody began to, those who manage it do from now on.
    """
    partners = plan.partners.filter(status__in=IN_IT).select_related("organization")
    followed = set(plan.follows.values_list("user", flat=True))
    for each in (plan.organization, *(row.organization for row in partners)):
        people = organizations.managers([each])
        if not followed & {person.pk for person in people}:
            for person in people:
                follow(plan, person)
    wanted = plan.follows.filter(by_mail=True, user__is_active=True).exclude(user=by)
    return list(wanted.select_related("user"))


def _named(by: Any, plan: Plan) -> str:
    """Who changed it, and for whom; only those who see the whole plan are told."""
    own = standing(by).own
    rows = plan.partners.filter(status=PlanPartner.Status.ACCEPTED, organization__in=own)
    partner = rows.select_related("organization").first()
    hers = (
        partner.organization if partner and plan.organization_id not in own else plan.organization
    )
    return f"{by}, {letters.named(hers)}"
