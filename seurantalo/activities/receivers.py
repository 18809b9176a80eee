"""When an activity becomes public its times are written; when it is withdrawn they go."""

from typing import Any

from seurantalo.activities.commands import materialize_occurrences
from seurantalo.activities.models import Activity


def write_times(instance: Any, **kwargs: Any) -> None:
    """A new public version may have new times."""
    if isinstance(instance, Activity):
        materialize_occurrences(instance)


def forget_times(instance: Any, **kwargs: Any) -> None:
    """What is not public happens nowhere."""
    if isinstance(instance, Activity):
        instance.occurrences.all().delete()
