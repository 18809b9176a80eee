"""Every write about what is done later: enqueueing, taking, finishing, failing, burying, tidying."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable
from datetime import timedelta
from traceback import format_exception
from typing import Any

from django.db import IntegrityError, transaction
from django.tasks import Task
from django.tasks.base import TaskResultStatus
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from seurantalo.jobs import registry
from seurantalo.jobs.models import DeadLetter, Slot, Worker

log = logging.getLogger("seurantalo.jobs")
SILENT = timedelta(minutes=5)  # a worker that has not been seen for so long is dead
BEGUN = timedelta(minutes=1)  # between taking a task and being seen at it
KEPT = timedelta(days=14)  # finished tasks are remembered for so long
DEAD_KEPT = timedelta(days=90)  # and what died: its error may quote an address or a name
TURNS_KEPT = timedelta(days=400)
Row = DBTaskResult[Any, Any]


def enqueue(path: str, *args: Any, after: timedelta | None = None, **kwargs: Any) -> None:
    """Enqueue a task by its path ("seurantalo.mail.tasks.deliver"), at once or after a while.

    By its path, because the commands of a room stand below its tasks and cannot import them.
    ImportError when there is no such task.
    """
    task: Task[..., Any] = import_string(path)
    if after is not None:
        task = task.using(run_after=timezone.now() + after)
    task.enqueue(*args, **kwargs)


def take_turns() -> list[str]:
    """Enqueue every task of the timetable whose turn has come; the names of those enqueued.

    The row of the turn is unique: of two workers one gets it. A daily task that is seen for the
    first time waits for its next turn, lest everything nightly runs when the service is set up.
    """
    now, taken = timezone.now(), []
    for entry in registry.timetable():
        key = entry.slot(now)
        if Slot.objects.filter(name=entry.name, key=key).exists():
            continue
        first = entry.daily and not Slot.objects.filter(name=entry.name).exists()
        try:
            with transaction.atomic():
                Slot.objects.create(name=entry.name, key=key)
                if not first and not _waiting(entry.task):
                    entry.task.enqueue()
                    taken.append(entry.name)
        except IntegrityError:
            continue  # another worker took it
    return taken


def _waiting(task: Task[..., Any]) -> bool:
    """Is the last turn of this task still to be done? Then one is enough."""
    unfinished = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    return DBTaskResult.objects.filter(task_path=task.module_path, status__in=unfinished).exists()


def claim(worker: str, queues: tuple[str, ...]) -> Row | None:
    """Take the next task that is ready; nobody else gets it. None when there is none."""
    ready = DBTaskResult.objects.ready().filter(queue_name__in=queues)
    if not ready.exists():  # asked without a lock: most of the time there is nothing
        return None
    with exclusive_transaction(ready.db):
        row: Row | None = ready.get_locked()
        if row is not None:
            row.claim(worker)
    return row


def _ours(row: Row) -> Any:
    """The row, unless it was meanwhile given to another worker."""
    return DBTaskResult.objects.filter(
        pk=row.pk, status=TaskResultStatus.RUNNING, worker_ids=row.worker_ids
    )


def done(row: Row) -> None:
    """Note that the task was done."""
    _ours(row).update(status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now())


def failed(row: Row, error: BaseException) -> bool:
    """Have the task tried again after a wait, or bury it; is it tried again?"""
    patience = registry.patience(row.task_path)
    attempt = len(row.worker_ids)
    if attempt >= patience.attempts or isinstance(error, registry.GiveUp | ImportError):
        bury(row, error)
        return False
    wait = patience.wait(attempt)
    log.warning("%s failed (attempt %s), again in %s: %r", row.task_path, attempt, wait, error)
    _ours(row).update(
        status=TaskResultStatus.READY,
        run_after=timezone.now() + wait,
        exception_class_path=_path(error),
        traceback=_traceback(error),
    )
    return True


def _path(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _traceback(error: BaseException) -> str:
    return "".join(format_exception(error))[-8000:]


@transaction.atomic
def bury(row: Row, error: BaseException) -> None:
    """Make a dead letter of the task, for the administrators to see."""
    log.error("%s is given up after %s attempts: %r", row.task_path, len(row.worker_ids), error)
    buried = _ours(row).update(
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now(),
        exception_class_path=_path(error),
        traceback=_traceback(error),
    )
    if buried:
        DeadLetter.objects.create(
            task_path=row.task_path,
            queue_name=row.queue_name,
            arguments=row.args_kwargs,
            error=f"{type(error).__name__}: {error}"[:500],
            traceback=_traceback(error),
            attempts=len(row.worker_ids),
            enqueued_at=row.enqueued_at,
        )


@transaction.atomic
def revive(letter: DeadLetter) -> None:
    """Try a dead letter again from the beginning. ImportError when its task is no more."""
    task: Task[..., Any] = import_string(letter.task_path)
    letter.delete()
    task.enqueue(*letter.arguments.get("args", ()), **letter.arguments.get("kwargs", {}))


def discard(letter: DeadLetter) -> None:
    """Throw a dead letter away."""
    letter.delete()


def beat(worker: str) -> None:
    """Say that this worker is alive."""
    Worker.objects.update_or_create(
        name=worker,
        defaults={"host": socket.gethostname(), "pid": os.getpid(), "seen_at": timezone.now()},
    )


def sign_off(worker: str) -> None:
    """Say that this worker has stopped."""
    Worker.objects.filter(name=worker).delete()


def reap(worker: str, at_work_on: Callable[[], set[Any]] = set) -> int:
    """Put the tasks of dead workers back into the queue; how many.

    `at_work_on` tells the ids of what the asking worker is doing; another task that has long been
    said to be its own was lost with the connection to the database.
    """
    back = 0
    for row in DBTaskResult.objects.running():
        owner = row.worker_ids[-1] if row.worker_ids else ""
        if owner != worker:
            lost = not _alive(owner)
        else:
            lost = row.started_at < timezone.now() - BEGUN and row.pk not in at_work_on()
        back += _give_back(row) if lost else 0
    return back


def _alive(owner: str) -> bool:
    """Is the worker there? On this machine the system knows, elsewhere its last sign of life."""
    worker = Worker.objects.filter(pk=owner).first()
    if worker is None:
        return False
    if worker.host != socket.gethostname():
        return worker.seen_at > timezone.now() - SILENT
    if worker.pid == os.getpid():  # the number has come to us after it died
        return False
    try:
        os.kill(worker.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _give_back(row: Row) -> int:
    """Ready again; or buried, when it has taken every worker with it."""
    if len(row.worker_ids) >= registry.patience(row.task_path).attempts:
        bury(row, RuntimeError("every worker that tried it died"))
        return 0
    log.warning("%s was left unfinished by a worker that died: done again", row.task_path)
    changed: int = _ours(row).update(status=TaskResultStatus.READY, run_after=timezone.now())
    return changed


def tidy() -> int:
    """Forget finished tasks, what died long ago, old turns and dead workers; how many rows."""
    now = timezone.now()
    return sum(
        rows.delete()[0]
        for rows in (
            DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT),
            DeadLetter.objects.filter(died_at__lt=now - DEAD_KEPT),
            Slot.objects.filter(taken_at__lt=now - TURNS_KEPT),
            Worker.objects.filter(seen_at__lt=now - timedelta(days=1)),
        )
    )
