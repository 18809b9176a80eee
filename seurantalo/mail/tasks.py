"""What the post office does later: hand letters to the mail server, forget old ones."""

from __future__ import annotations

from django.tasks import TaskContext, task

from seurantalo.jobs.registry import every, patient
from seurantalo.mail import commands

ATTEMPTS = 12  # within about a day


@task(queue_name="mail", takes_context=True)
def deliver(context: TaskContext[..., bool], pk: int) -> bool:
    """Hand one letter to the mail server. Only its number is in the queue, never what it says."""
    try:
        return commands.deliver(pk)
    except Exception as error:
        if context.attempt >= ATTEMPTS:
            commands.give_up(pk, repr(error))
        raise


@task
def tidy() -> int:
    """Forget letters of long ago."""
    return commands.tidy()


patient(deliver, attempts=ATTEMPTS, first_wait=30)
every("mail: tidy", tidy, days=1, at="04:25")
