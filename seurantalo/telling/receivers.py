"""What follows when somebody signs in, leaves, or comes to work for an organisation."""

from __future__ import annotations

from typing import Any

from seurantalo.activities.models import Activity
from seurantalo.organizations.models import Organization
from seurantalo.publishing import pictures
from seurantalo.publishing.policies import may
from seurantalo.telling import commands
from seurantalo.telling.models import NoticeTemplate, Report

KEYS, HELD = "reports", "held_report"  # of the session


def join_reports(request: Any, user: Any, **kwargs: Any) -> None:
    """What was begun before signing in belongs to the person now."""
    if request is None:
        return
    if keys := request.session.pop(KEYS, []):
        commands.join(keys, user)
    if held := request.session.pop(HELD, None):
        _keep_held(held, user)


def _keep_held(held: dict[str, Any], user: Any) -> None:
    """Keep what was typed when the session was over, if it is still hers to tell."""
    if pk := held.get("activity"):
        activity = Activity.objects.filter(pk=pk).first()
        if activity is None or not may(user, "change", activity):
            return
        report = commands.edit(activity, by=user, seen=held["seen"])
    else:
        found = Report.objects.filter(pk=held["report"], owner=user).first()
        if found is None:
            return
        report = found
    commands.keep(report, held["told"])


def forget_reports(user: Any, **kwargs: Any) -> None:
    """Half-told notices go with the person who leaves."""
    commands.drop_all_of(user)


def forget_picture(instance: Report, **kwargs: Any) -> None:
    """The picture of what was never sent goes with it; that of a sent one is its notice's."""
    if instance.sent_at is None and instance.picture:
        pictures.forget(instance.picture)


def send_ready(instance: Any, created: bool = False, **kwargs: Any) -> None:
    """A new member's notice may have waited for just this."""
    if created:
        commands.send_ready(instance.user, instance.organization)


def follow_merge(instance: Any, into: Any, merge: Any, **kwargs: Any) -> None:
    """What is being told for a merged organisation is told for the one it became."""
    if isinstance(instance, Organization):
        for model, name in ((Report, "reports"), (NoticeTemplate, "templates")):
            own = model._default_manager.filter(organization=instance)
            merge.kept["moved"][name] = [str(pk) for pk in own.values_list("pk", flat=True)]
            own.update(organization=into)


def follow_back(instance: Any, into: Any, merge: Any, **kwargs: Any) -> None:
    """Parted again, each has its own."""
    if isinstance(instance, Organization):
        for model, name in ((Report, "reports"), (NoticeTemplate, "templates")):
            moved = merge.kept["moved"].get(name, [])
            still = model._default_manager.filter(pk__in=moved, organization=into)
            still.update(organization=instance)
