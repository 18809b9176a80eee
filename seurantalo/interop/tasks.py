"""What the room does by itself: reads connected sources, and forgets at night."""

from django.tasks import task

from seurantalo.common import switches
from seurantalo.interop import commands
from seurantalo.interop.connections import commands as connections
from seurantalo.jobs.registry import every, patient


@task()
def forget_uploads() -> int:
    """Delete old uploads; how many."""
    return commands.forget_uploads() + connections.forget_looks()


@task()
def read_sources() -> None:
    """Read the connected sources whose time has come."""
    if switches.on("connected-sources"):
        connections.read_due()


@task()
def read_connection(pk: int) -> None:
    """Read one connected source now: somebody waits for it."""
    connections.read(pk)


every("interop.forget-uploads", forget_uploads, days=1, at="03:40")
every("interop.sources", read_sources, minutes=15)
# A quarter later it is tried anyway, and each source has its own patience.
patient(read_sources, attempts=1)
patient(read_connection, attempts=1)
