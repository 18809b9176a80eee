"""What the room does by itself at night."""

from django.tasks import task

from seurantalo.interop import commands
from seurantalo.jobs.registry import every


@task()
def forget_uploads() -> int:
    """Delete old uploads; how many."""
    return commands.forget_uploads()


every("interop.forget-uploads", forget_uploads, days=1, at="03:40")
