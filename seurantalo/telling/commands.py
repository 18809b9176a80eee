"""Every write of reports: begun, kept as typed, joined to a person, sent, thrown away."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.activities import commands as activities
from seurantalo.activities import queries as activity_queries
from seurantalo.activities.models import Activity
from seurantalo.organizations.models import Organization
from seurantalo.planning import commands as planning
from seurantalo.planning.models import Plan
from seurantalo.publishing import commands as publishing
from seurantalo.publishing import pictures
from seurantalo.publishing.policies import may, require
from seurantalo.records.content import ActivityContent
from seurantalo.telling import answers, collisions, organisers, queries
from seurantalo.telling.models import Report

ANONYMOUS_KEPT = timedelta(days=30)
SENT_KEPT = timedelta(days=365)
PLAN = "plan"  # among the answers, the plan it was begun from: no form asks it or can change it


class ChangedMeanwhile(Exception):
    """Somebody else changed the same notice: the person has to see the difference first."""


@transaction.atomic
def start(
    by: Any = None,
    *,
    organization: Organization | None = None,
    content: ActivityContent | None = None,
    key: UUID | None = None,
) -> Report:
    """Begin a report of something new: empty, or from `content` (a copy, a template).

    `key` is what the page called it before it was begun, so that two presses, even at once,
    begin one.
    """
    person = by if by is not None and by.is_authenticated else None
    report = queries.filled(
        content,
        pk=key or uuid4(),
        owner=person,
        organization=organization or organisers.only_one(person),
    )
    try:
        with transaction.atomic():
            report.save(force_insert=True)
    except IntegrityError:
        return Report.objects.get(pk=report.pk, owner=person)
    return report


@transaction.atomic
def edit(activity: Activity, *, by: Any, seen: int | None = None) -> Report:
    """Begin to change a notice; what the person has under way of it goes on.

    `seen` is the version her page showed. Raises PermissionDenied.
    """
    require(by, "change", activity)
    Activity.objects.select_for_update().get(pk=activity.pk)  # two presses at once begin one
    report = queries.edit_of(activity, by, seen=seen)
    if not report.begun:
        report.save()
    return report


@transaction.atomic
def keep(report: Report, told: Mapping[str, Any], *, reached: str = "") -> Report:
    """Keep answers as they were typed, right or wrong. A sent report stays as it was sent."""
    kept = Report.objects.select_for_update().get(pk=report.pk)
    if kept.sent_at is None:
        picture = kept.picture
        kept.answers = {**kept.answers, **told}
        kept.reached = reached or kept.reached
        kept.organization = organisers.chosen(kept)
        _save(kept, picture)
    return kept


def _save(report: Report, picture: str) -> None:
    """Save it; the `picture` it had before goes when another has taken its place."""
    report.modified = timezone.now()
    report.save()
    if picture and report.picture != picture:
        pictures.forget(picture)


@transaction.atomic
def join(keys: Collection[str], user: Any) -> int:
    """What was begun before signing in belongs to the person now; how many reports."""
    mine = Report.objects.filter(pk__in=queries.valid(keys), owner__isnull=True)
    return mine.update(owner=user)


@transaction.atomic
def send(report: Report, *, by: Any) -> Report:
    """Make of the answers a draft and hand it over: published at once or waiting for review.

    Sent twice, it is one notice. Where the right to speak for the organisation must first be
    confirmed, that is asked for, and the report goes by itself when it is.

    Raises ChangedMeanwhile, ValidationError by the names of answers, PermissionDenied.
    """
    held = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if held.sent_at:
        return held
    if collisions.changed_meanwhile(held):
        raise ChangedMeanwhile
    content = content_of(held)
    if held.activity is not None:  # its first organiser may be another by now
        held.organization = held.activity.organization
    if held.organization is None:
        held.organization = organisers.register(held, content, by=by)
    elif not may(by, "change", held.activity or held.organization):
        organisers.claim(held, by=by)
        held.ready_at = held.ready_at or timezone.now()
        held.save()
        return held
    held.activity = activities.apply(
        content, organization=held.organization, by=by, to=held.activity, publish=False
    )
    organisers.note_on_behalf(held, by=by)
    publishing.send(held.activity, by=by)
    _note_in_plan(held, by=by)
    held.sent_at = held.modified = timezone.now()
    held.save()
    return held


def _note_in_plan(report: Report, *, by: Any) -> None:
    """A plan from which the report was begun knows the notice it became."""
    pk = report.answers.get(PLAN)
    plan = Plan.objects.filter(pk=pk).first() if isinstance(pk, int) else None
    if plan is not None and report.activity is not None:
        planning.became(plan, report.activity, by=by)


def content_of(report: Report) -> ActivityContent:
    """What the answers tell.

    Raises ValidationError by the names of the answers that cannot be read.
    """
    if not str(report.answers.get("title") or "").strip():
        raise ValidationError({"title": [_("Give it a title.")]})
    today = timezone.localdate()
    return answers.to_content(
        report.answers, base=report.content, lang=report.language, today=today
    )


@transaction.atomic
def settle(report: Report, theirs: Collection[str]) -> Report:
    """After another's change: take theirs for these answers, keep the person's own for the rest."""
    held = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if held.activity is None:
        return held
    picture, found = held.picture, collisions.collide(held)
    held.answers = collisions.merged(found, theirs)
    held.base = activity_queries.content(held.activity).model_dump(mode="json")
    held.base_revision = held.activity.latest_revision_id
    _save(held, picture)
    return held


@transaction.atomic
def drop(report: Report) -> None:
    """Throw away what was not sent."""
    Report.objects.filter(pk=report.pk, sent_at__isnull=True).delete()


@transaction.atomic
def drop_all_of(user: Any) -> None:
    """Throw away the reports of somebody who leaves; what was sent lives on as notices."""
    Report.objects.filter(owner=user).delete()


def send_ready(user: Any, organization: Organization) -> int:
    """Send what waited only for the right to speak for the organisation; how many."""
    waiting = Report.objects.filter(
        owner=user, organization=organization, ready_at__isnull=False, sent_at__isnull=True
    )
    return sum(_sent(report, user) for report in waiting)


def _sent(report: Report, user: Any) -> bool:
    """One that cannot be sent any more stays with the person, among the unfinished."""
    try:
        return send(report, by=user).sent_at is not None
    except (ChangedMeanwhile, ValidationError):
        return False


def sweep(now: datetime | None = None) -> int:
    """Delete what strangers began and left 30 days ago, and what was sent a year ago; how many."""
    moment = now or timezone.now()
    left = Report.objects.filter(owner__isnull=True, modified__lt=moment - ANONYMOUS_KEPT)
    sent = Report.objects.filter(sent_at__lt=moment - SENT_KEPT)
    return left.delete()[0] + sent.delete()[0]
