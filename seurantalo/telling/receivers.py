"""What follows when somebody signs in, leaves, or comes to work for an organisation."""

from __future__ import annotations

from typing import Any

from seurantalo.organizations.models import Organization
from seurantalo.telling import commands
from seurantalo.telling.models import NoticeTemplate, Report

KEYS = "reports"


def join_reports(request: Any, user: Any, **kwargs: Any) -> None:
    """What was begun before signing in belongs to the person now."""
    keys = request.session.pop(KEYS, []) if request is not None else []
    if keys:
        commands.join(keys, user)


def forget_reports(user: Any, **kwargs: Any) -> None:
    """Half-told notices go with the person who leaves."""
    commands.drop_all_of(user)


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
