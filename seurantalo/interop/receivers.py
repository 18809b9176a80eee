"""What others know as theirs follows when ours is merged, so that they do not bring it in anew."""

from __future__ import annotations

from typing import Any

from seurantalo.activities.models import Activity
from seurantalo.interop.models import ConnectedEvent, Connection, Link, Upload
from seurantalo.organizations.models import Organization
from seurantalo.publishing.policies import kind_of


def follow_merge(instance: Any, into: Any, merge: Any, **kwargs: Any) -> None:
    """Their thing is now the one that stays."""
    links = Link.objects.filter(kind=kind_of(instance), object_id=instance.pk)
    merge.kept["moved"]["links"] = list(links.values_list("pk", flat=True))
    links.update(object_id=into.pk)
    if isinstance(instance, Organization):
        uploads = Upload.objects.filter(organization=instance)
        merge.kept["moved"]["uploads"] = list(uploads.values_list("pk", flat=True))
        uploads.update(organization=into)
        connections = Connection.objects.filter(organization=instance)
        merge.kept["moved"]["connections"] = list(connections.values_list("pk", flat=True))
        connections.update(organization=into)
    if isinstance(instance, Activity):
        events = ConnectedEvent.objects.filter(activity=instance)
        merge.kept["moved"]["connected_events"] = list(events.values_list("pk", flat=True))
        events.update(activity=into)


def follow_back(instance: Any, into: Any, merge: Any, **kwargs: Any) -> None:
    """Parted again, each has its own."""
    moved = merge.kept["moved"]
    own = Link.objects.filter(pk__in=moved.get("links", []), object_id=into.pk)
    own.update(object_id=instance.pk)
    if isinstance(instance, Organization):
        uploads = Upload.objects.filter(pk__in=moved.get("uploads", []), organization=into)
        uploads.update(organization=instance)
        connections = Connection.objects.filter(
            pk__in=moved.get("connections", []), organization=into
        )
        connections.update(organization=instance)
    if isinstance(instance, Activity):
        events = ConnectedEvent.objects.filter(
            pk__in=moved.get("connected_events", []), activity=into
        )
        events.update(activity=instance)


def hand_over(user: Any, **kwargs: Any) -> None:
    """Sources of somebody who leaves are her colleagues' now; her password goes with her."""
    hers = Connection.objects.filter(user=user)
    hers.filter(state=Connection.State.NEW).delete()
    hers.update(user=None, secret="")
