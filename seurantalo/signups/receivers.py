"""What the room hears from below: times that changed, things that became one, people who leave."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from seurantalo.activities.models import Activity
from seurantalo.jobs.commands import enqueue
from seurantalo.signups import commands
from seurantalo.signups.models import SignUp

# A time cancelled by a slip is put back at once and a notice withdrawn by mistake soon: nobody need
# hear of it. Letters wait so long.
A_SLIP, SECOND_THOUGHTS = timedelta(minutes=2), timedelta(minutes=15)


def follow_times(instance: Any, **kwargs: Any) -> None:
    """A new public version may have other times, or more room."""
    if _somebody_comes(instance):
        enqueue("seurantalo.signups.tasks.follow", instance.pk, after=A_SLIP)


def follow_withdrawal(instance: Any, **kwargs: Any) -> None:
    """What is not shown any more: those who would come hear of it."""
    if _somebody_comes(instance):
        enqueue("seurantalo.signups.tasks.follow", instance.pk, after=SECOND_THOUGHTS)


def _somebody_comes(instance: Any) -> bool:
    return isinstance(instance, Activity) and SignUp.objects.filter(activity=instance).exists()


def follow_merge(instance: Any, into: Any, merge: Any, **kwargs: Any) -> None:
    """Who comes to what was merged comes to what it became."""
    if isinstance(instance, Activity):
        rows = SignUp.objects.filter(activity=instance)
        merge.kept["moved"]["sign_ups"] = list(rows.values_list("pk", flat=True))
        rows.update(activity=into)
        follow_times(into)


def follow_back(instance: Any, into: Any, merge: Any, **kwargs: Any) -> None:
    """Parted again, they come to the one they signed up for."""
    if isinstance(instance, Activity):
        moved = merge.kept["moved"].get("sign_ups", [])
        SignUp.objects.filter(pk__in=moved, activity=into).update(activity=instance)
        follow_times(instance)


def forget_person(sender: object, user: Any, **kwargs: object) -> None:
    """Somebody's account is erased."""
    commands.forget_person(user)
